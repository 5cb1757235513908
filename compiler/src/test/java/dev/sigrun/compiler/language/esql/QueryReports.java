package dev.sigrun.compiler.language.esql;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.function.BiConsumer;

/** The reports about queries, as golden files show them. */
public final class QueryReports {
  private QueryReports() {}

  /**
   * Each query on a line, and below it a line for each report: the code, the reported text in
   * brackets with its offset, and the message.
   *
   * @param queries one a line
   * @param check reports about a query
   */
  public static String of(String queries, BiConsumer<SourceText, DiagnosticSink> check) {
    StringBuilder reports = new StringBuilder();
    queries
        .lines()
        .forEach(
            query -> {
              DiagnosticSink sink = new DiagnosticSink();
              check.accept(SourceText.of("test", query), sink);
              reports.append(query).append('\n');
              sink.diagnostics().forEach(diagnostic -> append(diagnostic, reports));
            });
    return reports.toString();
  }

  private static void append(Diagnostic diagnostic, StringBuilder reports) {
    reports
        .append("  ")
        .append(diagnostic.code())
        .append(" [")
        .append(diagnostic.source().text(diagnostic.span()))
        .append("] at ")
        .append(diagnostic.span().start())
        .append(": ")
        .append(diagnostic.message())
        .append('\n');
  }
}
