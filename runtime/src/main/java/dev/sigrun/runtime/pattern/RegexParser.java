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

  private final RegexText text;
  private final boolean ignoringCase;
  private int depth;

  private RegexParser(String text, boolean ignoringCase) {
    this.text = new RegexText(text);
    this.ignoringCase = ignoringCase;
  }

  /**
   * Reads an expression.
   *
   * @param ignoringCase whether single letters in brackets stand for their other cases, too; ranges
   *     never do, and of other letters the tree says nothing
   */
  static RegexNode parse(String text, boolean ignoringCase) {
    if (text.isEmpty()) {
      return RegexNode.EMPTY;
    }
    RegexParser parser = new RegexParser(text, ignoringCase);
    RegexNode node = parser.choice();
    if (parser.text.more()) {
      throw parser.text.error("Unmatched )");
    }
    return node;
  }

  private RegexNode choice() {
    if (++depth > MAX_DEPTH) {
      throw text.error("Groups are nested deeper than " + MAX_DEPTH + " levels");
    }
    List<RegexNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(intersection());
    } while (text.accept('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(List.copyOf(alternatives));
  }

  private RegexNode intersection() {
    List<RegexNode> parts = new ArrayList<>();
    do {
      parts.add(sequence());
    } while (text.accept('&'));
    return parts.size() == 1 ? parts.get(0) : new Intersection(List.copyOf(parts));
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    do {
      parts.add(repeat());
    } while (text.more() && !text.peek(")|&"));
    return Sequence.joined(parts);
  }

  private RegexNode repeat() {
    RegexNode node = complement();
    int stacked = 0;
    while (text.more() && text.peek("?*+{")) {
      int start = text.position();
      char mark = text.next();
      RegexNode repeated =
          switch (mark) {
            case '?' -> repeated(node, 0, 1);
            case '*' -> repeated(node, 0, Repeat.UNLIMITED);
            case '+' -> repeated(node, 1, Repeat.UNLIMITED);
            default -> countedRepeat(node, start);
          };
      if (repeated != node && ++stacked > MAX_DEPTH) {
        throw text.error("More than " + MAX_DEPTH + " repetitions in a row");
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
    if (text.accept(',')) {
      max = text.more() && text.peek("}") ? Repeat.UNLIMITED : number("Expected a number or }");
    }
    if (!text.accept('}')) {
      throw text.error("Expected }");
    }
    if (max != Repeat.UNLIMITED && max < min) {
      throw new RegexSyntaxException(
          "The maximum of the repetition is less than its minimum", start);
    }
    return new Repeat(node, min, max);
  }

  private int number(String expectation) {
    int start = text.position();
    String digits = text.nextAll("0123456789");
    if (digits.isEmpty()) {
      throw text.error(expectation);
    }
    if (digits.length() > MAX_REPEAT_DIGITS) {
      throw new RegexSyntaxException("The number is too large", start);
    }
    return Integer.parseInt(digits);
  }

  private RegexNode complement() {
    if (!text.accept('~')) {
      return primary();
    }
    if (++depth > MAX_DEPTH) {
      throw text.error("More than " + MAX_DEPTH + " complements in a row");
    }
    RegexNode part = complement();
    depth--;
    return new Complement(part);
  }

  private RegexNode primary() {
    if (!text.more()) {
      throw text.error("The expression is incomplete");
    }
    int start = text.position();
    char first = text.peek();
    if ("[.#@\"(<".indexOf(first) >= 0) {
      text.next();
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
        ? new Chars(predefined(text.next()))
        : new Text(Character.toString(character()));
  }

  /**
   * Reads the backslash of a class such as {@code \d}, up to its letter; refuses other letters
   * after a backslash.
   */
  private boolean acceptPredefined() {
    if (text.second() < 0 || text.peek() != '\\') {
      return false;
    }
    char escaped = (char) text.second();
    if (isPredefined(escaped)) {
      text.next();
      return true;
    }
    if ((escaped >= 'a' && escaped <= 'z') || (escaped >= 'A' && escaped <= 'Z')) {
      throw text.error(
          "Unknown escape \\"
              + escaped
              + ": a backslash can precede only d, D, s, S, w, W or a character that is not a"
              + " letter");
    }
    return false;
  }

  private RegexNode group(int start) {
    if (text.accept(')')) {
      return RegexNode.EMPTY;
    }
    if (text.more() && text.peek("?")) {
      throw new RegexSyntaxException("Groups that start with (? are not supported", start);
    }
    RegexNode node = choice();
    if (!text.accept(')')) {
      throw new RegexSyntaxException("The group is not closed", start);
    }
    return node;
  }

  private RegexNode bracket(int start) {
    boolean negated = text.accept('^');
    CharClass chars = CharClass.NONE;
    do {
      chars = chars.union(bracketItem());
      if (!text.more()) {
        throw new RegexSyntaxException("The bracket is not closed", start);
      }
    } while (!text.accept(']'));
    return new Chars(negated ? chars.complement() : chars);
  }

  private CharClass bracketItem() {
    if (acceptPredefined()) {
      return predefined(text.next());
    }
    int start = text.position();
    boolean isBackslash = text.startsWith("\\\\");
    int first = character();
    // An escaped backslash starts no range; everything else does, also before the bracket's end.
    if (isBackslash || !text.accept('-')) {
      return ignoringCase ? CaseVariants.of(first) : CharClass.of(first);
    }
    int last = character();
    if (last < first) {
      throw new RegexSyntaxException("The end of the range is before its start", start);
    }
    return CharClass.range(first, last);
  }

  /** Reads one code point, which a backslash before it makes literal. */
  private int character() {
    text.accept('\\');
    if (!text.more()) {
      throw text.error("Expected a character at the end of the expression");
    }
    return text.nextCodePoint();
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
    int found = text.indexOf(Character.toString(end));
    if (found < 0) {
      throw new RegexSyntaxException("The closing " + end + " is missing", start);
    }
    String content = text.nextUpTo(found);
    text.next();
    return content;
  }
}
