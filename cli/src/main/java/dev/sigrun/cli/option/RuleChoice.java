package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The one rule that a command is about: by its path, its identity or its name. */
public final class RuleChoice {
  private static final int MOST_NAMED = 5;

  private final Project project;

  @Option(
      names = {"-r", "--rules"},
      paramLabel = "PATH",
      description =
          "Where to look for a rule that is named by its identity, its name or a part of its name,"
              + " and for what changes the meaning of a rule, such as exceptions. May be repeated."
              + " Default: the rules of the project file.")
  private List<String> rules = new ArrayList<>();

  /** Looks among the rules of {@code project} by default. */
  public RuleChoice(Project project) {
    this.project = project;
  }

  /** Whether the user said where to look. */
  public boolean given() {
    return !rules.isEmpty();
  }

  /**
   * Finds and compiles the rule, together with the rules that it may refer to, and reports what is
   * wrong with it.
   *
   * @param wanted a path, an identity, a name or a part of a name
   * @throws CommandFailure unless exactly one rule is meant
   */
  public CheckedRule choose(
      String wanted, Terminal terminal, Reports reports, CompilerOptions options) {
    List<String> places = given() ? rules : project.paths(ProjectKey.RULES);
    boolean isPath = isPath(wanted);
    RuleSources named = RuleSources.load(isPath || places.isEmpty() ? List.of(wanted) : places);
    if (!isPath && places.isEmpty()) {
      reports.print(named.wrongPaths());
      throw CommandFailure.usage(
          "To find a rule by its identity or name, say where to look with --rules.");
    }
    reports.requireRules(named);
    RuleSources sources = isPath ? named.and(others(named, places)) : named;
    reports.requireRules(sources);
    CheckedRules checked;
    try (Progress progress = new Progress(terminal, "Reading", true)) {
      checked =
          CheckedRules.compile(
              sources, new HashSet<>(named.files())::contains, options, progress::update);
    }
    List<CheckedRule> rulesOnly = checked.rules().stream().filter(rule -> !rule.beside()).toList();
    List<CheckedRule> choice = rulesOnly.isEmpty() ? checked.rulesAlone() : rulesOnly;
    CheckedRule chosen = isPath ? only(wanted, choice) : named(wanted, choice);
    reports.print(chosen.diagnostics());
    return chosen;
  }

  /**
   * The files that may change the meaning of a rule that is named by its path: those in its folder,
   * as for its tests, and those in the places that the user or the project names.
   */
  private RuleSources others(RuleSources named, List<String> places) {
    Path first = Path.of(named.files().get(0).path());
    RuleSources all = RuleSources.load(RuleFiles.inFolderOf(first, CompilerOptions.ownFormats()));
    RuleSources elsewhere = RuleSources.load(places);
    boolean counts = given() || elsewhere.files().stream().anyMatch(named::contains);
    return counts ? all.and(elsewhere) : all;
  }

  private static boolean isPath(String text) {
    try {
      return text.matches(".*[*?\\[{].*")
          || CompilerOptions.ownFormats().accepts(text)
          || Files.exists(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static CheckedRule only(String path, List<CheckedRule> rules) {
    if (rules.size() != 1) {
      throw CommandFailure.usage(
          "'"
              + path
              + "' contains "
              + Counts.of(rules.size(), "rule")
              + ". Name one. To find it by identity or name: sigrun explain NAME --rules "
              + path);
    }
    return rules.get(0);
  }

  /** The rule that fits best: identities and whole names come before parts of names. */
  private static CheckedRule named(String wanted, List<CheckedRule> rules) {
    List<Predicate<Rule>> ways =
        List.of(
            rule -> rule.ruleId().equals(wanted),
            rule -> rule.name().equalsIgnoreCase(wanted),
            rule -> contains(rule.name(), wanted));
    for (Predicate<Rule> way : ways) {
      List<CheckedRule> found =
          rules.stream().filter(rule -> rule.rule().filter(way).isPresent()).toList();
      if (found.size() > 1) {
        throw CommandFailure.usage(
            "'" + wanted + "' fits " + Counts.of(found.size(), "rule") + ": " + names(found) + ".");
      }
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    throw CommandFailure.usage(
        "None of "
            + Counts.of(rules.size(), "rule")
            + " has the identity '"
            + wanted
            + "' or this text in its name.");
  }

  private static String names(List<CheckedRule> rules) {
    return rules.stream()
            .limit(MOST_NAMED)
            .map(rule -> "'" + rule.rule().map(Rule::name).orElse(rule.path()) + "'")
            .collect(Collectors.joining(", "))
        + (rules.size() > MOST_NAMED ? " and others" : "");
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
