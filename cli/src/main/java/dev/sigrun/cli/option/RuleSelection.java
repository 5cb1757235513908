package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The rules that a command looks at: files, and what selects rules among those in them. */
public final class RuleSelection {
  @Mixin private RuleInputs inputs;
  @Mixin private RuleFilter filter = new RuleFilter();

  /** Rules that default to those of {@code project}. */
  public RuleSelection(Project project) {
    this.inputs = new RuleInputs(project);
  }

  /**
   * Rules that were selected among others.
   *
   * @param rules the selected ones
   * @param all how many there were
   * @param unreadable how many of all cannot be read as rules, and so cannot be selected
   */
  public record Selected(List<CheckedRule> rules, long all, long unreadable) {
    /** Copies the list. */
    public Selected {
      rules = List.copyOf(rules);
    }
  }

  /**
   * The options that rules are compiled with.
   *
   * @throws CommandFailure if a schema or pipeline cannot be read or a severity is none
   */
  public CompilerOptions compilerOptions(Reports reports) {
    return inputs.settings().compilerOptions(reports);
  }

  /**
   * Reads and compiles the rules. Their diagnostics are not reported: that is for {@code check}.
   *
   * @throws CommandFailure if a path names no rule, or an option is wrong
   */
  public Selected select(Terminal terminal, Reports reports) {
    CheckedRules checked = inputs.compile(compilerOptions(reports), "Reading", terminal, reports);
    List<CheckedRule> rules = checked.rules().stream().filter(rule -> !rule.beside()).toList();
    List<CheckedRule> filtered = rules.stream().filter(filter.filter()).toList();
    return new Selected(
        filter
            .where()
            .map(text -> new RuleCondition(text, terminal, reports).select(filtered))
            .orElse(filtered),
        rules.size(),
        rules.stream().filter(rule -> rule.rule().isEmpty()).count());
  }
}
