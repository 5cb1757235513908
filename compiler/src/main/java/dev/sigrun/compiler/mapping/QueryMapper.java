package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.function.Function;

/** Renames the fields of a query, those of its predicates and those that it counts or joins by. */
final class QueryMapper implements Query.Visitor<Query> {
  private static final DiagnosticKind NO_SINGLE_FIELD =
      DiagnosticKind.unsupported(
          "MAP103", "Events are grouped by '%s', which needs exactly one counterpart, not %s.");

  private final Function<String, MappedName> names;
  private final Reasons reasons;

  QueryMapper(Function<String, MappedName> names, Reasons reasons) {
    this.names = names;
    this.reasons = reasons;
  }

  private Predicate map(Predicate predicate) {
    return predicate.accept(new PredicateMapper(names, reasons));
  }

  /** A field whose values are compared with each other. */
  private Field map(Origin origin, Field field) {
    MappedName mapped = names.apply(field.name());
    if (mapped instanceof MappedName.Names to && to.names().size() == 1) {
      return field.renamed(to.names().get(0));
    }
    if (mapped instanceof MappedName.Refused refused) {
      reasons.refuse(PredicateMapper.NO_COUNTERPART, origin, field.name(), refused.note());
    } else {
      String count =
          mapped instanceof MappedName.Names to ? String.valueOf(to.names().size()) : "none";
      reasons.refuse(NO_SINGLE_FIELD, origin, field.name(), count);
    }
    return field;
  }

  private List<Field> map(Origin origin, List<Field> fields) {
    return fields.stream().map(field -> map(origin, field)).toList();
  }

  private Query.Stage map(Query.Stage stage) {
    List<Query.JoinKey> keys =
        stage.keys().stream()
            .map(key -> new Query.JoinKey(map(stage.origin(), key.field()), key.optional()))
            .toList();
    return new Query.Stage(
        stage.origin(), stage.missing(), map(stage.predicate()), keys, stage.runs());
  }

  private List<Query.Stage> map(List<Query.Stage> stages) {
    return stages.stream().map(this::map).toList();
  }

  @Override
  public Query visitSingleEvent(Query.SingleEvent query) {
    return new Query.SingleEvent(query.origin(), map(query.predicate()), query.pipes());
  }

  @Override
  public Query visitSequence(Query.Sequence query) {
    return new Query.Sequence(
        query.origin(),
        query.maxSpan(),
        map(query.stages()),
        query.until().map(this::map),
        query.pipes());
  }

  @Override
  public Query visitSample(Query.Sample query) {
    return new Query.Sample(query.origin(), map(query.stages()));
  }

  @Override
  public Query visitThreshold(Query.Threshold query) {
    return new Query.Threshold(
        query.origin(),
        map(query.predicate()),
        map(query.origin(), query.fields()),
        query.count(),
        query
            .cardinality()
            .map(c -> new Query.Cardinality(map(query.origin(), c.field()), c.count())));
  }

  @Override
  public Query visitNewTerms(Query.NewTerms query) {
    return new Query.NewTerms(
        query.origin(),
        map(query.predicate()),
        map(query.origin(), query.fields()),
        query.history());
  }

  /** Indicators keep the names of their fields: they are other documents. */
  @Override
  public Query visitIndicatorMatch(Query.IndicatorMatch query) {
    List<Query.IndicatorMatch.Group> groups =
        query.groups().stream()
            .map(
                group ->
                    new Query.IndicatorMatch.Group(
                        group.entries().stream()
                            .map(
                                e ->
                                    new Query.IndicatorMatch.Entry(
                                        map(query.origin(), e.event()), e.indicator(), e.negated()))
                            .toList()))
            .toList();
    return new Query.IndicatorMatch(
        query.origin(), map(query.predicate()), query.indicators(), groups);
  }
}
