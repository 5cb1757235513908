package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields by which windows of rules measure time: the rule's override, otherwise as all events.
 */
final class WindowTimes {
  /** The field that gives the time unless a rule says otherwise. */
  static final String TIMESTAMP = "@timestamp";

  private WindowTimes() {}

  /** Of these, the first that an event has; empty for {@link #TIMESTAMP} alone. */
  static List<Field> of(Rule rule) {
    List<Field> times = new ArrayList<>();
    rule.overrides()
        .timestamp()
        .map(FieldName::name)
        .filter(name -> !name.equals(TIMESTAMP))
        .ifPresent(name -> times.add(Field.named(name, ValueType.DATE)));
    if (!times.isEmpty() && !rule.overrides().timestampFallbackDisabled()) {
      times.add(Field.named(TIMESTAMP, ValueType.DATE));
    }
    return times;
  }

  /** The same if the query does date math from {@code now}, which is the time of the event. */
  static List<Field> ofNow(AnalyzedRule rule) {
    return rule.query().predicates().stream().anyMatch(WindowTimes::asksForNow)
        ? of(rule.rule())
        : List.of();
  }

  private static boolean asksForNow(Predicate predicate) {
    return predicate instanceof Predicate.DateInRange date
        ? Stream.of(date.range().lower(), date.range().upper())
            .flatMap(Optional::stream)
            .anyMatch(bound -> bound.value().dependsOnNow())
        : predicate.children().stream().anyMatch(WindowTimes::asksForNow);
  }
}
