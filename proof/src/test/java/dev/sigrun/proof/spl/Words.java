package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.SplException;
import java.util.ArrayList;
import java.util.List;

/** The words of a command as they are taken one by one. */
final class Words {
  private final String text;
  private final List<Word> words;
  private int position;

  Words(String text) {
    this.text = text;
    this.words = Word.all(text);
  }

  boolean more() {
    return position < words.size();
  }

  /** The word after this many others. */
  boolean ahead(int count, Word.Kind kind) {
    return position + count < words.size() && words.get(position + count).kind() == kind;
  }

  boolean ahead(int count, String symbol) {
    return position + count < words.size() && words.get(position + count).is(symbol);
  }

  Word next() {
    if (!more()) {
      throw new SplException("The command ends too early: " + text);
    }
    return words.get(position++);
  }

  String name() {
    Word word = next();
    if (!word.isName()) {
      throw unexpected(word);
    }
    return word.text();
  }

  boolean accept(String symbol) {
    boolean accepted = more() && words.get(position).is(symbol);
    position += accepted ? 1 : 0;
    return accepted;
  }

  boolean acceptKeyword(String keyword) {
    boolean accepted = more() && words.get(position).isKeyword(keyword);
    position += accepted ? 1 : 0;
    return accepted;
  }

  /** All names up to the end, with or without commas between them. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    while (more()) {
      names.add(name());
      accept(",");
    }
    return names;
  }

  /** Whether an option {@code name=value} follows. */
  boolean option() {
    return ahead(0, Word.Kind.PLAIN) && ahead(1, "=");
  }

  /** Takes {@code name=}. */
  String optionName() {
    String name = name();
    accept("=");
    return name;
  }

  void expectEnd() {
    if (more()) {
      throw unexpected(next());
    }
  }

  SplException unexpected(Word word) {
    return new SplException("Unexpected in a command: " + word.text() + " in " + text);
  }

  static boolean truth(String value) {
    return switch (value) {
      case "t", "true", "1" -> true;
      case "f", "false", "0" -> false;
      default -> throw new SplException("True or false is expected, not " + value + ".");
    };
  }

  static int count(String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new SplException("A number is expected, not " + value + ".");
    }
    return Integer.parseInt(value);
  }
}
