package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.TomlTables.Draft;
import dev.sigrun.compiler.document.TomlTables.KeyPart;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the statements of a TOML file. A statement that cannot be read is reported and skipped with
 * its line; what is wrong inside brackets or a string of several lines ends the reading, since
 * where it goes on is a guess.
 */
final class TomlParser {
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("TOML010", "Nested more than %s deep.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("TOML011", "More than %s mistakes: the rest of the file is not read.");

  private static final int DEEPEST = 64;
  private static final int MOST_ERRORS = 20;

  private final SourceText source;
  private final DiagnosticSink sink;
  private final TomlCursor cursor;
  private final TomlTables tables;
  private Draft current;
  private int errors;
  private int openBrackets;
  private int keysAround;

  TomlParser(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
    this.cursor = new TomlCursor(source, sink);
    this.tables = new TomlTables(cursor);
    this.current = tables.root();
  }

  DataValue.Table parse() {
    boolean goOn = true;
    while (goOn) {
      cursor.skipBlanks();
      goOn = !cursor.atEnd() && statement();
    }
    return tables.root().build();
  }

  /** Reads a line; says whether reading can go on after it. */
  private boolean statement() {
    int start = cursor.position();
    try {
      if (cursor.peek() == '[') {
        header();
      } else if (cursor.peek() != '#' && !cursor.atLineBreak()) {
        keyValue(current);
      }
      cursor.skipBlanks();
      cursor.skipComment();
      if (!cursor.atEnd() && !cursor.takeLineBreak()) {
        throw cursor.expected("the end of the line");
      }
      return true;
    } catch (SyntaxError reported) {
      return recover(start);
    }
  }

  /** Skips the line of a mistake; says whether what follows it can be read. */
  private boolean recover(int start) {
    boolean oneLine = source.content().substring(start, cursor.position()).indexOf('\n') < 0;
    boolean goOn = oneLine && openBrackets == 0 && !opensSeveralLines();
    openBrackets = 0;
    keysAround = 0;
    errors++;
    if (goOn && errors >= MOST_ERRORS) {
      sink.report(TOO_MANY, source, new Span(start, start), MOST_ERRORS);
      goOn = false;
    }
    cursor.skipLine();
    return goOn;
  }

  /** Whether the rest of the line seems to open a string or list that goes on in the next. */
  private boolean opensSeveralLines() {
    int end = source.content().indexOf('\n', cursor.position());
    String rest =
        source.content().substring(cursor.position(), end < 0 ? source.content().length() : end);
    return rest.contains("'''") || rest.contains("\"\"\"") || rest.stripTrailing().endsWith("[");
  }

  private void header() {
    int start = cursor.position();
    boolean list = cursor.take("[[");
    if (!list) {
      cursor.advance(1);
    }
    // Until the header is known, what follows belongs to no table: not to the one before.
    current = TomlTables.inline(cursor.originFrom(start));
    List<KeyPart> key = key();
    if (list ? !cursor.take("]]") : !cursor.take(']')) {
      throw cursor.expected(list ? "']]'" : "']'");
    }
    Origin origin = cursor.originFrom(start);
    current = list ? tables.element(key, origin) : tables.header(key, origin);
  }

  private void keyValue(Draft table) {
    List<KeyPart> key = key();
    if (!cursor.take('=')) {
      throw cursor.expected("'=' after the key");
    }
    cursor.skipBlanks();
    keysAround += key.size() - 1;
    DataValue value = value();
    keysAround -= key.size() - 1;
    tables.put(table, key, value);
  }

  /** Reads a dotted key with the blanks around it. */
  private List<KeyPart> key() {
    List<KeyPart> parts = new ArrayList<>();
    do {
      cursor.skipBlanks();
      parts.add(keyPart());
      cursor.skipBlanks();
      if (openBrackets + keysAround + parts.size() > DEEPEST) {
        throw cursor.error(TOO_DEEP, cursor.position(), cursor.position(), DEEPEST);
      }
    } while (cursor.take('.'));
    return parts;
  }

  private KeyPart keyPart() {
    int start = cursor.position();
    if (cursor.peek() == '"' || cursor.peek() == '\'') {
      if (cursor.at("\"\"\"") || cursor.at("'''")) {
        throw cursor.expected("a key on one line");
      }
      DataValue.Text text = TomlStrings.read(cursor);
      return new KeyPart(text.origin(), text.value());
    }
    while (isBareKeyCharacter(cursor.peek())) {
      cursor.advance(1);
    }
    if (cursor.position() == start) {
      throw cursor.expected("a key");
    }
    return new KeyPart(
        cursor.originFrom(start), source.content().substring(start, cursor.position()));
  }

  private DataValue value() {
    return switch (cursor.peek()) {
      case '"', '\'' -> TomlStrings.read(cursor);
      case '[' -> nested(true);
      case '{' -> nested(false);
      default -> TomlScalars.read(cursor);
    };
  }

  private DataValue nested(boolean list) {
    if (++openBrackets + keysAround > DEEPEST) {
      throw cursor.error(TOO_DEEP, cursor.position(), cursor.position() + 1, DEEPEST);
    }
    DataValue value = list ? list() : inlineTable();
    openBrackets--;
    return value;
  }

  private DataValue list() {
    int start = cursor.position();
    cursor.advance(1);
    List<DataValue> values = new ArrayList<>();
    boolean goOn = true;
    while (goOn) {
      cursor.skipBlankLines();
      if (cursor.peek() == ']') {
        goOn = false;
      } else {
        values.add(value());
        cursor.skipBlankLines();
        goOn = cursor.take(',');
      }
    }
    if (!cursor.take(']')) {
      throw cursor.expected("',' or ']' in the list that opens in line " + line(start));
    }
    return new DataValue.Array(cursor.originFrom(start), values);
  }

  private DataValue inlineTable() {
    int start = cursor.position();
    cursor.advance(1);
    Draft draft = TomlTables.inline(Origin.of(source, new Span(start, start + 1)));
    cursor.skipBlanks();
    if (!cursor.take('}')) {
      do {
        cursor.skipBlanks();
        keyValue(draft);
        cursor.skipBlanks();
      } while (cursor.take(','));
      if (!cursor.take('}')) {
        throw cursor.expected("',' or '}' in the table that opens in line " + line(start));
      }
    }
    return new DataValue.Table(cursor.originFrom(start), draft.build().entries());
  }

  private int line(int offset) {
    return source.position(offset).line();
  }

  private static boolean isBareKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
