package dev.sigrun.lsp;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.lsp.text.Places;
import java.util.List;
import org.eclipse.lsp4j.DiagnosticSeverity;

/** Our diagnostics in the form of the protocol. */
final class Reports {
  private Reports() {}

  static List<org.eclipse.lsp4j.Diagnostic> of(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Reports::of).toList();
  }

  static org.eclipse.lsp4j.Diagnostic of(Diagnostic diagnostic) {
    org.eclipse.lsp4j.Diagnostic report =
        new org.eclipse.lsp4j.Diagnostic(
            Places.range(diagnostic.source(), diagnostic.span()),
            diagnostic.message(),
            severity(diagnostic.severity()),
            "sigrun");
    report.setCode(diagnostic.code());
    return report;
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO, UNSUPPORTED -> DiagnosticSeverity.Information;
    };
  }
}
