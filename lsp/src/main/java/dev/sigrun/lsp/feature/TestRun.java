package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.testing.RuleTests;
import dev.sigrun.testing.report.TextReport;
import dev.sigrun.testing.result.TestReport;
import java.nio.file.Path;
import java.util.List;

/**
 * The outcome of the tests of a rule, as they are on the disk.
 *
 * @param passed whether all passed
 * @param summary the numbers of cases, in a sentence
 * @param report for people
 */
public record TestRun(boolean passed, String summary, String report) {
  /** Runs the tests that a rule or test file has. Takes seconds. */
  public static TestRun of(Path file, CompilerOptions options) {
    try {
      TestReport report = RuleTests.of(List.of(file.toString()), options).run();
      StringBuilder text = new StringBuilder();
      report.diagnostics().forEach(diagnostic -> text.append(diagnostic).append('\n'));
      text.append(TextReport.print(report, 1));
      boolean passed = !report.hasErrors() && !report.hasFailures();
      return new TestRun(passed, report.summary() + ".", text.toString());
    } catch (MissingJavaCompilerException e) {
      String message = String.valueOf(e.getMessage());
      return new TestRun(false, message, message);
    }
  }
}
