package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which rules are written as Java, and why not the others. */
final class QuerySupport {
  /** How many fields alerts can be grouped by. */
  private static final int MOST_GROUP_FIELDS = 100;

  private QuerySupport() {}

  /** Why {@code rule} is not written as Java, if it is not. */
  static Optional<Refusal> refusal(AnalyzedRule rule) {
    Query query = rule.query();
    return pipes(query)
        .or(() -> predicates(query).flatMap(p -> PredicateWriter.refusal(p).stream()).findFirst())
        .or(() -> DetectorSupport.refusal(query))
        .or(() -> schedule(rule));
  }

  private static Optional<Refusal> pipes(Query query) {
    List<Query.Pipe> pipes =
        query instanceof Query.SingleEvent single
            ? single.pipes()
            : query instanceof Query.Sequence sequence ? sequence.pipes() : List.of();
    return pipes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                query.origin(),
                "A pipe",
                "A pipe keeps some of all results, and a stream of events has no end."));
  }

  private static Stream<Predicate> predicates(Query query) {
    return query instanceof Query.IndicatorMatch match
        ? Stream.of(match.predicate(), match.indicators())
        : query.predicates().stream();
  }

  /** Times and fields that stand in the rule beside its query. */
  private static Optional<Refusal> schedule(AnalyzedRule analyzed) {
    Rule rule = analyzed.rule();
    Optional<Refusal> lookBack =
        analyzed.query() instanceof Query.SingleEvent
            ? Optional.empty()
            : DetectorSupport.tooLong(rule.nameOrigin(), rule.schedule().lookBack());
    return lookBack.or(
        () ->
            rule.suppression()
                .flatMap(
                    suppression ->
                        suppression.groupBy().size() > MOST_GROUP_FIELDS
                            ? Optional.of(
                                new Refusal(
                                    rule.nameOrigin(),
                                    "Suppression by so many fields",
                                    "There can be no more than " + MOST_GROUP_FIELDS + "."))
                            : DetectorSupport.tooLong(
                                rule.nameOrigin(),
                                suppression.duration().orElse(rule.schedule().period()))));
  }
}
