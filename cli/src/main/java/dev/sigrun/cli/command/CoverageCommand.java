package dev.sigrun.cli.command;

import dev.sigrun.cli.coverage.Coverage;
import dev.sigrun.cli.coverage.CoverageComparison;
import dev.sigrun.cli.coverage.OtherTechniques;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleSelection;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.cli.web.report.HtmlReport;
import dev.sigrun.compiler.attack.Tactic;
import dev.sigrun.compiler.ruleset.CheckedRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which tactics and techniques of ATT&amp;CK rules cover. */
@Command(
    name = "coverage",
    description = {
      "Show the tactics and techniques of MITRE ATT&CK that rules cover, by what the rules say;"
          + " with --against, beside those of another collection."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun coverage rules",
      "  sigrun coverage --min-severity high rules",
      "  sigrun coverage --format navigator rules > layer.json",
      "  sigrun coverage --report coverage.html rules",
      "  sigrun coverage --against sigma/rules rules",
      "  sigrun coverage --against atomic-red-team/atomics --format navigator rules > layer.json",
      "",
      "Exit codes:",
      "  0  success",
      "  3  wrong usage, or a path that contains no rules"
    })
public final class CoverageCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or navigator (a layer of the ATT&CK Navigator). Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "Sigrun rules",
      description = "The title of the layer. Default: ${DEFAULT-VALUE}.")
  private String name = "Sigrun rules";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write the matrix to an HTML file that opens in any browser.")
  private @Nullable Path report;

  @Option(
      names = "--against",
      paramLabel = "PATH",
      description =
          "Compare with the techniques of rules, of a layer of the Navigator (.json), of a text that"
              + " names them, or of a folder with files or folders named after them, such as the"
              + " atomics of Atomic Red Team.")
  private @Nullable String against;

  @Mixin private RuleSelection selection;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TEXT,
    JSON,
    NAVIGATOR
  }

  /** A command on these streams. */
  public CoverageCommand(Terminal terminal) {
    this.terminal = terminal;
    this.selection = new RuleSelection(new Project(terminal));
  }

  @Override
  public Integer call() {
    if (against != null && report != null) {
      throw CommandFailure.usage("'--report' has no effect with '--against'.");
    }
    Reports reports = options.reports(terminal);
    RuleSelection.Selected selected = selection.select(terminal, reports);
    Coverage coverage =
        new Coverage(
            selected.rules().stream().map(CheckedRule::rule).flatMap(Optional::stream).toList());
    String other = against;
    if (other != null) {
      return compare(coverage, other, reports);
    }
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> coverage.text(TextTable.width(terminal.environment()));
              case JSON -> coverage.json() + "\n";
              case NAVIGATOR -> coverage.navigator(name) + "\n";
            });
    terminal.out().flush();
    Path file = report;
    if (file != null) {
      writeReport(coverage, file);
    }
    if (!options.quiet()) {
      terminal.say(coverage.summary());
    }
    return ExitCode.OK;
  }

  private int compare(Coverage coverage, String other, Reports reports) {
    CoverageComparison comparison =
        new CoverageComparison(
            coverage.counts(),
            other,
            OtherTechniques.in(other, selection.compilerOptions(reports)));
    terminal
        .out()
        .print(
            switch (format) {
              case TEXT -> comparison.text(TextTable.width(terminal.environment()));
              case JSON -> comparison.json() + "\n";
              case NAVIGATOR -> comparison.navigator(name) + "\n";
            });
    terminal.out().flush();
    if (!options.quiet()) {
      terminal.say(comparison.summary());
    }
    return ExitCode.OK;
  }

  private void writeReport(Coverage coverage, Path file) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>(coverage.matrix());
    data.put("order", Stream.of(Tactic.values()).map(Tactic::id).toList());
    data.put("summary", coverage.summary());
    String html = HtmlReport.of(HtmlReport.Kind.COVERAGE, name, data);
    StagedFiles.write(Map.of(file.toAbsolutePath(), html.getBytes(StandardCharsets.UTF_8)));
    if (!options.quiet()) {
      terminal.say("Wrote the report to " + file + ".");
    }
  }
}
