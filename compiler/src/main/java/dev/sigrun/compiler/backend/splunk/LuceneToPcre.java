package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says regular expressions of Lucene, already checked, in Perl's dialect: other operators, no lazy
 * or possessive repetitions, classes of ASCII, and brackets that never ignore case.
 */
final class LuceneToPcre {
  private static final String PREDEFINED = "dDsSwW";
  private static final int MAX_DEPTH = 200;

  /** Counts with at most four digits, which Perl's dialect takes for sure. */
  private static final Pattern COUNT = Pattern.compile("\\{\\d{1,4}(?:,\\d{0,4})?\\}");

  /** Thrown for operators that Perl's dialect does not have. */
  private static final class NoCounterpart extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final String text;
  private final boolean ignoreCase;
  private int position;
  private int depth;

  private LuceneToPcre(String text, boolean ignoreCase) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  /** The expression that matches the same whole values; empty if there is none. */
  static Optional<Pcre.Alternative> translate(String regex, boolean ignoreCase) {
    LuceneToPcre translator = new LuceneToPcre(regex, ignoreCase);
    try {
      String body = regex.isEmpty() ? "" : translator.choice();
      return translator.position == regex.length() ? Optional.of(trimmed(body)) : Optional.empty();
    } catch (NoCounterpart e) {
      return Optional.empty();
    }
  }

  /** Without the runs of anything at its ends, which stand for no anchor there. */
  private static Pcre.Alternative trimmed(String body) {
    if (hasChoice(body)) {
      return new Pcre.Alternative(true, "(?:" + body + ")", true);
    }
    boolean fromStart = !body.startsWith(".*");
    String rest = fromStart ? body : body.substring(2);
    boolean toEnd = !rest.endsWith(".*");
    return new Pcre.Alternative(
        fromStart, toEnd ? rest : rest.substring(0, rest.length() - 2), toEnd);
  }

  /** Whether there is an alternative outside of groups and brackets. */
  private static boolean hasChoice(String body) {
    int groups = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        i = bracketEnd(body, i);
      } else if (c == '(') {
        groups++;
      } else if (c == ')') {
        groups--;
      } else if (c == '|' && groups == 0) {
        return true;
      }
    }
    return false;
  }

  /** Brackets hold no brackets: those are written by number. */
  private static int bracketEnd(String body, int start) {
    return body.indexOf(']', start + 1);
  }

  private String choice() {
    if (++depth > MAX_DEPTH) {
      throw new NoCounterpart();
    }
    List<String> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (accept('|'));
    depth--;
    return String.join("|", alternatives);
  }

  private String sequence() {
    StringBuilder parts = new StringBuilder();
    do {
      parts.append(repeat());
    } while (more() && !peek(")|&"));
    if (more() && peek("&")) {
      throw new NoCounterpart();
    }
    return parts.toString();
  }

  private String repeat() {
    String part = primary();
    boolean repeated = false;
    while (more() && peek("?*+{")) {
      part = repeated ? "(?:" + part + ")" : part;
      part += peek("{") ? count() : Character.toString(text.charAt(position++));
      repeated = true;
    }
    return part;
  }

  private String count() {
    int end = text.indexOf('}', position);
    String count = text.substring(position, Math.max(position, end + 1));
    if (!COUNT.matcher(count).matches()) {
      throw new NoCounterpart();
    }
    position = end + 1;
    return count;
  }

  private String primary() {
    if (!more()) {
      throw new NoCounterpart();
    }
    char first = text.charAt(position);
    if ("~<&".indexOf(first) >= 0) {
      throw new NoCounterpart();
    }
    if ("[.#@\"(".indexOf(first) >= 0) {
      position++;
    }
    return switch (first) {
      case '[' -> bracket();
      case '.' -> ".";
      case '#' -> Pcre.NOTHING;
      case '@' -> "(?:.*)";
      case '"' -> quoted();
      case '(' -> group();
      case '\\' -> escaped();
      default -> Pcre.literal(Character.toString(character()));
    };
  }

  private String quoted() {
    int end = text.indexOf('"', position);
    if (end < 0) {
      throw new NoCounterpart();
    }
    String content = text.substring(position, end);
    position = end + 1;
    return "(?:" + Pcre.literal(content) + ")";
  }

  private String group() {
    if (accept(')')) {
      return "(?:)";
    }
    String content = choice();
    if (!accept(')')) {
      throw new NoCounterpart();
    }
    return "(?:" + content + ")";
  }

  private String escaped() {
    if (position + 1 < text.length() && PREDEFINED.indexOf(text.charAt(position + 1)) >= 0) {
      position += 2;
      char letter = text.charAt(position - 1);
      boolean negated = Character.isUpperCase(letter);
      return "[" + (negated ? "^" : "") + predefined(Character.toLowerCase(letter)) + "]";
    }
    return Pcre.literal(Character.toString(character()));
  }

  private static String predefined(char letter) {
    return switch (letter) {
      case 'd' -> "0-9";
      case 'w' -> "A-Za-z0-9_";
      default -> " \\x{9}\\x{a}\\x{d}";
    };
  }

  private String bracket() {
    boolean negated = accept('^');
    List<String> items = new ArrayList<>();
    do {
      items.add(item());
      if (!more()) {
        throw new NoCounterpart();
      }
    } while (!accept(']'));
    String bracket = items.stream().collect(Collectors.joining("", negated ? "[^" : "[", "]"));
    boolean letters = bracket.chars().anyMatch(Character::isLetter);
    return ignoreCase && letters ? "(?-i:" + bracket + ")" : bracket;
  }

  private String item() {
    if (position + 1 < text.length()
        && text.charAt(position) == '\\'
        && PREDEFINED.indexOf(text.charAt(position + 1)) >= 0) {
      position += 2;
      char letter = text.charAt(position - 1);
      if (Character.isUpperCase(letter)) {
        throw new NoCounterpart();
      }
      return predefined(letter);
    }
    int first = character();
    boolean isRange =
        position + 1 < text.length()
            && text.charAt(position) == '-'
            && text.charAt(position + 1) != ']';
    if (!isRange) {
      return inBracket(first);
    }
    position++;
    return inBracket(first) + "-" + inBracket(character());
  }

  private static String inBracket(int c) {
    boolean plain = Character.isLetterOrDigit(c) || " _.:;,/@%=!<>~*+?(){}|'#".indexOf(c) >= 0;
    return plain && !SplText.isInvisible(c) ? Character.toString(c) : Pcre.number(c);
  }

  private int character() {
    accept('\\');
    if (!more()) {
      throw new NoCounterpart();
    }
    int c = text.codePointAt(position);
    position += Character.charCount(c);
    return c;
  }

  private boolean more() {
    return position < text.length();
  }

  private boolean peek(String chars) {
    return chars.indexOf(text.charAt(position)) >= 0;
  }

  private boolean accept(char c) {
    if (more() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }
}
