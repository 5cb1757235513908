package dev.sigrun.runtime.pattern;

/** The text of a regular expression, and how far a parser has read it. */
final class RegexText {
  private final String text;
  private int position;

  RegexText(String text) {
    this.text = text;
  }

  /** The number of chars that have been read. */
  int position() {
    return position;
  }

  /** Continues at another position. */
  void moveTo(int position) {
    this.position = position;
  }

  /** Whether there is something left to read. */
  boolean more() {
    return position < text.length();
  }

  /** The next char, which must exist, without reading it. */
  char peek() {
    return text.charAt(position);
  }

  /** Whether the next char, which must exist, is one of {@code chars}. */
  boolean peek(String chars) {
    return chars.indexOf(peek()) >= 0;
  }

  /** Whether {@code prefix} comes next. */
  boolean startsWith(String prefix) {
    return text.startsWith(prefix, position);
  }

  /** The char after the next one; negative if there is none. */
  int second() {
    return position + 1 < text.length() ? text.charAt(position + 1) : -1;
  }

  /** Reads the next char, which must exist. */
  char next() {
    return text.charAt(position++);
  }

  /** Reads the next code point, which must exist. */
  int nextCodePoint() {
    int codePoint = text.codePointAt(position);
    position += Character.charCount(codePoint);
    return codePoint;
  }

  /** Reads the next char if it is {@code c}. */
  boolean accept(char c) {
    if (more() && peek() == c) {
      position++;
      return true;
    }
    return false;
  }

  /** Reads chars as long as they are some of {@code chars}. */
  String nextAll(String chars) {
    int start = position;
    while (more() && peek(chars)) {
      position++;
    }
    return text.substring(start, position);
  }

  /** The rest, which has not been read. */
  String rest() {
    return text.substring(position);
  }

  /** The position of the next occurrence of {@code part}; negative if there is none. */
  int indexOf(String part) {
    return text.indexOf(part, position);
  }

  /** Reads up to {@code end}, which is at most the end of the text. */
  String nextUpTo(int end) {
    String read = text.substring(position, end);
    position = end;
    return read;
  }

  /** The number of chars in all. */
  int length() {
    return text.length();
  }

  RegexSyntaxException error(String message) {
    return new RegexSyntaxException(message, position);
  }
}
