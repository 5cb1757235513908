package dev.sigrun.cli.command;

import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleSelection;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.RuleList;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists rules. */
@Command(
    name = "list",
    description = {
      "List rules, or count them by what they have in common.",
      "",
      "A condition in KQL (--where) takes a rule for an event. Its fields are the keys of the file,"
          + " those of [rule] and [metadata] also without that name, and the keys of"
          + " --format json. Texts are compared as a whole, also by case; * stands for any part."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun list rules",
      "  sigrun list --tactic Persistence --min-severity high rules",
      "  sigrun list --field process.parent.name --format json rules",
      "  sigrun list --where 'risk_score >= 70 and not tags: \"OS: Linux\"' rules",
      "  sigrun list --count-by tactic rules",
      "",
      "Exit codes:",
      "  0  success, also if no rule was selected",
      "  3  wrong usage, or a path that contains no rules"
    })
public final class ListCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, json or csv. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--count-by",
      paramLabel = "KEY",
      description =
          "Count rules by tactic, technique, severity, type, tag, field or status instead of listing"
              + " them. A rule with several counts for each.")
  private RuleList.@Nullable Key countBy;

  @Mixin private RuleSelection selection;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the list. */
  enum Format {
    TABLE,
    JSON,
    CSV
  }

  /** A command on these streams. */
  public ListCommand(Terminal terminal) {
    this.terminal = terminal;
    this.selection = new RuleSelection(new Project(terminal));
  }

  @Override
  public Integer call() {
    Reports reports = options.reports(terminal);
    RuleSelection.Selected selected = selection.select(terminal, reports);
    RuleList list =
        countBy == null
            ? RuleList.of(selected.rules())
            : RuleList.counts(selected.rules(), countBy);
    terminal
        .out()
        .print(
            switch (format) {
              case TABLE -> list.table(TextTable.width(terminal.environment()));
              case JSON -> list.json() + "\n";
              case CSV -> list.csv();
            });
    terminal.out().flush();
    if (!options.quiet()) {
      terminal.say(
          selected.rules().size()
              + " of "
              + Counts.of(selected.all(), "rule")
              + (selected.unreadable() == 0
                  ? ""
                  : "; " + selected.unreadable() + " cannot be read, see 'sigrun check'"));
    }
    return ExitCode.OK;
  }
}
