package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.RuleDraft;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file whose rules were read: their meaning may depend on the rules of other files.
 *
 * @param file the file
 * @param beside whether it lies beside rules and adds to them
 * @param drafts its rules; none if the file cannot be read, except that a file beside rules that
 *     cannot be read is like one with a mistake for them
 */
record FileRules(RuleSources.File file, boolean beside, List<RuleDraft> drafts) {
  /** Reads the rules of a file. */
  static FileRules read(RuleSources.File file, RuleCompiler compiler) {
    boolean beside = compiler.isBesideRules(file.path());
    Optional<SourceText> text =
        beside ? file.text().or(() -> Optional.of(SourceText.of(file.path(), ""))) : file.text();
    return new FileRules(file, beside, text.map(compiler::read).orElse(List.of()));
  }

  /**
   * Compiles the rules.
   *
   * @param together the queries of all files
   */
  List<CheckedRule> compile(RuleCompiler compiler, QuerySet together) {
    if (file.text().isEmpty()) {
      return List.of(new CheckedRule(file.path(), beside, Optional.empty(), file.diagnostics()));
    }
    return drafts.stream()
        .map(draft -> compiler.compile(draft, together))
        .map(c -> new CheckedRule(file.path(), beside, Optional.of(c), c.diagnostics()))
        .toList();
  }

  /** Whether some rule may mean something else because of other files. */
  boolean dependsOnOthers() {
    return queries().anyMatch(ParsedQuery::dependsOnOthers);
  }

  /** Whether some rule refers to others or changes what they mean. */
  boolean bearsOnOthers() {
    return queries().anyMatch(ParsedQuery::bearsOnOthers);
  }

  private Stream<ParsedQuery> queries() {
    return drafts.stream().flatMap(draft -> draft.parsed().stream());
  }
}
