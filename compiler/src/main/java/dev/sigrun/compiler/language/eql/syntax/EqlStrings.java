package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.syntax.Excerpt;

/** The values of EQL's string literals. */
final class EqlStrings {
  static final DiagnosticKind UNKNOWN_ESCAPE =
      DiagnosticKind.error(
          "EQL009",
          "Unknown escape %s. Write '\\\\' for a backslash, or use a raw string in three double"
              + " quotes.");

  static final DiagnosticKind MALFORMED_UNICODE =
      DiagnosticKind.error("EQL010", "A Unicode escape has 2 to 8 hex digits in braces.%s");

  static final DiagnosticKind NO_CHARACTER =
      DiagnosticKind.error("EQL011", "%s is not a Unicode character.");

  /** Told about each escape that has no meaning. */
  interface Problems {
    /**
     * A bad escape.
     *
     * @param start offset in the token at which it starts
     * @param end offset in the token after it
     */
    void report(DiagnosticKind kind, int start, int end, String argument);
  }

  private final String token;
  private final Problems problems;
  private final StringBuilder value = new StringBuilder();

  private EqlStrings(String token, Problems problems) {
    this.token = token;
    this.problems = problems;
  }

  /** The content of {@code """..."""}, unchanged. */
  static String raw(String token) {
    return token.substring(3, token.length() - 3);
  }

  /** The content of {@code "..."} with its escapes resolved; bad ones are left out. */
  static String quoted(String token, Problems problems) {
    return token.indexOf('\\') < 0
        ? token.substring(1, token.length() - 1)
        : new EqlStrings(token, problems).unescape();
  }

  private String unescape() {
    int end = token.length() - 1;
    for (int i = 1; i < end; ) {
      char c = token.charAt(i);
      if (c == '\\') {
        i = escape(i);
      } else {
        value.append(c);
        i++;
      }
    }
    return value.toString();
  }

  /** Resolves the escape at {@code start}; answers the offset after it. */
  private int escape(int start) {
    char c = token.charAt(start + 1);
    switch (c) {
      case 'b' -> value.append('\b');
      case 't' -> value.append('\t');
      case 'n' -> value.append('\n');
      case 'f' -> value.append('\f');
      case 'r' -> value.append('\r');
      case '"', '\'', '\\' -> value.append(c);
      case 'u' -> {
        return unicode(start);
      }
      default -> {
        int end = start + 1 + Character.charCount(token.codePointAt(start + 1));
        problems.report(UNKNOWN_ESCAPE, start, end, Excerpt.of(token.substring(start, end)));
        return end;
      }
    }
    return start + 2;
  }

  private int unicode(int start) {
    boolean braced = token.charAt(start + 2) == '{';
    int digits = start + (braced ? 3 : 2);
    int end = digits;
    while (Character.digit(token.charAt(end), 16) >= 0 && token.charAt(end) < 128) {
      end++;
    }
    boolean closed = braced && token.charAt(end) == '}';
    int length = end - digits;
    if (!closed || length < 2 || length > 8) {
      boolean fourDigits = !braced && length >= 4;
      int after = closed ? end + 1 : fourDigits ? digits + 4 : end;
      problems.report(MALFORMED_UNICODE, start, after, hint(fourDigits, digits));
      return after;
    }
    append(Long.parseLong(token.substring(digits, end), 16), start, end + 1);
    return end + 1;
  }

  private String hint(boolean fourDigits, int digits) {
    return fourDigits ? " Write '\\u{" + token.substring(digits, digits + 4) + "}'." : "";
  }

  private void append(long code, int start, int end) {
    boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    if (code > Character.MAX_CODE_POINT || surrogate) {
      problems.report(NO_CHARACTER, start, end, Excerpt.of(token.substring(start, end)));
    } else {
      value.appendCodePoint((int) code);
    }
  }
}
