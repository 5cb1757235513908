package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Cidr;
import dev.sigrun.proof.spl.eval.Comparisons;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.proof.spl.eval.Value;

/** The comparison of values in the command {@code search}. */
final class SearchValues {
  private SearchValues() {}

  /**
   * Whether a value matches the search: without regard to case, with {@code *} for any run of
   * characters and nothing else special, an address in a block.
   */
  static boolean matches(String value, String pattern, boolean exactCase) {
    if (exactCase) {
      return glob(value, pattern);
    }
    boolean ascii = glob(asciiFolded(value), asciiFolded(pattern));
    if (ascii != glob(folded(value), folded(pattern))) {
      throw new UndocumentedException(
          "whether search ignores the case of letters beyond ASCII: " + value + " = " + pattern);
    }
    if (ascii) {
      return true;
    }
    Double left = Value.number(new Value.Text(value));
    Double right = Value.number(new Value.Text(pattern));
    if (left != null && left.equals(right)) {
      throw new UndocumentedException("whether search finds " + value + " by " + pattern);
    }
    return Cidr.isBlock(pattern) && Cidr.contains(pattern, value);
  }

  private static String asciiFolded(String text) {
    StringBuilder folded = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder();
    text.codePoints()
        .forEach(c -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
    return folded.toString();
  }

  /** The parts between the stars, found from left to right, the last one at the end. */
  private static boolean glob(String value, String pattern) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return value.equals(pattern);
    }
    if (!value.startsWith(parts[0])) {
      return false;
    }
    int position = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = value.indexOf(parts[i], position);
      if (found < 0) {
        return false;
      }
      position = found + parts[i].length();
    }
    String last = parts[parts.length - 1];
    return value.length() - position >= last.length() && value.endsWith(last);
  }

  static boolean isInOrder(String value, String operator, String bound) {
    Double left = Value.number(new Value.Text(value));
    Double right = Value.number(new Value.Text(bound));
    if (left == null || right == null) {
      throw new UndocumentedException("the order of " + value + " and " + bound + " in search");
    }
    return Comparisons.test(operator, new Value.Num(left), new Value.Num(right));
  }
}
