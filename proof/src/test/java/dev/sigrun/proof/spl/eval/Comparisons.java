package dev.sigrun.proof.spl.eval;

import java.util.Arrays;

/** The comparison of two values in expressions. */
public final class Comparisons {
  private Comparisons() {}

  /** Numbers if both look like numbers, else texts by their characters; case counts. */
  public static boolean test(String operator, Value left, Value right) {
    Double first = Value.number(left);
    Double second = Value.number(right);
    int order =
        first != null && second != null
            ? Double.compare(first, second)
            : compareTexts(left.text(), right.text());
    return switch (operator) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new SplException("No comparison: " + operator);
    };
  }

  /** By the bytes of UTF-8, which is the order of code points. */
  public static int compareTexts(String left, String right) {
    return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
  }
}
