package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Timing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields that give events their time, where generated code has to name them. */
final class WindowTimes {
  private WindowTimes() {}

  /** These fields; none for {@link Timing#TIMESTAMP} alone, which the runtime uses anyway. */
  static List<Field> of(List<NamedField> times) {
    return times.size() == 1 && times.get(0).field().name().equals(Timing.TIMESTAMP)
        ? List.of()
        : times.stream().map(NamedField::field).toList();
  }

  /** The same if the query does date math from {@code now}, which is the time of the event. */
  static List<Field> ofNow(AnalyzedRule rule) {
    return rule.query().predicates().stream().anyMatch(WindowTimes::asksForNow)
        ? of(rule.timing().eventTimes())
        : List.of();
  }

  private static boolean asksForNow(Predicate predicate) {
    if (predicate instanceof Predicate.AnyRow any && any.rows().pipeline().asksForNow()) {
      return true;
    }
    return predicate instanceof Predicate.DateInRange date
        ? Stream.of(date.range().lower(), date.range().upper())
            .flatMap(Optional::stream)
            .anyMatch(bound -> bound.value().dependsOnNow())
        : predicate.children().stream().anyMatch(WindowTimes::asksForNow);
  }
}
