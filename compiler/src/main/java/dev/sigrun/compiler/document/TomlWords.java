package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds where the keys and the plain values end that start at a known place of a TOML file. */
final class TomlWords {
  private final SourceText source;
  private final String content;

  TomlWords(SourceText source) {
    this.source = source;
    this.content = source.content();
  }

  /** Whether the statement at {@code start} is the header of a table. */
  boolean isHeader(int start) {
    return content.startsWith("[", start);
  }

  /** The parts of the key of the statement at {@code start}. */
  List<Origin> keyParts(int start) {
    List<Origin> parts = new ArrayList<>();
    int at = start + headerBrackets(start) - 1;
    do {
      int part = skipBlanks(at + 1);
      int end = keyPartEnd(part);
      parts.add(Origin.of(source, new Span(part, end)));
      at = skipBlanks(end);
    } while (content.startsWith(".", at));
    return parts;
  }

  /** The header at {@code start} with its brackets. */
  Origin header(int start) {
    List<Origin> parts = keyParts(start);
    int end = skipBlanks(parts.get(parts.size() - 1).span().end());
    return Origin.of(source, new Span(start, end + headerBrackets(start)));
  }

  /** The bracket at {@code start}. */
  Origin bracket(int start) {
    return Origin.of(source, new Span(start, start + 1));
  }

  /** The number, boolean, date or time at {@code start}. */
  Origin plainValue(int start) {
    int end = wordEnd(start);
    boolean dateBeforeTime =
        end - start == 10
            && content.startsWith("-", start + 4)
            && content.startsWith(" ", end)
            && content.startsWith(":", end + 3);
    return Origin.of(source, new Span(start, dateBeforeTime ? wordEnd(end + 1) : end));
  }

  /** The end of what holds no blank and nothing that separates or closes. */
  int wordEnd(int start) {
    int end = start;
    while (end < content.length() && isPartOfWord(content.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The start of the word of which the character before {@code end} is a part. */
  int wordStart(int end) {
    int start = end;
    while (start > 0 && isPartOfWord(content.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isPartOfWord(char c) {
    return " \t\r\n,=#\"'[]{}".indexOf(c) < 0;
  }

  private int headerBrackets(int start) {
    return content.startsWith("[[", start) ? 2 : isHeader(start) ? 1 : 0;
  }

  private int keyPartEnd(int start) {
    boolean quoted = content.startsWith("\"", start) || content.startsWith("'", start);
    int end = start + 1;
    if (!quoted) {
      while (end < content.length() && " \t.=]".indexOf(content.charAt(end)) < 0) {
        end++;
      }
      return end;
    }
    char quote = content.charAt(start);
    while (content.charAt(end) != quote) {
      end += quote == '"' && content.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1;
  }

  private int skipBlanks(int start) {
    int at = start;
    while (content.startsWith(" ", at) || content.startsWith("\t", at)) {
      at++;
    }
    return at;
  }
}
