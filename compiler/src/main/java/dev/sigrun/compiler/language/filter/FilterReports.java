package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports about the clauses of filters. */
final class FilterReports {
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("FLT013", "Clause '%s' is not supported with '%s'.%s");
  private static final DiagnosticKind BAD_SHAPE =
      DiagnosticKind.error("FLT012", "Clause '%s' needs %s, found %s.");

  private final DiagnosticSink sink;

  FilterReports(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Whether a table has known keys only; reports the others. */
  boolean checkKeys(String clause, DataValue.Table table, List<String> known) {
    boolean good = true;
    for (Map.Entry<String, DataValue.Entry> entry : table.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        DidYouMean hint = Suggestions.didYouMean(key, known);
        report(UNKNOWN_KEY, entry.getValue().key(), clause, key, hint);
        good = false;
      }
    }
    return good;
  }

  /** Reports that there is no predicate. */
  Optional<Predicate> fail(DiagnosticKind kind, Origin origin, Object... arguments) {
    report(kind, origin, arguments);
    return Optional.empty();
  }

  void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  /** Reports that a clause needs something else than the given value. */
  Optional<Predicate> badShape(Origin origin, String clause, String needed, String found) {
    return fail(BAD_SHAPE, origin, clause, needed, found);
  }

  /** Reports a key whose value, or which itself, would change what the clause means. */
  void unsupportedKey(Origin origin, String clause, String key) {
    report(UNKNOWN_KEY, origin, clause, key, "");
  }
}
