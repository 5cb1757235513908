package dev.sigrun.maven;

import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.testing.RuleTests;
import dev.sigrun.testing.report.JUnitReport;
import dev.sigrun.testing.report.TextReport;
import dev.sigrun.testing.result.CaseResult.Outcome;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** Runs the tests of a project's rules and reports the results to the build. */
final class RuleTesting {
  private final Settings settings;
  private final BuildLog log;

  /**
   * The settings of a build for its rule tests.
   *
   * @param rules the folder of the rules
   * @param reports the folder of the reports
   * @param minimum how many positive and how many negative cases each rule must have
   * @param failureIgnored whether the build continues after failures
   */
  record Settings(Path rules, Path reports, int minimum, boolean failureIgnored) {}

  RuleTesting(Settings settings, BuildLog log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * Runs the tests.
   *
   * @throws MojoFailureException if the build must not continue, with the number of errors
   */
  void run(RuleTests tests) throws MojoExecutionException, MojoFailureException {
    TestReport report = report(tests);
    if (report.rules().isEmpty() && !report.hasErrors()) {
      log.info("No rules in " + settings.rules() + ".");
      return;
    }
    write(report);
    log.report(report.diagnostics());
    report.rules().forEach(this::print);
    List<RuleResult> lacking = report.lacking(Math.max(1, settings.minimum()));
    lack(lacking);
    log.info(report.summary() + ".");
    judge(report, settings.minimum() == 0 ? 0 : lacking.size());
  }

  private TestReport report(RuleTests tests) throws MojoExecutionException {
    try {
      TestReport report = tests.run();
      boolean any = !report.rules().isEmpty();
      List<Diagnostic> all = new ArrayList<>(any ? tests.wrongPaths() : List.of());
      all.addAll(report.diagnostics());
      return new TestReport(report.rules(), all);
    } catch (MissingJavaCompilerException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private void print(RuleResult rule) {
    RuleResult named = named(rule, log.nameOf(rule.path()));
    String text = TextReport.print(named).stripTrailing();
    if (rule.cases().stream().anyMatch(result -> result.outcome() == Outcome.FAILED)) {
      log.error(text);
    } else if (rule.cases().stream().anyMatch(result -> result.outcome() == Outcome.SKIPPED)) {
      log.info(text);
    }
  }

  private RuleResult named(RuleResult rule, String path) {
    return new RuleResult(
        path,
        rule.name(),
        rule.testPath().map(log::nameOf),
        rule.unsupported(),
        rule.broken(),
        rule.cases());
  }

  private void lack(List<RuleResult> lacking) {
    if (settings.minimum() > 0) {
      lacking.forEach(
          rule -> log.error(log.nameOf(rule.path()) + ": " + TextReport.lack(rule) + "."));
    } else if (!lacking.isEmpty()) {
      log.warn(
          Counts.of(lacking.size(), "rule")
              + " without a positive and a negative case. The parameter 'minimum' makes them"
              + " errors.");
    }
  }

  private void write(TestReport report) throws MojoExecutionException {
    try {
      for (RuleResult rule : report.rules()) {
        if (!rule.cases().isEmpty()) {
          // As classes are called by their packages: by the path from the folder of rules on.
          String path = settings.rules().relativize(Path.of(rule.path())).toString();
          RuleResult named = named(rule, path);
          write(JUnitReport.suiteName(named), JUnitReport.print(named));
        }
      }
      Optional<String> errors =
          JUnitReport.printErrors(
              new TestReport(
                  report.rules(), report.diagnostics().stream().map(log::named).toList()));
      if (errors.isPresent()) {
        write(JUnitReport.ERRORS, errors.get());
      } else {
        Files.deleteIfExists(report(JUnitReport.ERRORS));
      }
    } catch (IOException e) {
      throw new MojoExecutionException("Reports cannot be written: " + e, e);
    }
  }

  private void write(String suite, String content) throws IOException {
    Files.createDirectories(settings.reports());
    Files.writeString(report(suite), content);
  }

  private Path report(String suite) {
    return settings.reports().resolve("TEST-" + suite + ".xml");
  }

  private void judge(TestReport report, int lacking) throws MojoFailureException {
    long errors = report.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).count();
    long failed = report.count(Outcome.FAILED);
    List<String> parts = new ArrayList<>();
    if (failed > 0) {
      parts.add(Counts.of(failed, "failed case"));
    }
    if (lacking > 0) {
      parts.add(Counts.of(lacking, "rule") + " with too few cases");
    }
    if (errors > 0) {
      parts.add(Counts.of(errors, "error"));
    }
    if (parts.isEmpty()) {
      return;
    }
    String message = "Tests of rules: " + String.join(", ", parts) + ", see above.";
    if (errors == 0 && settings.failureIgnored()) {
      log.error(message);
    } else {
      throw new MojoFailureException(message);
    }
  }
}
