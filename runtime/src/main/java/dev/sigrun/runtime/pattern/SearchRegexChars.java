package dev.sigrun.runtime.pattern;

/** Reads single characters and classes of characters: escapes and brackets. */
final class SearchRegexChars {
  private static final String PREDEFINED = "dDwWsS";
  private static final CharClass SPACE = CharClass.of(' ').union(CharClass.range('\t', '\r'));

  private final RegexText text;

  /** The position of the last {@code :]}; negative if there is none. */
  private final int lastClassEnd;

  SearchRegexChars(RegexText text, int lastClassEnd) {
    this.text = text;
    this.lastClassEnd = lastClassEnd;
  }

  /** Whether the next char names a class when a backslash precedes it. */
  boolean isPredefined() {
    return text.peek(PREDEFINED);
  }

  /** Reads the letter of a predefined class. */
  CharClass predefined() {
    return switch (text.next()) {
      case 'd' -> CharClass.DIGIT;
      case 'D' -> CharClass.DIGIT.complement();
      case 's' -> SPACE;
      case 'S' -> SPACE.complement();
      case 'w' -> CharClass.WORD;
      default -> CharClass.WORD.complement();
    };
  }

  /**
   * Reads the character that an escape means.
   *
   * @param start where its backslash is, which has been read
   */
  int escaped(int start) {
    int codePoint = text.nextCodePoint();
    return switch (codePoint) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'x' -> hexadecimal(start, 2);
      case 'u' -> hexadecimal(start, 4);
      default -> {
        refuse(codePoint, start);
        yield codePoint;
      }
    };
  }

  /** Refuses an escape that is not of a punctuation character. */
  private static void refuse(int codePoint, int start) {
    if (codePoint >= '1' && codePoint <= '9' || codePoint == 'k' || codePoint == 'g') {
      throw new RegexSyntaxException("A back-reference is not supported", start);
    }
    if (codePoint == 'p' || codePoint == 'P' || codePoint == 'X') {
      throw new RegexSyntaxException("A Unicode property is not supported", start);
    }
    if (codePoint < 128 && Character.isLetter(codePoint) || codePoint == '0') {
      String escape = "\\" + Character.toString(codePoint);
      throw new RegexSyntaxException("The escape " + escape + " is not supported", start);
    }
  }

  private int hexadecimal(int start, int digits) {
    boolean braces = digits == 2 && text.accept('{');
    int end = braces ? text.indexOf("}") : text.position() + digits;
    String number = end < 0 || end > text.length() ? "" : text.nextUpTo(end);
    if (!number.matches("[0-9a-fA-F]{1,6}")
        || Integer.parseInt(number, 16) > Character.MAX_CODE_POINT) {
      throw new RegexSyntaxException("The number of a character is expected", start);
    }
    if (braces) {
      text.next();
    }
    return Integer.parseInt(number, 16);
  }

  /** Reads a bracket, whose opening comes next. */
  CharClass bracket(boolean ignoresCase) {
    int start = text.position();
    text.next();
    boolean negated = text.accept('^');
    CharClass chars = CharClass.NONE;
    boolean first = true;
    while (first || !text.accept(']')) {
      if (!text.more()) {
        throw new RegexSyntaxException("The bracket is not closed", start);
      }
      chars = chars.union(bracketItem());
      first = false;
    }
    CharClass spelled = ignoresCase ? CaseVariants.closure(chars) : chars;
    return negated ? spelled.complement() : spelled;
  }

  private CharClass bracketItem() {
    int start = text.position();
    if (text.startsWith("[:") && lastClassEnd >= start) {
      throw new RegexSyntaxException("A class such as [:alpha:] is not supported", start);
    }
    if (text.startsWith("&&")) {
      throw new RegexSyntaxException("Engines read && in brackets differently", start);
    }
    if (isPredefinedEscape()) {
      text.next();
      return predefined();
    }
    int from = bracketCharacter();
    boolean range = text.second() >= 0 && text.peek() == '-' && text.second() != ']';
    if (!range) {
      return CharClass.of(from);
    }
    text.next();
    if (isPredefinedEscape()) {
      throw new RegexSyntaxException("A range ends with a character", start);
    }
    int to = bracketCharacter();
    if (to < from) {
      throw new RegexSyntaxException("The range ends before it starts", start);
    }
    return CharClass.range(from, to);
  }

  private boolean isPredefinedEscape() {
    return text.peek() == '\\' && PREDEFINED.indexOf(text.second()) >= 0;
  }

  private int bracketCharacter() {
    int start = text.position();
    if (!text.accept('\\')) {
      return text.nextCodePoint();
    }
    if (!text.more()) {
      throw new RegexSyntaxException("The expression ends with a backslash", start);
    }
    if (text.peek() == 'b') {
      throw new RegexSyntaxException("The escape \\b is not supported in brackets", start);
    }
    return escaped(start);
  }
}
