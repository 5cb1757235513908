package dev.sigrun.compiler.document;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;

/**
 * The characters of a text for SnakeYAML's scanner. Its own reader copies what it has of a word or
 * line for each kilobyte that follows, so that a line of ten megabytes takes most of a minute.
 */
final class YamlCharacters extends StreamReader {
  /** So many characters are checked at once, so that problems are found in their order. */
  private static final int PIECE = 1_024;

  private final int[] characters;

  /** How many of them are known to be allowed in YAML. */
  private int checked;

  private int next;
  private int nextOfDocument;
  private int line;
  private int column;

  YamlCharacters(String text) {
    super("");
    this.characters = text.codePoints().toArray();
  }

  private boolean has(int place) {
    while (checked <= place && checked < characters.length) {
      int end = Math.min(characters.length, checked + PIECE);
      for (int i = checked; i < end; i++) {
        if (!isPrintable(characters[i])) {
          throw new ReaderException(
              "'text'", i, characters[i], "special characters are not allowed");
        }
      }
      checked = end;
    }
    return place < characters.length;
  }

  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int distance) {
    return has(next + distance) ? characters[next + distance] : '\0';
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && has(next); i++) {
      int character = characters[next];
      skip(1);
      boolean isReturn = character == '\r' && has(next) && characters[next] != '\n';
      if (isReturn || Constant.LINEBR.has(character)) {
        line++;
        column = 0;
      } else if (character != '\uFEFF') {
        column++;
      }
    }
  }

  private void skip(int length) {
    next += length;
    nextOfDocument += length;
  }

  @Override
  public String prefix(int length) {
    return has(next + length)
        ? new String(characters, next, length)
        : new String(characters, next, Math.min(length, characters.length - next));
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    skip(length);
    column += length;
    return prefix;
  }

  @Override
  public Mark getMark() {
    return new Mark("'text'", next, line, column, characters, next);
  }

  @Override
  public int getIndex() {
    return next;
  }

  @Override
  public int getDocumentIndex() {
    return nextOfDocument;
  }

  @Override
  public void resetDocumentIndex() {
    nextOfDocument = 0;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getColumn() {
    return column;
  }
}
