package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.backend.java.RulePart;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a file that was compiled, for when it is compiled again.
 *
 * @param circumstances a digest of all that the rules depend on besides their file and the settings
 * @param dependsOnOthers whether a rule means something else where rules of other files refer to it
 *     or change it; in sets with such rules it is not kept
 * @param rules its rules
 */
record KeptFile(String circumstances, boolean dependsOnOthers, List<Rule> rules) {
  KeptFile {
    rules = List.copyOf(rules);
  }

  /**
   * A rule of the file.
   *
   * @param facts what compiling it alone found out
   * @param analyzed whether it has a meaning
   * @param refusals why it has no Java although it has a meaning
   * @param part its part of the jar; absent if it was not among the rules of that jar
   */
  record Rule(
      RuleFacts facts, boolean analyzed, List<Diagnostic> refusals, Optional<RulePart> part) {
    Rule {
      refusals = List.copyOf(refusals);
    }

    /** The same rule with this part, which may be absent. */
    Rule with(Optional<RulePart> other) {
      return new Rule(facts, analyzed, refusals, other);
    }

    private void write(KeptOutput out) {
      FactsForm.write(out, facts);
      out.flag(analyzed)
          .list(refusals, FactsForm::diagnostic)
          .optional(part, (o, present) -> present.write(o));
    }

    private static Rule read(KeptInput in, FactsForm form) {
      return new Rule(form.read(in), in.flag(), form.diagnostics(in), in.optional(RulePart::read));
    }
  }

  /** Whether all that is known is about the file itself, so that it can be written. */
  boolean isAbout(SourceText file) {
    return rules.stream()
        .allMatch(
            rule ->
                FactsForm.isAboutItsFile(rule.facts(), file)
                    && rule.refusals().stream().allMatch(report -> report.source() == file));
  }

  byte[] toBytes() {
    return new KeptOutput()
        .text(circumstances)
        .flag(dependsOnOthers)
        .list(rules, (out, rule) -> rule.write(out))
        .toBytes();
  }

  /**
   * What {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are damaged
   */
  static KeptFile read(byte[] bytes, SourceText file) {
    KeptInput in = new KeptInput(bytes);
    FactsForm form = new FactsForm(file);
    return new KeptFile(in.text(), in.flag(), in.list(i -> Rule.read(i, form)));
  }
}
