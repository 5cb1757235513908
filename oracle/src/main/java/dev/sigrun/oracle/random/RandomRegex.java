package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.value.Regex;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Regular expressions that find some of the texts of {@link RandomFields}: one of them taken apart,
 * with pieces optional, repeated, in brackets, or next to alternatives.
 */
public final class RandomRegex {
  private static final String SPECIAL = "\\^$.|?*+()[]{}~&#@<>\"-";

  private final Random random;

  /** Expressions that {@code random} decides. */
  public RandomRegex(Random random) {
    this.random = random;
  }

  /** An expression of the common dialect, which is searched for. */
  public Regex searched() {
    Set<Regex.Flag> flags = EnumSet.noneOf(Regex.Flag.class);
    for (Regex.Flag flag : Regex.Flag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    // To Java, which the oracle asks, an empty text has no start of a line.
    boolean start = random.nextInt(8) == 0 && !flags.contains(Regex.Flag.MULTI_LINE);
    boolean end = random.nextInt(8) == 0;
    return Regex.search((start ? "^" : "") + pieces(true) + (end ? "$" : ""), flags);
  }

  /** An expression in Lucene's dialect, which whole texts match. */
  public Regex lucene() {
    String around = random.nextBoolean() ? ".*" : "";
    Set<Regex.Flag> flags =
        random.nextBoolean()
            ? EnumSet.of(Regex.Flag.IGNORE_CASE)
            : EnumSet.noneOf(Regex.Flag.class);
    return Regex.of(Regex.Dialect.LUCENE, around + pieces(false) + around, flags);
  }

  private String pieces(boolean searched) {
    int[] text = pick(RandomFields.STRINGS).codePoints().toArray();
    StringBuilder pieces = new StringBuilder();
    int start = searched && text.length > 3 ? random.nextInt(text.length / 2) : 0;
    for (int i = start; i < text.length; ) {
      int length = Math.min(text.length - i, 1 + random.nextInt(4));
      pieces.append(piece(new String(text, i, length), searched));
      i += length;
    }
    return pieces.toString();
  }

  private String piece(String text, boolean searched) {
    String group = searched ? "(?:" : "(";
    String quoted = quoted(text);
    return switch (random.nextInt(9)) {
      case 0 -> group + quoted + ")?";
      case 1 -> group + quoted + ")+";
      case 2 -> group + quoted + "){1,2}";
      case 3 -> group + quoted + "|" + quoted(other()) + ")";
      case 4 -> group + quoted + "|" + group + quoted(other()) + ")*)";
      case 5 -> ".{" + text.codePointCount(0, text.length()) + "}";
      case 6 -> ".*";
      case 7 ->
          text.codePoints()
              .collect(StringBuilder::new, this::bracket, StringBuilder::append)
              .toString();
      default -> quoted;
    };
  }

  private String other() {
    String text = pick(RandomFields.STRINGS);
    return text.isEmpty() ? "z" : text;
  }

  private void bracket(StringBuilder regex, int codePoint) {
    regex.append('[').append(quoted(Character.toString(codePoint))).append("xY]");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (SPECIAL.indexOf(c) >= 0) {
                quoted.append('\\');
              }
              quoted.appendCodePoint(c);
            });
    return quoted.toString();
  }

  private <T> T pick(List<T> list) {
    return RandomFields.pick(random, list);
  }
}
