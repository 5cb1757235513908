package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.source.Origin;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values that are neither strings nor collections: numbers, booleans, dates and times. */
final class TomlScalars {
  private static final DiagnosticKind NOT_QUOTED =
      DiagnosticKind.error("TOML005", "Expected a value, found '%s'. Put texts in quotes.");
  private static final DiagnosticKind BAD_NUMBER =
      DiagnosticKind.error("TOML006", "Number '%s' cannot be read. %s.");
  private static final DiagnosticKind BAD_DATE =
      DiagnosticKind.error("TOML007", "Date or time '%s' does not exist.");

  private static final Pattern WHOLE = Pattern.compile("[+-]?(?:0|[1-9][0-9_]*)");
  private static final Pattern BASED = Pattern.compile("0(?:x[0-9A-Fa-f_]+|o[0-7_]+|b[01_]+)");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:(?:0|[1-9][0-9_]*)(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9][0-9_]*)?|inf|nan)");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})"
              + "(?:[Tt ](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?(?:[Zz]|[+-](\\d{2}:\\d{2}))?)?");
  private static final Pattern TIME = Pattern.compile("(\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?");

  /** Separators of digits must stand between two digits. */
  private static final Pattern STRAY_SEPARATOR =
      Pattern.compile("_(?![0-9A-Fa-f])|(?<![0-9A-Fa-f])_");

  private static final int LONGEST = 100;

  private TomlScalars() {}

  /** Reads the value at the cursor, which is neither at a quote nor at a bracket. */
  static DataValue read(TomlCursor cursor) {
    int start = cursor.position();
    int length = length(cursor);
    if (length == 0) {
      throw cursor.expected("a value");
    }
    String word = cursor.source().content().substring(start, start + Math.min(length, LONGEST));
    if (length > LONGEST) {
      throw cursor.error(NOT_QUOTED, start, start + length, word + "...");
    }
    cursor.advance(length);
    return read(cursor, word, cursor.originFrom(start));
  }

  private static DataValue read(TomlCursor cursor, String word, Origin origin) {
    int start = origin.span().start();
    int end = origin.span().end();
    if (word.equals("true") || word.equals("false")) {
      return new DataValue.Truth(origin, word.equals("true"));
    }
    Matcher date = DATE.matcher(word);
    if (date.matches() || TIME.matcher(word).matches()) {
      if (!exists(word)) {
        throw cursor.error(BAD_DATE, start, end, word);
      }
      return new DataValue.Date(origin, word);
    }
    boolean based = BASED.matcher(word).matches();
    boolean whole = WHOLE.matcher(word).matches();
    if (!based && !whole && !DECIMAL.matcher(word).matches()) {
      char first = word.charAt(0);
      boolean numeric = first >= '0' && first <= '9' || first == '+' || first == '-';
      throw numeric
          ? cursor.error(BAD_NUMBER, start, end, word, "Put texts and versions in quotes")
          : cursor.error(NOT_QUOTED, start, end, word);
    }
    if (STRAY_SEPARATOR
        .matcher(word.startsWith("0") ? word : word.replaceAll("[eE+-]", "."))
        .find()) {
      throw cursor.error(BAD_NUMBER, start, end, word, "'_' must stand between two digits");
    }
    String digits = word.replace("_", "");
    if (!based && !whole) {
      return new DataValue.Decimal(origin, decimal(digits));
    }
    try {
      return new DataValue.Whole(origin, based ? based(digits) : Long.parseLong(digits));
    } catch (NumberFormatException tooLong) {
      throw cursor.error(BAD_NUMBER, start, end, word, "Whole numbers have 64 bits");
    }
  }

  private static long based(String digits) {
    int radix = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
    return Long.parseLong(digits.substring(2), radix);
  }

  private static double decimal(String digits) {
    if (digits.endsWith("nan")) {
      return Double.NaN;
    }
    if (digits.endsWith("inf")) {
      return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(digits);
  }

  private static boolean exists(String word) {
    try {
      Matcher time = TIME.matcher(word);
      if (time.matches()) {
        LocalTime.parse(time.group(1));
        return true;
      }
      Matcher date = DATE.matcher(word);
      if (!date.matches()) {
        return false;
      }
      LocalDate.parse(date.group(1));
      if (date.group(2) != null) {
        // A leap second exists.
        LocalTime.parse(date.group(2).replaceFirst(":60$", ":59"));
      }
      if (date.group(3) != null) {
        LocalTime.parse(date.group(3));
      }
      return true;
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private static int length(TomlCursor cursor) {
    int length = 0;
    while (isPart(cursor.peek(length))) {
      length++;
    }
    boolean dateBeforeTime =
        length == 10
            && cursor.peek(4) == '-'
            && cursor.peek(length) == ' '
            && Character.isDigit(cursor.peek(length + 1))
            && Character.isDigit(cursor.peek(length + 2))
            && cursor.peek(length + 3) == ':';
    if (dateBeforeTime) {
      length++;
      while (isPart(cursor.peek(length))) {
        length++;
      }
    }
    return length;
  }

  private static boolean isPart(char c) {
    return c != TomlCursor.END
        && (Character.isLetterOrDigit(c)
            || c == '+'
            || c == '-'
            || c == '.'
            || c == ':'
            || c == '_');
  }
}
