package dev.sigrun.cli.command;

import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleOptions;
import dev.sigrun.cli.report.CheckReport;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
      "  sigrun check --format json 'rules/**/*.toml' > report.json",
      "  sigrun check --schema fields.json rules/windows/shell.toml",
      "",
      "Exit codes:",
      "  0  no rule has errors; warnings and unsupported rules do not count",
      "  1  a rule has errors",
      "  3  wrong usage, or a path that contains no rules"
    })
public final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Rule files, folders or patterns such as 'rules/**/*.toml'.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (on standard error) or json (on standard output). Default: text.")
  private Format format = Format.TEXT;

  @Mixin private RuleOptions settings = new RuleOptions();
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TEXT,
    JSON
  }

  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Reports reports = options.reports(terminal);
    RuleSources sources = RuleSources.load(paths);
    CheckedRules checked;
    try (Progress progress = new Progress(terminal, "Checking", true)) {
      checked = CheckedRules.compile(sources, settings.compilerOptions(reports), progress::update);
    }
    switch (format) {
      case TEXT -> {
        reports.print(sources.wrongPaths());
        reports.print(checked.diagnostics());
      }
      case JSON -> terminal.out().println(CheckReport.json(checked, sources.wrongPaths()));
    }
    terminal.say(checked.summary());
    if (!sources.wrongPaths().isEmpty()) {
      return ExitCode.USAGE;
    }
    return checked.hasFailures() ? ExitCode.FINDINGS : ExitCode.OK;
  }
}
