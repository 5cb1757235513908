package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Assertion;
import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the part of Perl's dialect that PCRE, Python, Java and RE2 understand alike, and that can
 * be matched in linear time. The expression is searched for: it matches a value that holds it. What
 * needs more than an automaton, or means different things to them, is refused by its name.
 *
 * <p>The dot leaves out line feeds unless {@code s} is set; {@code ^} and {@code $} are the ends of
 * the value unless {@code m} is; {@code \d}, {@code \w}, {@code \s} and {@code \b} are those of
 * ASCII; with {@code i} letters match in any {@linkplain CaseFolding case}, in brackets, too.
 */
final class SearchRegexParser {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_REPEAT_DIGITS = 5;

  private static final CharClass LINE_FEED = CharClass.of('\n');
  private static final CharClass SPACE = CharClass.of(' ').union(CharClass.range('\t', '\r'));

  private final String text;

  /** Where the last {@code :]} is; negative if there is none. */
  private final int lastClassEnd;

  private int position;
  private int depth;
  private boolean ignoresCase;
  private boolean multiLine;
  private boolean dotAll;

  /** Whether all of the expression ignores case, so that its texts need not be spelled out. */
  private boolean ignoresCaseThroughout;

  private SearchRegexParser(String text) {
    this.text = text;
    this.lastClassEnd = text.lastIndexOf(":]");
  }

  /**
   * What was read.
   *
   * @param node matches whole values
   * @param ignoringCase whether its texts match in any case
   */
  record Parsed(RegexNode node, boolean ignoringCase) {}

  static Parsed parse(String text) {
    SearchRegexParser parser = new SearchRegexParser(text);
    while (text.startsWith("(?", parser.position) && parser.acceptFlags()) {
      parser.ignoresCaseThroughout = parser.ignoresCase;
    }
    RegexNode node = parser.choice();
    if (parser.more()) {
      throw parser.error("Unmatched )");
    }
    return new Parsed(searched(node), parser.ignoresCaseThroughout);
  }

  /** The values that hold what {@code node} matches. */
  private static RegexNode searched(RegexNode node) {
    List<RegexNode> parts = new ArrayList<>();
    parts.add(RegexNode.ANYTHING);
    if (node instanceof Sequence sequence) {
      parts.addAll(sequence.parts());
    } else {
      parts.add(node);
    }
    parts.add(RegexNode.ANYTHING);
    if (parts.get(1).equals(new Assertion(Assertion.Kind.TEXT_START))) {
      parts.subList(0, 2).clear();
    }
    int last = parts.size() - 1;
    if (last > 0 && parts.get(last - 1).equals(new Assertion(Assertion.Kind.TEXT_END))) {
      parts.subList(last - 1, last + 1).clear();
    }
    return new Sequence(parts);
  }

  /** Passes over {@code (?i)} and such; says whether it was one. */
  private boolean acceptFlags() {
    int end = position + 2;
    while (end < text.length() && "ims".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end == position + 2 || end >= text.length() || text.charAt(end) != ')') {
      return false;
    }
    set(text.substring(position + 2, end));
    position = end + 1;
    return true;
  }

  private void set(String flags) {
    ignoresCase |= flags.indexOf('i') >= 0;
    multiLine |= flags.indexOf('m') >= 0;
    dotAll |= flags.indexOf('s') >= 0;
  }

  private RegexNode choice() {
    if (++depth > MAX_DEPTH) {
      throw error("Groups are nested deeper than " + MAX_DEPTH + " levels");
    }
    List<RegexNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (accept('|'));
    depth--;
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    while (more() && text.charAt(position) != '|' && text.charAt(position) != ')') {
      parts.add(repeat());
    }
    return Sequence.joined(parts);
  }

  private RegexNode repeat() {
    int start = position;
    RegexNode node = atom();
    if (!more()) {
      return node;
    }
    int min;
    int max;
    int mark = position;
    switch (text.charAt(position)) {
      case '*' -> {
        min = 0;
        max = Repeat.UNLIMITED;
        position++;
      }
      case '+' -> {
        min = 1;
        max = Repeat.UNLIMITED;
        position++;
      }
      case '?' -> {
        min = 0;
        max = 1;
        position++;
      }
      case '{' -> {
        int[] counts = counts();
        if (counts.length == 0) {
          return node;
        }
        min = counts[0];
        max = counts[1];
      }
      default -> {
        return node;
      }
    }
    if (node instanceof Assertion) {
      throw new RegexSyntaxException("A position cannot be repeated", start);
    }
    // Lazy or not, a value matches or it does not.
    boolean lazy = accept('?');
    if (!lazy && more() && text.charAt(position) == '+') {
      throw new RegexSyntaxException("Possessive repetition is not supported", mark);
    }
    if (more() && "*+?".indexOf(text.charAt(position)) >= 0) {
      throw error("There is nothing to repeat");
    }
    return new Repeat(node, min, max);
  }

