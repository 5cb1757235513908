package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select which of the rules are run. */
public final class RunSelection {
  @Option(
      names = "--rule",
      paramLabel = "TEXT",
      description =
          "Run only rules with this identity, or with this text in their names. May be repeated.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Run only rules with this tag. May be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--min-severity",
      paramLabel = "SEVERITY",
      description = "Run only rules of at least this severity: low, medium, high or critical.")
  private @Nullable RuleSeverity minSeverity;

  @Option(
      names = "--exclude",
      paramLabel = "TEXT",
      description =
          "Do not run rules with this identity, or with this text in their names. May be repeated.")
  private List<String> excluded = new ArrayList<>();

  /** Whether the user selected anything. */
  public boolean given() {
    return !(rules.isEmpty() && tags.isEmpty() && minSeverity == null && excluded.isEmpty());
  }

  /** Whether a compiled rule is run. */
  public boolean accepts(Rule rule) {
    Optional<RuleSeverity> severity =
        Arrays.stream(RuleSeverity.values())
            .filter(each -> each.spelling().equals(rule.severity()))
            .findFirst();
    return accepts(rule.ruleId(), rule.name(), rule.tags(), severity);
  }

  /** Whether a rule of a file is run. */
  public boolean accepts(RuleHead rule) {
    return accepts(rule.ruleId(), rule.name(), rule.tags(), Optional.of(rule.severity()));
  }

  private boolean accepts(
      String id, String name, List<String> own, Optional<RuleSeverity> severity) {
    return (rules.isEmpty() || rules.stream().anyMatch(text -> isCalled(id, name, text)))
        && (tags.isEmpty()
            || tags.stream().anyMatch(t -> own.stream().anyMatch(t::equalsIgnoreCase)))
        && (minSeverity == null || severity.filter(s -> s.compareTo(minSeverity) >= 0).isPresent())
        && excluded.stream().noneMatch(text -> isCalled(id, name, text));
  }

  private static boolean isCalled(String id, String name, String text) {
    return id.equals(text) || name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses a selection that leaves no rule.
   *
   * @param selected how many of the rules are run
   */
  public void check(int selected) {
    if (given() && selected == 0) {
      throw CommandFailure.usage(
          "No rule is selected. 'sigrun list' shows identities, names, tags and severities.");
    }
  }

  /** All that the user said, to tell different selections apart. */
  public String settings() {
    return given()
        ? String.join("\n", rules)
            + "\0"
            + String.join("\n", tags)
            + "\0"
            + minSeverity
            + "\0"
            + String.join("\n", excluded)
        : "";
  }
}
