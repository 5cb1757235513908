package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Complement;
import dev.sigrun.runtime.pattern.RegexNode.Intersection;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Lucene's dialect. As there, an operator that has nothing to operate on is a literal
 * character, with the exception of {@code (?}, which is refused because it never means what its
 * author thinks. A backslash before a letter that names no class is refused as well (Lucene's
 * {@code RegExp}: "It is an error to use a backslash prior to any alphabetic character that does
 * not denote an escaped construct").
 */
final class RegexParser {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEAT_DIGITS = 7;

  private final String text;
  private int position;
  private int depth;

  private RegexParser(String text) {
    this.text = text;
  }

  static RegexNode parse(String text) {
    if (text.isEmpty()) {
      return RegexNode.EMPTY;
    }
    RegexParser parser = new RegexParser(text);
    RegexNode node = parser.choice();
    if (parser.more()) {
      throw parser.error("Unmatched )");
    }
    return node;
  }

  private RegexNode choice() {
    if (++depth > MAX_DEPTH) {
      throw error("Groups are nested deeper than " + MAX_DEPTH + " levels");
    }
    List<RegexNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(intersection());
    } while (accept('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(List.copyOf(alternatives));
  }

  private RegexNode intersection() {
    List<RegexNode> parts = new ArrayList<>();
    do {
      parts.add(sequence());
    } while (accept('&'));
    return parts.size() == 1 ? parts.get(0) : new Intersection(List.copyOf(parts));
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    do {
      parts.add(repeat());
    } while (more() && !peek(")|&"));
    return Sequence.joined(parts);
  }

  private RegexNode repeat() {
    RegexNode node = complement();
    int stacked = 0;
    while (more() && peek("?*+{")) {
      int start = position;
      char mark = text.charAt(position++);
      RegexNode repeated =
          switch (mark) {
            case '?' -> repeated(node, 0, 1);
            case '*' -> repeated(node, 0, Repeat.UNLIMITED);
            case '+' -> repeated(node, 1, Repeat.UNLIMITED);
            default -> countedRepeat(node, start);
          };
      if (repeated != node && ++stacked > MAX_DEPTH) {
        throw error("More than " + MAX_DEPTH + " repetitions in a row");
      }
      node = repeated;
    }
    return node;
  }

  /** Leaves alone what the repetition does not change. */
  private static RegexNode repeated(RegexNode node, int min, int max) {
    if (node instanceof Repeat repeat && repeat.min() == 0) {
      boolean unlimited = repeat.max() == Repeat.UNLIMITED;
      boolean optional = max == 1 && min == 0;
      if (optional ? repeat.max() == 1 || unlimited && isSomething(repeat.part()) : unlimited) {
        return node;
      }
    }
    return new Repeat(node, min, max);
  }

  /**
   * Whether some text certainly matches: otherwise any number of it is nothing, not even empty
   * text.
   */
  private static boolean isSomething(RegexNode node) {
    return node instanceof Text || node instanceof Chars chars && !chars.chars().isEmpty();
  }

  /** Reads the rest of <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>. */
  private RegexNode countedRepeat(RegexNode node, int start) {
    int min = number("Expected a number of repetitions");
    int max = min;
    if (accept(',')) {
      max = more() && peek("}") ? Repeat.UNLIMITED : number("Expected a number or }");
    }
    if (!accept('}')) {
      throw error("Expected }");
    }
    if (max != Repeat.UNLIMITED && max < min) {
      throw new RegexSyntaxException(
          "The maximum of the repetition is less than its minimum", start);
    }
    return new Repeat(node, min, max);
  }

  private int number(String expectation) {
    int start = position;
    while (more() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
      position++;
    }
    if (start == position) {
      throw error(expectation);
    }
    if (position - start > MAX_REPEAT_DIGITS) {
      throw new RegexSyntaxException("The number is too large", start);
    }
    return Integer.parseInt(text.substring(start, position));
  }

  private RegexNode complement() {
    if (!accept('~')) {
      return primary();
    }
    if (++depth > MAX_DEPTH) {
      throw error("More than " + MAX_DEPTH + " complements in a row");
    }
    RegexNode part = complement();
    depth--;
    return new Complement(part);
  }

  private RegexNode primary() {
    if (!more()) {
      throw error("The expression is incomplete");
    }
    int start = position;
    char first = text.charAt(position);
    if ("[.#@\"(<".indexOf(first) >= 0) {
      position++;
    }
    return switch (first) {
      case '[' -> bracket(start);
      case '.' -> new Chars(CharClass.ANY);
      case '#' -> new Chars(CharClass.NONE);
      case '@' -> RegexNode.ANYTHING;
      case '"' -> quoted(start);
      case '(' -> group(start);
      case '<' -> DecimalInterval.parse(upTo('>', start), start);
      case '\\' -> escaped();
      default -> new Text(Character.toString(character()));
    };
  }

  private RegexNode quoted(int start) {
    String quoted = upTo('"', start);
    return quoted.isEmpty() ? RegexNode.EMPTY : new Text(quoted);
  }

  private RegexNode escaped() {
    return acceptPredefined()
        ? new Chars(predefined(text.charAt(position - 1)))
        : new Text(Character.toString(character()));
  }

  /** Skips a class such as {@code \d}; refuses other letters after a backslash. */
  private boolean acceptPredefined() {
    if (position + 1 >= text.length() || text.charAt(position) != '\\') {
      return false;
    }
    char escaped = text.charAt(position + 1);
    if (isPredefined(escaped)) {
      position += 2;
      return true;
    }
    if ((escaped >= 'a' && escaped <= 'z') || (escaped >= 'A' && escaped <= 'Z')) {
      throw error(
          "Unknown escape \\"
              + escaped
              + ": a backslash can precede only d, D, s, S, w, W or a character that is not a"
              + " letter");
    }
    return false;
  }

  private RegexNode group(int start) {
    if (accept(')')) {
      return RegexNode.EMPTY;
    }
    if (more() && peek("?")) {
      throw new RegexSyntaxException("Groups that start with (? are not supported", start);
    }
    RegexNode node = choice();
    if (!accept(')')) {
      throw new RegexSyntaxException("The group is not closed", start);
    }
    return node;
  }

  private RegexNode bracket(int start) {
    boolean negated = accept('^');
    CharClass chars = CharClass.NONE;
    do {
      chars = chars.union(bracketItem());
      if (!more()) {
        throw new RegexSyntaxException("The bracket is not closed", start);
      }
    } while (!accept(']'));
    return new Chars(negated ? chars.complement() : chars);
  }

  private CharClass bracketItem() {
    if (acceptPredefined()) {
      return predefined(text.charAt(position - 1));
    }
    int start = position;
    boolean isBackslash = text.startsWith("\\\\", position);
    int first = character();
    // An escaped backslash starts no range; everything else does, also before the bracket's end.
    if (isBackslash || !accept('-')) {
      return CharClass.of(first);
    }
    int last = character();
    if (last < first) {
      throw new RegexSyntaxException("The end of the range is before its start", start);
    }
    return CharClass.range(first, last);
  }

  /** Reads one code point, which a backslash before it makes literal. */
  private int character() {
    accept('\\');
    if (!more()) {
      throw error("Expected a character at the end of the expression");
    }
    int codePoint = text.codePointAt(position);
    position += Character.charCount(codePoint);
    return codePoint;
  }

  private static boolean isPredefined(char letter) {
    return "dDsSwW".indexOf(letter) >= 0;
  }

  private static CharClass predefined(char letter) {
    return switch (letter) {
      case 'd' -> CharClass.DIGIT;
      case 'D' -> CharClass.DIGIT.complement();
      case 's' -> CharClass.SPACE;
      case 'S' -> CharClass.SPACE.complement();
      case 'w' -> CharClass.WORD;
      default -> CharClass.WORD.complement();
    };
  }

  private String upTo(char end, int start) {
    int found = text.indexOf(end, position);
    if (found < 0) {
      throw new RegexSyntaxException("The closing " + end + " is missing", start);
    }
    String content = text.substring(position, found);
    position = found + 1;
    return content;
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

  private RegexSyntaxException error(String message) {
    return new RegexSyntaxException(message, position);
  }
}
