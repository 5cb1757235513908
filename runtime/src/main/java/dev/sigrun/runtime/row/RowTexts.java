package dev.sigrun.runtime.row;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Positions and lengths count code points, and positions begin at one. */
public final class RowTexts {
  /** Longer texts are not made. */
  static final int LONGEST = 1_048_576;

  private static final int MOST_PARTS = 10_000;

  private RowTexts() {}

  /** The number of code points. */
  public static @Nullable Object length(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s
        ? (Object) s.codePointCount(0, s.length())
        : null;
  }

  /** The number of bytes in UTF-8. */
  public static @Nullable Object byteLength(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s
        ? (Object) s.getBytes(StandardCharsets.UTF_8).length
        : null;
  }

  /** The number of bits in UTF-8. */
  public static @Nullable Object bitLength(@Nullable Object text) {
    return byteLength(text) instanceof Integer bytes && bytes < Integer.MAX_VALUE / Byte.SIZE
        ? (Object) (bytes * Byte.SIZE)
        : null;
  }

  /** The texts one after the other. */
  public static @Nullable Object concat(@Nullable Object... texts) {
    StringBuilder result = new StringBuilder();
    for (Object text : texts) {
      if (!(RowBudget.read(text) instanceof String s) || result.length() + s.length() > LONGEST) {
        return null;
      }
      result.append(s);
    }
    return result.toString();
  }

  /** Whether the text begins so. */
  public static @Nullable Object startsWith(@Nullable Object text, @Nullable Object start) {
    return RowBudget.read(text) instanceof String s && start instanceof String t
        ? (Object) s.startsWith(t)
        : null;
  }

  /** Whether the text ends so. */
  public static @Nullable Object endsWith(@Nullable Object text, @Nullable Object end) {
    return RowBudget.read(text) instanceof String s && end instanceof String t
        ? (Object) s.endsWith(t)
        : null;
  }

  /** Whether the text holds the other one. */
  public static @Nullable Object contains(@Nullable Object text, @Nullable Object part) {
    return RowBudget.read(text) instanceof String s && part instanceof String t
        ? (Object) (TextSearch.indexOf(s, t, 0) >= 0)
        : null;
  }

  /** Each value in lower case, by the rules of no language. */
  public static @Nullable Object toLower(@Nullable Object text) {
    return Cells.map(text, value -> value instanceof String s ? s.toLowerCase(Locale.ROOT) : null);
  }

  /** Each value in upper case, by the rules of no language. */
  public static @Nullable Object toUpper(@Nullable Object text) {
    return Cells.map(text, value -> value instanceof String s ? s.toUpperCase(Locale.ROOT) : null);
  }

  /** The text without white space at both ends. */
  public static @Nullable Object trim(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s ? s.strip() : null;
  }

  /** The text without white space at its start. */
  public static @Nullable Object ltrim(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s ? s.stripLeading() : null;
  }

  /** The text without white space at its end. */
  public static @Nullable Object rtrim(@Nullable Object text) {
    return RowBudget.read(text) instanceof String s ? s.stripTrailing() : null;
  }

  /** The characters in the opposite order; what people see as one stays one. */
  public static @Nullable Object reverse(@Nullable Object text) {
    if (!(RowBudget.read(text) instanceof String s)) {
      return null;
    }
    // Forwards, since the iterator looks far ahead of a place to go backwards from it.
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(s);
    char[] reversed = new char[s.length()];
    int start = characters.first();
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      s.getChars(start, end, reversed, s.length() - end);
      start = end;
    }
    return new String(reversed);
  }

  /** The text so many times. */
  public static @Nullable Object repeat(@Nullable Object text, @Nullable Object times) {
    if (!(RowBudget.read(text) instanceof String s)
        || !(times instanceof Number n)
        || n.longValue() < 0) {
      return null;
    }
    if (s.isEmpty()) {
      return s;
    }
    return n.longValue() <= LONGEST / s.length() ? RowBudget.read(s.repeat(n.intValue())) : null;
  }

  /** So many blanks. */
  public static @Nullable Object space(@Nullable Object count) {
    return repeat(" ", count);
  }

  /** The first code points. */
  public static @Nullable Object left(@Nullable Object text, @Nullable Object count) {
    return RowBudget.read(text) instanceof String s && count instanceof Number n
        ? s.substring(0, offset(s, n.longValue()))
        : null;
  }

  /** The last code points. */
  public static @Nullable Object right(@Nullable Object text, @Nullable Object count) {
    if (!(RowBudget.read(text) instanceof String s) || !(count instanceof Number n)) {
      return null;
    }
    int length = s.codePointCount(0, s.length());
    return s.substring(offset(s, length - Math.max(0, Math.min(length, n.longValue()))));
  }

  /** The index in the text behind so many code points, from its start to its end. */
  private static int offset(String text, long codePoints) {
    if (codePoints <= 0) {
      return 0;
    }
    return codePoints >= text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, (int) codePoints);
  }

  /** The rest of the text from a position; a negative one counts from the end. */
  public static @Nullable Object substring(@Nullable Object text, @Nullable Object start) {
    return substring(text, start, (Object) Integer.MAX_VALUE);
  }

  /** The part of the text from a position; a negative one counts from the end. */
  public static @Nullable Object substring(
      @Nullable Object text, @Nullable Object start, @Nullable Object length) {
    if (!(RowBudget.read(text) instanceof String s)
        || !(start instanceof Number from)
        || !(length instanceof Number count)
        || count.longValue() < 0) {
      return null;
    }
    long position = from.longValue();
    long first =
        position > 0
            ? position - 1
            : position == 0 ? 0 : Math.max(0, s.codePointCount(0, s.length()) + position);
    int begin = offset(s, first);
    String rest = s.substring(begin);
    return rest.substring(0, offset(rest, count.longValue()));
  }

  /** The position of the first occurrence; zero if there is none. */
  public static @Nullable Object locate(@Nullable Object text, @Nullable Object part) {
    return locate(text, part, (Object) 1);
  }

  /** The position of the first occurrence at or behind a position; zero if there is none. */
  public static @Nullable Object locate(
      @Nullable Object text, @Nullable Object part, @Nullable Object start) {
    if (!(RowBudget.read(text) instanceof String s)
        || !(part instanceof String t)
        || !(start instanceof Number from)) {
      return null;
    }
    int found = TextSearch.indexOf(s, t, offset(s, from.longValue() - 1));
    return found < 0 ? 0 : 1 + s.codePointCount(0, found);
  }

  /** The parts between delimiters of one byte, empty ones included. */
  public static @Nullable Object split(@Nullable Object text, @Nullable Object delimiter) {
    if (!(RowBudget.read(text) instanceof String s)
        || !(delimiter instanceof String d)
        || d.length() != 1) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end = s.indexOf(d); end >= 0 && parts.size() < MOST_PARTS; end = s.indexOf(d, start)) {
      parts.add(s.substring(start, end));
      start = end + 1;
    }
    parts.add(s.substring(start));
    return parts.size() > MOST_PARTS ? null : Cells.of(parts);
  }
}
