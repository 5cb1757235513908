package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.lsp.workspace.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rule on the page, compiled.
 *
 * @param file its name in messages
 * @param rules all rules of the file
 * @param options how it is compiled, with the time of events as its project has it
 */
record RuleText(String file, List<CheckedRule> rules, CompilerOptions options) {
  /** Copies the list. */
  RuleText {
    rules = List.copyOf(rules);
  }

  /** The rule that a question is about. */
  static RuleText of(Workbench workbench, Question question) {
    return workbench.about(question.text("name"), question.text("text"), RuleText::of);
  }

  private static RuleText of(Document document) {
    return new RuleText(
        document.project().name(document.path()),
        document.rules(),
        document.project().testOptions());
  }

  /**
   * The first rule that raises alerts.
   *
   * @throws RefusedException if there is none, with the reason
   */
  AnalyzedRule analyzed() {
    return rules.stream()
        .sorted(Comparator.comparing(rule -> rule.outcome() == Compilation.Outcome.PART))
        .map(CheckedRule::analyzed)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.wrong(
                    rules.stream()
                        .map(CheckedRule::unsupported)
                        .flatMap(Optional::stream)
                        .map(reason -> "This rule cannot be run: " + reason.message())
                        .findFirst()
                        .orElse("The rule has errors.")));
  }
}
