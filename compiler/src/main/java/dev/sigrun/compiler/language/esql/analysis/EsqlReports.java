package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.Origin;
import java.util.HashSet;
import java.util.Set;

/** Reports about a query: of warnings about the same thing, only the first. */
final class EsqlReports {
  private final DiagnosticSink sink;
  private final Set<String> warned = new HashSet<>();
  private int errors;

  EsqlReports(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** The sink for all reports. */
  DiagnosticSink sink() {
    return sink;
  }

  /** Whether more reports would be of no use. */
  boolean isFull() {
    return errors >= SyntaxReports.MOST_REPORTS;
  }

  /** Reports an error; answers the type of what is wrong, against which nothing more is said. */
  EsqlType error(DiagnosticKind kind, Origin origin, Object... arguments) {
    if (!isFull()) {
      errors++;
      sink.report(kind, origin.source(), origin.span(), arguments);
    }
    return EsqlType.ANY;
  }

  /** Warns, unless that was warned of for the same {@code subject}. */
  void warn(DiagnosticKind kind, String subject, Origin origin, Object... arguments) {
    if (warned.add(kind.code() + ' ' + subject)) {
      sink.report(kind, origin.source(), origin.span(), arguments);
    }
  }
}
