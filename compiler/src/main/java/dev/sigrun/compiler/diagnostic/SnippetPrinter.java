package dev.sigrun.compiler.diagnostic;

import dev.sigrun.compiler.source.Span;

/**
 * Prints diagnostics with the line that they are about and a mark below the place:
 *
 * <pre>{@code
 * rules/shell.toml:14:7: error: Unknown function 'cidrmatch'. Did you mean 'cidrMatch'? [EQL101]
 *  14 |   and cidrmatch(source.ip, "10.0.0.0/8")
 *     |       ~~~~~~~~~
 * }</pre>
 *
 * <p>A tab is one column; an invisible character prints as a question mark; a long line is cut
 * around the mark. Immutable.
 */
public final class SnippetPrinter {
  /** Longer lines are cut. */
  private static final int MOST_COLUMNS = 110;

  /** The maximum number of columns of a truncated line that are shown before the mark. */
  private static final int COLUMNS_BEFORE = 40;

  private static final String CUT = "...";

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String BLUE = "\u001b[34m";

  private final boolean colored;

  private SnippetPrinter(boolean colored) {
    this.colored = colored;
  }

  /** A printer of plain text. */
  public static SnippetPrinter plain() {
    return new SnippetPrinter(false);
  }

  /** A printer for terminals that understand ANSI colours. */
  public static SnippetPrinter colored() {
    return new SnippetPrinter(true);
  }

  /**
   * The report on one to three lines, each with a line feed at its end. A report about a whole
   * file, of which no text is known, has neither position nor snippet.
   */
  public String print(Diagnostic diagnostic) {
    StringBuilder text = new StringBuilder(headline(diagnostic));
    if (diagnostic.source().content().isEmpty()) {
      return text.toString();
    }
    int number = diagnostic.position().line();
    Span line = diagnostic.source().lineSpan(number);
    if (!isBlank(diagnostic.source().content(), line)) {
      snippet(diagnostic, number, line, text);
    }
    return text.toString();
  }

  /** The first line of the report. */
  public String headline(Diagnostic diagnostic) {
    String position = diagnostic.source().content().isEmpty() ? "" : ":" + diagnostic.position();
    return paint(BOLD, VisibleText.of(diagnostic.source().name()) + position + ":")
        + " "
        + paint(color(diagnostic), diagnostic.severity().label() + ":")
        + " "
        + VisibleText.of(diagnostic.message())
        + " ["
        + diagnostic.code()
        + "]\n";
  }

  private static boolean isBlank(String content, Span line) {
    int at = line.start();
    while (at < line.end() && Character.isWhitespace(content.charAt(at))) {
      at++;
    }
    return at == line.end();
  }

  private void snippet(Diagnostic diagnostic, int lineNumber, Span line, StringBuilder text) {
    String content = diagnostic.source().content();
    int start = Math.min(diagnostic.span().start(), line.end());
    int end = Math.min(diagnostic.span().end(), line.end());
    String number = String.valueOf(lineNumber);

    text.append(' ').append(number).append(" | ");
    StringBuilder mark = new StringBuilder();
    int first = isLong(content, line) ? firstShown(content, line, start) : line.start();
    int columns = 0;
    if (first > line.start()) {
      text.append(CUT);
      mark.append(" ".repeat(CUT.length()));
    }
    for (int i = first; i < line.end(); ) {
      if (columns >= MOST_COLUMNS) {
        text.append(CUT);
        break;
      }
      int c = content.codePointAt(i);
      int width = c == '\t' || !VisibleText.isVisible(c) ? 1 : VisibleText.columns(c);
      if (i < start) {
        mark.append(" ".repeat(width));
      } else if (i < end) {
        mark.append("~".repeat(width));
      }
      if (c == '\t') {
        text.append(' ');
      } else {
        text.appendCodePoint(VisibleText.isVisible(c) ? c : '?');
      }
      columns += width;
      i += Character.charCount(c);
    }
    if (start >= end) {
      mark.append('^');
    }
    text.append("\n ").append(" ".repeat(number.length())).append(" | ");
    int blanks = mark.length() - mark.toString().stripLeading().length();
    text.append(mark, 0, blanks).append(paint(color(diagnostic), mark.substring(blanks)));
    text.append('\n');
  }

  /** Counts no further than it must: a line may have millions of characters. */
  private static boolean isLong(String content, Span line) {
    int columns = 0;
    for (int i = line.start(); i < line.end() && columns <= MOST_COLUMNS; ) {
      int c = content.codePointAt(i);
      columns += VisibleText.columns(c);
      i += Character.charCount(c);
    }
    return columns > MOST_COLUMNS;
  }

  private static int firstShown(String content, Span line, int start) {
    int first = Math.max(line.start(), start - COLUMNS_BEFORE);
    boolean inPair =
        first > line.start()
            && Character.isLowSurrogate(content.charAt(first))
            && Character.isHighSurrogate(content.charAt(first - 1));
    return inPair ? first - 1 : first;
  }

  private String paint(String color, String text) {
    return colored ? color + text + RESET : text;
  }

  private static String color(Diagnostic diagnostic) {
    return switch (diagnostic.severity()) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case INFO, UNSUPPORTED -> BLUE;
    };
  }
}
