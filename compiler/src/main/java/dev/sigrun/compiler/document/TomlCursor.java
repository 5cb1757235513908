package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Locale;

/** A place in a TOML file that moves forward, and what can be said about it. */
final class TomlCursor {
  private static final DiagnosticKind UNEXPECTED =
      DiagnosticKind.error("TOML001", "Expected %s, found %s.");
  private static final DiagnosticKind CONTROL_CHARACTER =
      DiagnosticKind.error(
          "TOML002", "Control character %s in a %s. Remove it, or write \"\\u%s\" in a string.");

  private static final int LONGEST_QUOTE = 20;

  /** What {@link #peek} gives at the end; no file of text holds it. */
  static final char END = '\uffff';

  private final SourceText source;
  private final String content;
  private final DiagnosticSink sink;
  private int position;

  TomlCursor(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.content = source.content();
    this.sink = sink;
    this.position = content.startsWith("\ufeff") ? 1 : 0;
  }

  SourceText source() {
    return source;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position >= content.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int at = position + ahead;
    return at < content.length() ? content.charAt(at) : END;
  }

  void advance(int count) {
    position += count;
  }

  boolean at(String text) {
    return content.startsWith(text, position);
  }

  boolean take(char c) {
    if (peek() != c || atEnd()) {
      return false;
    }
    position++;
    return true;
  }

  boolean take(String text) {
    if (!at(text)) {
      return false;
    }
    position += text.length();
    return true;
  }

  boolean atLineBreak() {
    return peek() == '\n' || at("\r\n");
  }

  boolean takeLineBreak() {
    return take('\n') || take("\r\n");
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
  }

  void skipComment() {
    if (!take('#')) {
      return;
    }
    while (!atEnd() && !atLineBreak()) {
      refuseControlCharacter("comment");
      position++;
    }
  }

  /** Skips what may stand between the values of a list. */
  void skipBlankLines() {
    do {
      skipBlanks();
      skipComment();
    } while (takeLineBreak());
  }

  void skipLine() {
    int end = content.indexOf('\n', position);
    position = end < 0 ? content.length() : end + 1;
  }

  /** Reports a control character other than the tabulator, and skips nothing. */
  void refuseControlCharacter(String where) {
    char c = peek();
    if (!atEnd() && (c < ' ' || c == '\u007f') && c != '\t') {
      String code = String.format(Locale.ROOT, "%04X", (int) c);
      throw error(CONTROL_CHARACTER, position, position + 1, "U+" + code, where, code);
    }
  }

  /** Reports that something else is expected here. */
  SyntaxError expected(String what) {
    int end = Math.min(content.length(), position + foundLength());
    return error(UNEXPECTED, position, end, what, found(end));
  }

  SyntaxError error(DiagnosticKind kind, int start, int end, Object... arguments) {
    sink.report(kind, source, new Span(start, end), arguments);
    return new SyntaxError();
  }

  Origin originFrom(int start) {
    return Origin.of(source, new Span(start, position));
  }

  private String found(int end) {
    if (atEnd()) {
      return "the end of the file";
    }
    if (atLineBreak()) {
      return "the end of the line";
    }
    if (Character.isISOControl(peek())) {
      return String.format(Locale.ROOT, "control character U+%04X", (int) peek());
    }
    return "'" + content.substring(position, end) + "'";
  }

  private int foundLength() {
    if (!isWordCharacter(peek())) {
      return Character.isHighSurrogate(peek()) ? 2 : 1;
    }
    int length = 0;
    while (length < LONGEST_QUOTE && isWordCharacter(peek(length))) {
      length++;
    }
    return length;
  }

  private static boolean isWordCharacter(char c) {
    return c != END && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
