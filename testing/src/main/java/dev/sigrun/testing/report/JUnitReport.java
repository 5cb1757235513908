package dev.sigrun.testing.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.CaseResult.Outcome;
import dev.sigrun.testing.result.Failure;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.util.List;
import java.util.Optional;

/**
 * Prints reports in the XML that Surefire writes and build servers read: a test suite for each
 * rule, a test case for each case. Errors in files are a suite of their own.
 */
public final class JUnitReport {
  private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  /** The name of the suite of errors in files. */
  public static final String ERRORS = "sigrun";

  private final StringBuilder xml = new StringBuilder();

  private JUnitReport() {}

  /** One document with all suites. */
  public static String print(TestReport report) {
    JUnitReport writer = new JUnitReport();
    writer.xml.append(PROLOG).append("<testsuites>\n");
    writer.errors(report.diagnostics());
    report.rules().stream()
        .filter(rule -> !rule.cases().isEmpty())
        .forEach(rule -> writer.suite(rule));
    writer.xml.append("</testsuites>\n");
    return writer.xml.toString();
  }

  /** The document of one rule, as Surefire writes one for each class. */
  public static String print(RuleResult rule) {
    JUnitReport writer = new JUnitReport();
    writer.xml.append(PROLOG);
    writer.suite(rule);
    return writer.xml.toString();
  }

  /** The document of the errors in files, if there are any. */
  public static Optional<String> printErrors(TestReport report) {
    JUnitReport writer = new JUnitReport();
    writer.xml.append(PROLOG);
    writer.errors(report.diagnostics());
    return report.hasErrors() ? Optional.of(writer.xml.toString()) : Optional.empty();
  }

  /** The name of a rule's suite: its path with dots, as if it were a class. */
  public static String suiteName(RuleResult rule) {
    String path = rule.path().replace('\\', '/');
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    return stem.replaceAll("^[./]+", "").replaceAll("/+", ".");
  }

  private void errors(List<Diagnostic> diagnostics) {
    List<Diagnostic> errors =
        diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
    if (errors.isEmpty()) {
      return;
    }
    open(ERRORS, errors.size(), 0, errors.size(), 0);
    for (Diagnostic error : errors) {
      String place = error.source().name() + ":" + error.position();
      xml.append("  <testcase").append(attribute("name", place));
      xml.append(attribute("classname", ERRORS)).append(">\n    <error");
      xml.append(attribute("message", error.message())).append(attribute("type", error.code()));
      xml.append("/>\n  </testcase>\n");
    }
    xml.append("</testsuite>\n");
  }

  private void suite(RuleResult rule) {
    String name = suiteName(rule);
    open(name, rule.cases().size(), count(rule, Outcome.FAILED), 0, count(rule, Outcome.SKIPPED));
    rule.cases().forEach(result -> testCase(name, rule, result));
    xml.append("</testsuite>\n");
  }

  private static long count(RuleResult rule, Outcome outcome) {
    return rule.cases().stream().filter(result -> result.outcome() == outcome).count();
  }

  private void open(String name, long tests, long failures, long errors, long skipped) {
    xml.append("<testsuite").append(attribute("name", name));
    xml.append(attribute("tests", String.valueOf(tests)));
    xml.append(attribute("failures", String.valueOf(failures)));
    xml.append(attribute("errors", String.valueOf(errors)));
    xml.append(attribute("skipped", String.valueOf(skipped))).append(">\n");
  }

  private void testCase(String suite, RuleResult rule, CaseResult result) {
    xml.append("  <testcase").append(attribute("name", result.name()));
    xml.append(attribute("classname", suite));
    xml.append(attribute("file", rule.testPath().orElse("")));
    xml.append(attribute("line", String.valueOf(result.line())));
    if (result.outcome() == Outcome.PASSED) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n");
    result
        .skipped()
        .ifPresent(
            reason ->
                xml.append("    <skipped").append(attribute("message", reason)).append("/>\n"));
    result.failure().ifPresent(this::failure);
    xml.append("  </testcase>\n");
  }

  private void failure(Failure failure) {
    String message = "Expected " + failure.expected() + ", found " + failure.found() + ".";
    xml.append("    <failure").append(attribute("message", message));
    xml.append(attribute("type", "mismatch")).append('>');
    xml.append(escape(String.join("\n", TextReport.lines(failure)), false));
    xml.append("</failure>\n");
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escape(VisibleText.of(value), true) + "\"";
  }

  private static String escape(String text, boolean quoted) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return quoted ? escaped.replace("\"", "&quot;") : escaped;
  }
}
