package dev.sigrun.compiler.language.kql.syntax;

import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isHexDigit;
import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isSpecial;
import static dev.sigrun.compiler.language.kql.syntax.KqlCharacters.isTrimmed;

import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;

/** Resolves the escapes of one literal and says what kind of value it is. */
final class LiteralReader {
  private final Origin origin;
  private final String raw;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private LiteralReader(Origin origin) {
    this.origin = origin;
    this.raw = origin.text();
  }

  /** The value that is written at {@code origin}, with its quotes if it has any. */
  static KqlValue read(Origin origin) {
    LiteralReader reader = new LiteralReader(origin);
    return reader.raw.startsWith("\"") ? reader.quoted() : reader.unquoted();
  }

  private KqlValue quoted() {
    int end = raw.length() - 1;
    for (at = 1; at < end; ) {
      if (!readBlankEscape() && !readUnicodeEscape()) {
        if (raw.charAt(at) == '\\' && "\\\"".indexOf(raw.charAt(at + 1)) >= 0) {
          at++;
        }
        text.append(raw.charAt(at++));
      }
    }
    return new KqlValue.Text(origin, text.toString(), true);
  }

  private KqlValue unquoted() {
    List<String> pieces = new ArrayList<>();
    while (at < raw.length()) {
      if (raw.charAt(at) == '*') {
        pieces.add(takePiece());
        at++;
      } else if (!readBlankEscape() && !readSpecialEscape() && !readUnicodeEscape()) {
        // A backslash that remains here precedes a keyword, which is read as text.
        if (raw.charAt(at) == '\\') {
          at++;
        }
        text.append(raw.charAt(at++));
      }
    }
    pieces.add(takePiece());
    trim(pieces);
    return pieces.size() > 1 ? new KqlValue.Pattern(origin, pieces) : constant(pieces.get(0));
  }

  private KqlValue constant(String value) {
    return switch (value) {
      case "null" -> new KqlValue.Null(origin);
      case "true" -> new KqlValue.Bool(origin, true);
      case "false" -> new KqlValue.Bool(origin, false);
      default -> new KqlValue.Text(origin, value, false);
    };
  }

  private boolean readBlankEscape() {
    int kind = isEscape() ? "trn".indexOf(raw.charAt(at + 1)) : -1;
    if (kind >= 0) {
      text.append("\t\r\n".charAt(kind));
      at += 2;
    }
    return kind >= 0;
  }

  private boolean readSpecialEscape() {
    boolean found = isEscape() && isSpecial(raw.charAt(at + 1));
    if (found) {
      text.append(raw.charAt(at + 1));
      at += 2;
    }
    return found;
  }

  private boolean readUnicodeEscape() {
    boolean found = isEscape() && raw.charAt(at + 1) == 'u' && at + 6 <= raw.length();
    for (int i = at + 2; found && i < at + 6; i++) {
      found = isHexDigit(raw.charAt(i));
    }
    if (found) {
      text.append((char) Integer.parseInt(raw.substring(at + 2, at + 6), 16));
      at += 6;
    }
    return found;
  }

  private boolean isEscape() {
    return raw.charAt(at) == '\\' && at + 1 < raw.length();
  }

  private String takePiece() {
    String piece = text.toString();
    text.setLength(0);
    return piece;
  }

  /** Cuts blanks at both ends of the whole, those written as escapes too. */
  private static void trim(List<String> pieces) {
    String first = pieces.get(0);
    int start = 0;
    while (start < first.length() && isTrimmed(first.charAt(start))) {
      start++;
    }
    pieces.set(0, first.substring(start));
    String last = pieces.get(pieces.size() - 1);
    int end = last.length();
    while (end > 0 && isTrimmed(last.charAt(end - 1))) {
      end--;
    }
    pieces.set(pieces.size() - 1, last.substring(0, end));
  }
}
