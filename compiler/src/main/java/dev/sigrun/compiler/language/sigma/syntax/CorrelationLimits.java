package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import java.util.List;
import java.util.Optional;

/**
 * Refuses correlations that list more than anyone writes: the rules, groups and aliases of a
 * correlation are combined with each other.
 */
final class CorrelationLimits {
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("SIG151", "'%s' has %s entries; no more than %s are allowed.");

  private static final int MOST_ENTRIES = 1_000;
  private static final List<String> LISTS = List.of("rules", "group-by", "aliases");

  private final DiagnosticSink sink;

  private CorrelationLimits(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Whether the correlation is within the limits; reports each list that is not. */
  static boolean check(DataValue.Table correlation, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    CorrelationLimits limits = new CorrelationLimits(sink);
    LISTS.forEach(key -> limits.check(key, correlation.entry(key)));
    correlation
        .get("aliases")
        .flatMap(DataValue::asTable)
        .filter(aliases -> !sink.hasErrorsSince(checkpoint))
        .ifPresent(
            aliases -> aliases.keys().forEach(alias -> limits.check(alias, aliases.entry(alias))));
    correlation
        .get("condition")
        .flatMap(DataValue::asTable)
        .ifPresent(condition -> limits.check("field", condition.entry("field")));
    return !sink.hasErrorsSince(checkpoint);
  }

  private void check(String key, Optional<DataValue.Entry> entry) {
    int size = entry.map(given -> size(given.value())).orElse(0);
    if (size > MOST_ENTRIES) {
      DataValue.Entry given = entry.orElseThrow();
      sink.report(TOO_MANY, given.key().source(), given.key().span(), key, size, MOST_ENTRIES);
    }
  }

  private static int size(DataValue value) {
    return value
        .asArray()
        .map(array -> array.values().size())
        .or(() -> value.asTable().map(table -> table.entries().size()))
        .orElse(1);
  }
}
