package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Comparison of texts, written for plainness. */
final class Texts {
  private Texts() {}

  /** The form that is compared: itself, or each char in upper and then in lower case. */
  static String comparable(String text, CaseSensitivity sensitivity) {
    return switch (sensitivity) {
      case SENSITIVE -> text;
      case INSENSITIVE -> {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
          folded.append(Character.toLowerCase(Character.toUpperCase(text.charAt(i))));
        }
        yield folded.toString();
      }
    };
  }

  static boolean equal(String left, String right, CaseSensitivity sensitivity) {
    return comparable(left, sensitivity).equals(comparable(right, sensitivity));
  }

  /** By code points; a lone surrogate is one. */
  static int compare(String left, String right) {
    return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
  }

  /** In the dialect of the expression. */
  static boolean matches(String text, Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> regex.matches(text);
      case SEARCH -> Pattern.compile(javaDialect(regex)).matcher(text).find();
    };
  }

  /** Java's dollar sign is also before a line break at the end, and its case that of ASCII. */
  private static String javaDialect(Regex regex) {
    boolean lines = regex.flags().contains(Regex.Flag.MULTI_LINE);
    StringBuilder text = new StringBuilder("(?du)");
    String written = regex.textWithFlags();
    boolean bracket = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\') {
        text.append(c).append(written.charAt(++i));
      } else if (c == '$' && !bracket && !lines) {
        text.append("\\z");
      } else {
        bracket = c == '[' || bracket && c != ']';
        text.append(c);
      }
    }
    return text.toString();
  }

  static boolean matches(String text, Wildcard pattern, CaseSensitivity sensitivity) {
    return matches(comparable(text, sensitivity), pattern.segments(), sensitivity);
  }

  private static boolean matches(
      String rest, List<Wildcard.Segment> segments, CaseSensitivity sensitivity) {
    if (segments.isEmpty()) {
      return rest.isEmpty();
    }
    List<Wildcard.Segment> next = segments.subList(1, segments.size());
    if (segments.get(0) instanceof Wildcard.Literal literal) {
      String prefix = comparable(literal.text(), sensitivity);
      return rest.startsWith(prefix) && matches(rest.substring(prefix.length()), next, sensitivity);
    }
    if (segments.get(0) instanceof Wildcard.AnyOne) {
      return !rest.isEmpty()
          && matches(rest.substring(Character.charCount(rest.codePointAt(0))), next, sensitivity);
    }
    for (int start = 0; start <= rest.length(); start++) {
      if (matches(rest.substring(start), next, sensitivity)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name matches a pattern in which only the asterisk is special. */
  static boolean fits(String path, String pattern) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return path.equals(pattern);
    }
    if (!path.startsWith(pattern.substring(0, star))) {
      return false;
    }
    for (int start = star; start <= path.length(); start++) {
      if (fits(path.substring(start), pattern.substring(star + 1))) {
        return true;
      }
    }
    return false;
  }
}