  /** Reads <code>{n}</code>, <code>{n,}</code> or <code>{n,m}</code>; empty if it is none. */
  private int[] counts() {
    int comma = endOfDigits(position + 1);
    String first = text.substring(position + 1, comma);
    boolean exact = comma >= text.length() || text.charAt(comma) != ',';
    int end = exact ? comma : endOfDigits(comma + 1);
    String second = exact ? first : text.substring(comma + 1, end);
    if (end >= text.length() || text.charAt(end) != '}' || first.isEmpty() && second.isEmpty()) {
      return new int[0];
    }
    if (first.isEmpty()) {
      throw error("Write {0," + second + "}: not all engines know {," + second + "}");
    }
    int min = number(first);
    int max = second.isEmpty() ? Repeat.UNLIMITED : number(second);
    if (max != Repeat.UNLIMITED && max < min) {
      throw error("The repetition ends before it starts");
    }
    position = end + 1;
    return new int[] {min, max};
  }

  private int endOfDigits(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private int number(String digits) {
    if (digits.length() > MAX_REPEAT_DIGITS) {
      throw error("The number is too large");
    }
    return Integer.parseInt(digits);
  }

  private RegexNode atom() {
    char first = text.charAt(position);
    switch (first) {
      case '(' -> {
        return group();
      }
      case '[' -> {
        return new Chars(bracket());
      }
      case '.' -> {
        position++;
        return new Chars(dotAll ? CharClass.ANY : LINE_FEED.complement());
      }
      case '^' -> {
        position++;
        return new Assertion(multiLine ? Assertion.Kind.LINE_START : Assertion.Kind.TEXT_START);
      }
      case '$' -> {
        position++;
        return new Assertion(multiLine ? Assertion.Kind.LINE_END : Assertion.Kind.TEXT_END);
      }
      case '*', '+', '?' -> throw error("There is nothing to repeat");
      case '\\' -> {
        return escaped();
      }
      default -> {
        int codePoint = text.codePointAt(position);
        position += Character.charCount(codePoint);
        return literal(codePoint);
      }
    }
  }

  private RegexNode literal(int codePoint) {
    return ignoresCase && !ignoresCaseThroughout
        ? new Chars(CaseVariants.of(codePoint))
        : new Text(Character.toString(codePoint));
  }

  private RegexNode group() {
    int start = position++;
    boolean ignoredCase = ignoresCase;
    boolean wasMultiLine = multiLine;
    boolean wasDotAll = dotAll;
    if (accept('?')) {
      groupHead(start);
    } else if (more() && text.charAt(position) == '*') {
      throw new RegexSyntaxException("Verbs such as (*FAIL) are not supported", start);
    }
    RegexNode node = choice();
    if (!accept(')')) {
      throw new RegexSyntaxException("The group is not closed", start);
    }
    ignoresCase = ignoredCase;
    multiLine = wasMultiLine;
    dotAll = wasDotAll;
    return node;
  }

  /** What stands behind {@code (?}: only groups that are nothing more, with flags or without. */
  private void groupHead(int start) {
    int colon = position;
    while (colon < text.length() && "ims".indexOf(text.charAt(colon)) >= 0) {
      colon++;
    }
    if (colon < text.length() && text.charAt(colon) == ':') {
      set(text.substring(position, colon));
      position = colon + 1;
      return;
    }
    String rest = text.substring(position);
    String name =
        rest.startsWith("=") || rest.startsWith("!")
            ? "Look-ahead"
            : rest.startsWith("<=") || rest.startsWith("<!")
                ? "Look-behind"
                : rest.startsWith(">")
                    ? "An atomic group"
                    : rest.startsWith("<") || rest.startsWith("P<") || rest.startsWith("'")
                        ? "A named group"
                        : rest.startsWith("(")
                            ? "A conditional group"
                            : rest.startsWith("#")
                                ? "A comment"
                                : rest.matches("(?s)(R|&|P>|[+-]?[0-9]).*")
                                    ? "Recursion"
                                    : colon > position
                                        ? "A flag that is not at the start"
                                        : "This kind of group";
    throw new RegexSyntaxException(name + " is not supported", start);
  }

  private RegexNode escaped() {
    int start = position++;
    if (!more()) {
      throw new RegexSyntaxException("The expression ends with a backslash", start);
    }
    char letter = text.charAt(position);
    switch (letter) {
      case 'b', 'B' -> {
        position++;
        return new Assertion(
            letter == 'b' ? Assertion.Kind.WORD_BOUNDARY : Assertion.Kind.NO_WORD_BOUNDARY);
      }
      case 'A', 'z' -> {
        position++;
        return new Assertion(letter == 'A' ? Assertion.Kind.TEXT_START : Assertion.Kind.TEXT_END);
      }
      case 'd', 'D', 'w', 'W', 's', 'S' -> {
        position++;
        return new Chars(predefined(letter));
      }
      default -> {
        return literal(character(start));
      }
    }
  }

  private static CharClass predefined(char letter) {
    return switch (letter) {
      case 'd' -> CharClass.DIGIT;
      case 'D' -> CharClass.DIGIT.complement();
      case 's' -> SPACE;
      case 'S' -> SPACE.complement();
      case 'w' -> CharClass.WORD;
      default -> CharClass.WORD.complement();
    };
  }

  /** The character that an escape stands for; the position is behind the backslash. */
  private int character(int start) {
    int codePoint = text.codePointAt(position);
    position += Character.charCount(codePoint);
    switch (codePoint) {
      case 't' -> {
        return '\t';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 'f' -> {
        return '\f';
      }
      case 'x' -> {
        return hexadecimal(start, 2);
      }
      case 'u' -> {
        return hexadecimal(start, 4);
      }
      default -> {
        boolean letter = codePoint < 128 && Character.isLetter(codePoint);
        if (codePoint >= '1' && codePoint <= '9' || codePoint == 'k' || codePoint == 'g') {
          throw new RegexSyntaxException("A back-reference is not supported", start);
        }
        if (codePoint == 'p' || codePoint == 'P' || codePoint == 'X') {
          throw new RegexSyntaxException("A Unicode property is not supported", start);
        }
        if (letter || codePoint == '0') {
          String escape = "\\" + Character.toString(codePoint);
          throw new RegexSyntaxException("The escape " + escape + " is not supported", start);
        }
        return codePoint;
      }
    }
  }

  private int hexadecimal(int start, int digits) {
    int end = position + digits;
    boolean braces = digits == 2 && accept('{');
    if (braces) {
      end = text.indexOf('}', position);
    }
    String number = end < 0 || end > text.length() ? "" : text.substring(position, end);
    if (!number.matches("[0-9a-fA-F]{1,6}")
        || Integer.parseInt(number, 16) > Character.MAX_CODE_POINT) {
      throw new RegexSyntaxException("The number of a character is expected", start);
    }
    position = braces ? end + 1 : end;
    return Integer.parseInt(number, 16);
  }

  private CharClass bracket() {
    int start = position++;
    boolean negated = accept('^');
    CharClass chars = CharClass.NONE;
    boolean first = true;
    while (first || !accept(']')) {
      if (!more()) {
        throw new RegexSyntaxException("The bracket is not closed", start);
      }
      chars = chars.union(bracketItem());
      first = false;
    }
    CharClass spelled = ignoresCase ? CaseVariants.closure(chars) : chars;
    return negated ? spelled.complement() : spelled;
  }

  private CharClass bracketItem() {
    int start = position;
    if (text.startsWith("[:", position) && lastClassEnd >= position) {
      throw new RegexSyntaxException("A class such as [:alpha:] is not supported", start);
    }
    if (text.startsWith("&&", position)) {
      throw new RegexSyntaxException("Engines read && in brackets differently", start);
    }
    if (text.charAt(position) == '\\'
        && position + 1 < text.length()
        && "dDwWsS".indexOf(text.charAt(position + 1)) >= 0) {
      position += 2;
      return predefined(text.charAt(position - 1));
    }
    int from = bracketCharacter();
    boolean range =
        position + 1 < text.length()
            && text.charAt(position) == '-'
            && text.charAt(position + 1) != ']';
    if (!range) {
      return CharClass.of(from);
    }
    position++;
    if (text.charAt(position) == '\\'
        && position + 1 < text.length()
        && "dDwWsS".indexOf(text.charAt(position + 1)) >= 0) {
      throw new RegexSyntaxException("A range ends with a character", start);
    }
    int to = bracketCharacter();
    if (to < from) {
      throw new RegexSyntaxException("The range ends before it starts", start);
    }
    return CharClass.range(from, to);
  }

  private int bracketCharacter() {
    int start = position;
    if (accept('\\')) {
      if (!more()) {
        throw new RegexSyntaxException("The expression ends with a backslash", start);
      }
      if (text.charAt(position) == 'b') {
        throw new RegexSyntaxException("The escape \\b is not supported in brackets", start);
      }
      return character(start);
    }
    int codePoint = text.codePointAt(position);
    position += Character.charCount(codePoint);
    return codePoint;
  }

  private boolean more() {
    return position < text.length();
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
