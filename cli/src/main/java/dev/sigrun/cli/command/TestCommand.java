package dev.sigrun.cli.command;

import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.SinceOption;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.testing.RuleTests;
import dev.sigrun.testing.report.JUnitReport;
import dev.sigrun.testing.report.JsonReport;
import dev.sigrun.testing.report.TextReport;
import dev.sigrun.testing.result.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs rule tests. */
@Command(
    name = "test",
    description = {
      "Run rule tests: the cases in NAME.test.toml against the compiled rule NAME.toml.",
      "",
      "For a case that fails, the report shows which clauses decided, and the values they saw."
          + " Rules without a positive and a negative case are listed."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun test rules",
      "  sigrun test rules/linux/shell.test.toml",
      "  sigrun test --watch rules",
      "  sigrun test --since origin/main rules",
      "  sigrun test rules --format junit --minimum 2 > report.xml",
      "",
      "Exit codes:",
      "  0  all cases passed; rules without cases do not count unless --minimum is given",
      "  1  a case failed, or a rule has too few cases",
      "  2  a test file, or a rule that it needs, has errors",
      "  3  wrong usage, or a path that contains neither rules nor tests"
    })
public final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Project project;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Rule files, test files, folders or patterns such as 'rules/**/*.toml'. Default: the rules"
              + " of the project file.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, junit (XML for build servers) or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--minimum",
      paramLabel = "N",
      description = "Fail if a rule has fewer than N positive or fewer than N negative cases.")
  private @Nullable Integer minimum;

  @Option(
      names = "--watch",
      description = "Run the tests again whenever a file changes, until the command is ended.")
  private boolean watch;

  @Mixin private SinceOption since;
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TEXT,
    JUNIT,
    JSON
  }

  public TestCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.since = new SinceOption(project);
    this.timestamp = new TimestampOption(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    if (minimum != null && minimum < 1) {
      throw CommandFailure.usage("'--minimum' takes a number of at least 1.");
    }
    return watch
        ? new Watch(terminal, project.rulesUnless(paths)).run(this::test)
        : (Integer) test();
  }

  private int test() {
    Reports reports = options.reports(terminal);
    RuleTests tests =
        RuleTests.of(
            project.rulesUnless(paths),
            settings.compilerOptions(reports).withTimestampField(timestamp.field()));
    if (!tests.wrongPaths().isEmpty()) {
      reports.print(tests.wrongPaths());
      throw CommandFailure.usage("No tests to run, see above.");
    }
    Optional<EarlierFiles> earlier = since.earlier(settings.files(), terminal);
    TestReport report = run(earlier.map(tests::since).orElse(tests));
    reports.print(report.diagnostics());
    long wanted = minimum == null ? 1 : minimum;
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> TextReport.print(report, wanted, isColored());
              case JUNIT -> JUnitReport.print(report);
              case JSON -> JsonReport.print(report, wanted);
            });
    if (report.hasErrors()) {
      return ExitCode.NOT_COMPILED;
    }
    boolean few = minimum != null && !report.lacking(wanted).isEmpty();
    return report.hasFailures() || few ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private boolean isColored() {
    Environment environment = terminal.environment();
    return options.color().colors(environment, environment.outIsTerminal());
  }

  private static TestReport run(RuleTests tests) {
    try {
      return tests.run();
    } catch (MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }
}
