package dev.sigrun.compiler.ir;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints queries: the shape with its settings on the first line, then a line for each predicate,
 * indented.
 */
final class QueryPrinter implements Query.Visitor<String> {
  private static final QueryPrinter INSTANCE = new QueryPrinter();

  private QueryPrinter() {}

  static String print(Query query) {
    return query.accept(INSTANCE);
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", "));
  }

  private static String pipes(List<Query.Pipe> pipes) {
    return pipes.stream()
        .map(
            p -> p.kind() == Query.Pipe.Kind.HEAD ? " | head " + p.count() : " | tail " + p.count())
        .collect(Collectors.joining());
  }

  private static String stage(Query.Stage stage) {
    String keys =
        stage.keys().stream()
            .map(k -> (k.optional() ? "?" : "") + k.field())
            .collect(Collectors.joining(", "));
    return "\n  "
        + (stage.missing() ? "![" : "[")
        + stage.predicate()
        + "]"
        + (keys.isEmpty() ? "" : " by " + keys)
        + (stage.runs() == 1 ? "" : " with runs=" + stage.runs());
  }

  private static String stages(List<Query.Stage> stages) {
    return stages.stream().map(QueryPrinter::stage).collect(Collectors.joining());
  }

  @Override
  public String visitSingleEvent(Query.SingleEvent query) {
    return "event" + pipes(query.pipes()) + "\n  " + query.predicate();
  }

  @Override
  public String visitSequence(Query.Sequence query) {
    return "sequence"
        + query.maxSpan().map(span -> " with maxspan=" + span.toMillis() + "ms").orElse("")
        + pipes(query.pipes())
        + stages(query.stages())
        + query.until().map(until -> "\nuntil" + stage(until)).orElse("");
  }

  @Override
  public String visitSample(Query.Sample query) {
    return "sample" + stages(query.stages());
  }

  @Override
  public String visitThreshold(Query.Threshold query) {
    return "threshold "
        + query.count()
        + (query.fields().isEmpty() ? "" : " by " + names(query.fields()))
        + query.cardinality().map(c -> " with " + c.count() + " distinct " + c.field()).orElse("")
        + "\n  "
        + query.predicate();
  }

  @Override
  public String visitNewTerms(Query.NewTerms query) {
    return "new terms "
        + names(query.fields())
        + " within "
        + query.history()
        + "\n  "
        + query.predicate();
  }

  @Override
  public String visitIndicatorMatch(Query.IndicatorMatch query) {
    String groups =
        query.groups().stream()
            .map(
                g ->
                    g.entries().stream()
                        .map(e -> e.event() + " " + e.comparison().sign() + " " + e.indicator())
                        .collect(Collectors.joining(" and ", "\n  (", ")")))
            .collect(Collectors.joining(" or"));
    return "indicator match"
        + groups
        + "\n  "
        + query.predicate()
        + "\nindicators\n  "
        + query.indicators();
  }

  /** The steps as they are written, since rows have no short form. */
  @Override
  public String visitAggregation(Aggregation query) {
    return "aggregation"
        + query.rows().pipeline().steps().stream()
            .map(step -> "\n  | " + step.origin().text().strip().replaceAll("\\s+", " "))
            .collect(Collectors.joining())
        + "\n  of "
        + query.predicate();
  }

  @Override
  public String visitCorrelation(Correlation query) {
    String verdict =
        query
            .verdict()
            .fold(
                bounds -> (bounds.negated() ? "not " : "") + bounds.range(),
                combination -> combination.condition().toString());
    return "correlation "
        + query.measure().kind().name().toLowerCase(Locale.ROOT)
        + query.measure().share().map(share -> " " + share.toPlainString()).orElse("")
        + " "
        + verdict
        + " within "
        + query.span()
        + (query.groups().isEmpty() ? "" : " by " + String.join(", ", query.groups()))
        + query.sources().stream().map(this::source).collect(Collectors.joining());
  }

  private String source(Correlation.Source source) {
    String input =
        source
            .input()
            .fold(
                events -> events.predicate().toString(),
                alerts -> visitCorrelation(alerts.correlation()).replace("\n", "\n  "));
    return "\n  ["
        + input
        + "]"
        + (source.keys().isEmpty() ? "" : " by " + terms(source.keys()))
        + (source.values().isEmpty() ? "" : " of " + terms(source.values()));
  }

  private static String terms(List<Correlation.Term> terms) {
    return terms.stream()
        .map(
            term ->
                term.fold(of -> of.field().toString(), group -> "key " + (group.position() + 1)))
        .collect(Collectors.joining(", "));
  }
}
