package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.Rule;

/** The comment at the start of an EQL or ES|QL artifact: who wrote the rule, and its fidelity. */
public final class Statement {
  private Statement() {}

  /** A line for each credit of the rule, then one for each reason that makes it inexact. */
  public static String about(Rule rule, Reasons reasons) {
    StringBuilder lines = new StringBuilder();
    rule.document().credits().forEach(credit -> line(lines, credit));
    return lines + aboutDifferences(reasons);
  }

  /**
   * A line for each reason that makes the artifact differ from its rule; nothing if it is exact.
   */
  private static String aboutDifferences(Reasons reasons) {
    StringBuilder lines = new StringBuilder();
    reasons.fidelity().direction().ifPresent(d -> line(lines, "Approximate: " + d + "."));
    for (Reason reason : reasons.list()) {
      if (reason.effect() != Fidelity.EXACT) {
        line(lines, reason.code() + " at " + reason.position() + ": " + reason.message());
      }
    }
    return lines.toString();
  }

  /** Text of a rule cannot end the comment: it has no line breaks and nothing else ends it. */
  private static void line(StringBuilder lines, String text) {
    lines.append("// ");
    text.codePoints().map(c -> endsLine(c) ? ' ' : c).forEach(lines::appendCodePoint);
    lines.append('\n');
  }

  private static boolean endsLine(int character) {
    return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
  }
}
