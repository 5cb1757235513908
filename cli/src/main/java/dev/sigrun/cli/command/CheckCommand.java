package dev.sigrun.cli.command;

import dev.sigrun.cli.mend.RuleMender;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.option.SinceOption;
import dev.sigrun.cli.report.CheckReport;
import dev.sigrun.cli.report.FailOn;
import dev.sigrun.cli.report.GithubReport;
import dev.sigrun.cli.report.JUnitCheckReport;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.SarifReport;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.SigrunVersion;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports everything that is wrong with rules. */
@Command(
    name = "check",
    description = "Check rules and report all errors and warnings.",
    footer = {
      "",
      "Examples:",
      "  sigrun check rules",
      "  sigrun check --format sarif 'rules/**/*.toml' > sigrun.sarif",
      "  sigrun check --watch rules",
      "  sigrun check --fix --dry-run rules",
      "  sigrun check --since origin/main rules",
      "  sigrun check --fail-on warning --severity KQL101=off rules",
      "  git show :rules/shell.toml | sigrun check --stdin-name rules/shell.toml -",
      "  sigrun check --schema fields.json rules/windows/shell.toml",
      "",
      "Exit codes:",
      "  0  no rule has errors; warnings and unsupported rules do not count",
      "  1  a rule has errors, or warnings with --fail-on warning",
      "  3  wrong usage, or a path that contains no rules"
    })
public final class CheckCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  private final Terminal terminal;
  private final Project project;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Rule files, folders or patterns such as 'rules/**/*.toml'; - for a rule on standard"
              + " input. Default: the rules of the project file.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text (on standard error), or on standard output: json, sarif (for code hosts), github"
              + " (annotations of GitHub Actions) or junit (XML for build servers). Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "error",
      description =
          "error or warning: the least severity that makes the command fail. Default: error.")
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      description =
          "The name of the file on standard input in messages. Its ending says the format, such as"
              + " .toml or .exceptions.toml; files on the disk that belong to it by their names are"
              + " read as well. Default: stdin.toml, or stdin.exceptions.toml for exceptions.")
  private @Nullable String stdinName;

  @Option(
      names = "--watch",
      description = "Check again whenever a file changes, until the command is ended.")
  private boolean watch;

  @Option(
      names = "--fix",
      description =
          "Write the name that was meant in place of an unknown one: the only known one, or the"
              + " only one that differs by case or by one letter; in warnings, only such a one."
              + " References to other rules, names with other digits, and a file that this does not"
              + " improve are left alone. The report is about the mended files.")
  private boolean fix;

  @Option(
      names = "--dry-run",
      description = "With --fix: write no file, but print the changed lines as a patch.")
  private boolean dryRun;

  @Mixin private SinceOption since;
  @Mixin private RuleOptions settings;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    GITHUB,
    JUNIT
  }

  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
    this.project = new Project(terminal);
    this.since = new SinceOption(project);
    this.settings = new RuleOptions(project);
  }

  @Override
  public Integer call() {
    if (since.revision().isPresent() && paths.contains(STDIN)) {
      throw CommandFailure.usage("'--since' needs files; standard input is in no commit.");
    }
    refuseFix();
    if (!watch) {
      return check();
    }
    if (paths.contains(STDIN)) {
      throw CommandFailure.usage("'--watch' needs files; standard input cannot change.");
    }
    return new Watch(terminal, project.rulesUnless(paths)).run(this::check);
  }

  private void refuseFix() {
    if (dryRun && !fix) {
      throw CommandFailure.usage("'--dry-run' has no effect without '--fix'.");
    }
    if (fix && paths.contains(STDIN)) {
      throw CommandFailure.usage("'--fix' needs files; standard input cannot be written.");
    }
    if (fix && watch) {
      throw CommandFailure.usage("'--fix' and '--watch' exclude each other.");
    }
    if (dryRun && format != Format.TEXT) {
      throw CommandFailure.usage(
          "'--dry-run' prints a patch, so it needs '--format text', which prints reports"
              + " elsewhere.");
    }
  }

  private CheckedRules mended(
      CheckedRules checked, RuleSources sources, CompilerOptions compilerOptions) {
    RuleMender mender = new RuleMender(mended -> check(mended, compilerOptions), sources, checked);
    if (dryRun) {
      String diff = mender.diff();
      boolean seen = terminal.environment().outIsTerminal();
      terminal.out().print(seen ? visible(diff) : diff);
      terminal.out().flush();
    } else {
      mender.write();
    }
    terminal.say(
        (dryRun ? "Would mend " : "Mended ")
            + Counts.of(mender.names(), "name")
            + " in "
            + Counts.of(mender.files(), "file")
            + ".");
    return dryRun ? checked : mender.after();
  }

  /** Lines without characters that change what a terminal shows. */
  private static String visible(String diff) {
    return diff.lines().map(line -> VisibleText.of(line) + "\n").collect(Collectors.joining());
  }

  private int check() {
    Reports reports = options.reports(terminal);
    RuleSources sources = sources();
    long start = System.nanoTime();
    CompilerOptions compilerOptions = settings.compilerOptions(reports);
    CheckedRules found = check(sources, compilerOptions);
    CheckedRules checked = fix ? mended(found, sources, compilerOptions) : found;
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    List<Diagnostic> wrongPaths = sources.wrongPaths();
    switch (format) {
      case TEXT -> {
        reports.print(wrongPaths);
        reports.print(checked.diagnostics());
      }
      case JSON -> terminal.out().println(CheckReport.json(checked, wrongPaths));
      case SARIF ->
          terminal.out().println(SarifReport.json(checked, wrongPaths, SigrunVersion.name()));
      case GITHUB -> terminal.out().print(GithubReport.lines(checked, wrongPaths));
      case JUNIT -> terminal.out().print(JUnitCheckReport.xml(checked, wrongPaths, failOn, took));
    }
    terminal.say(checked.summary());
    if (!wrongPaths.isEmpty()) {
      return ExitCode.USAGE;
    }
    boolean fails =
        checked.hasFailures()
            || checked.diagnostics().stream().anyMatch(d -> failOn.includes(d.severity()));
    return fails ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private CheckedRules check(RuleSources sources, CompilerOptions compilerOptions) {
    Optional<EarlierFiles> earlier = since.earlier(settings.files(), terminal);
    if (earlier.isPresent() && sources.wrongPaths().isEmpty()) {
      List<String> named = project.rulesUnless(paths);
      return since.changed(earlier.get(), sources, named, compilerOptions, terminal);
    }
    if (paths.contains(STDIN)) {
      // Files on the disk that belong to it are read but not reported.
      return CheckedRules.compile(
          sources.withFilesBeside(),
          sources.files()::contains,
          compilerOptions,
          CompileProgress.NONE);
    }
    try (Progress progress = new Progress(terminal, "Checking", true)) {
      return CheckedRules.compile(sources, compilerOptions, progress::update);
    }
  }

  private RuleSources sources() {
    if (!paths.contains(STDIN)) {
      if (stdinName != null) {
        throw CommandFailure.usage("'--stdin-name' needs '-', the rule on standard input.");
      }
      return RuleSources.load(project.rulesUnless(paths));
    }
    if (paths.size() > 1) {
      throw CommandFailure.usage("'-' cannot be combined with other paths.");
    }
    return StandardInputRule.read(Optional.ofNullable(stdinName), terminal.in());
  }
}
