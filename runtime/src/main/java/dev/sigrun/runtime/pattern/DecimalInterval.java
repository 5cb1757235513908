package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The operator {@code <n-m>}: decimal numbers in a range. When both bounds are written with equally
 * many digits, numbers must have that many, too; otherwise any number of leading zeros is allowed.
 */
final class DecimalInterval {
  private static final int MAX_DIGITS = 9;

  private DecimalInterval() {}

  /**
   * The expression for an interval.
   *
   * @param content the text between the angle brackets
   * @param offset where the operator starts
   */
  static RegexNode parse(String content, int offset) {
    int hyphen = content.indexOf('-');
    if (hyphen < 0 || !isNumber(content, 0, hyphen)) {
      throw malformed(offset);
    }
    if (!isNumber(content, hyphen + 1, content.length())) {
      throw malformed(offset);
    }
    int first = Integer.parseInt(content.substring(0, hyphen));
    int second = Integer.parseInt(content.substring(hyphen + 1));
    int least = Math.min(first, second);
    int greatest = Math.max(first, second);
    List<RegexNode> alternatives = new ArrayList<>();
    if (hyphen * 2 + 1 == content.length()) {
      addRange(padded(least, hyphen), padded(greatest, hyphen), alternatives);
      return new Choice(List.copyOf(alternatives));
    }
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
      int low = Math.max(least, digits == 1 ? 0 : powerOfTen(digits - 1));
      int high = Math.min(greatest, powerOfTen(digits) - 1);
      if (low <= high) {
        addRange(padded(low, digits), padded(high, digits), alternatives);
      }
    }
    RegexNode zeros = new Repeat(new Chars(CharClass.of('0')), 0, Repeat.UNLIMITED);
    return new Sequence(List.of(zeros, new Choice(List.copyOf(alternatives))));
  }

  /** Adds expressions for the numbers between two of equal length. */
  private static void addRange(String low, String high, List<RegexNode> alternatives) {
    int common = 0;
    while (common < low.length() && low.charAt(common) == high.charAt(common)) {
      common++;
    }
    if (common == low.length()) {
      alternatives.add(number(low, common, '0', '0', 0));
      return;
    }
    int rest = low.length() - common - 1;
    if (low.substring(common + 1).equals("0".repeat(rest))
        && high.substring(common + 1).equals("9".repeat(rest))) {
      alternatives.add(number(low, common, low.charAt(common), high.charAt(common), rest));
      return;
    }
    String prefix = low.substring(0, common);
    char from = low.charAt(common);
    char to = high.charAt(common);
    addRange(low, prefix + from + "9".repeat(rest), alternatives);
    if (to - from > 1) {
      alternatives.add(number(low, common, (char) (from + 1), (char) (to - 1), rest));
    }
    addRange(prefix + to + "0".repeat(rest), high, alternatives);
  }

  /** Some digits of {@code text}, then one of a range unless they are all, then any others. */
  private static RegexNode number(String text, int prefix, char from, char to, int rest) {
    List<RegexNode> parts = new ArrayList<>();
    for (int i = 0; i < prefix; i++) {
      parts.add(new Chars(CharClass.of(text.charAt(i))));
    }
    if (prefix < text.length()) {
      parts.add(new Chars(CharClass.range(from, to)));
      parts.add(new Repeat(new Chars(CharClass.DIGIT), rest, rest));
    }
    return new Sequence(List.copyOf(parts));
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static int powerOfTen(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static boolean isNumber(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return start < end && end - start <= MAX_DIGITS;
  }

  private static RegexSyntaxException malformed(int offset) {
    return new RegexSyntaxException(
        "Expected two numbers of at most "
            + MAX_DIGITS
            + " digits, separated by a hyphen, between < and >",
        offset);
  }
}
