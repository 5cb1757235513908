package dev.sigrun.compiler.ir.row;

import dev.sigrun.runtime.row.DissectPattern;
import dev.sigrun.runtime.row.GrokPattern;
import java.util.List;

/** A pattern that takes texts apart. It is parsed when it is made, so it is well-formed. */
public sealed interface TextPattern {
  /** The values that it finds, in order. */
  List<Key> keys();

  /** A visitor with a method for each kind of pattern. */
  <R> R accept(Visitor<R> visitor);

  /** A name for a part of the texts, and the type in which the part is read. */
  record Key(String name, RowType type) {}

  /** A pattern of GROK. See {@link GrokPattern}. */
  record Grok(String text) implements TextPattern {
    /**
     * Refuses malformed texts.
     *
     * @throws java.util.regex.PatternSyntaxException if the expression is malformed
     * @throws IllegalArgumentException if it names a pattern or a type that is not known, or is too
     *     long
     */
    public Grok {
      keys(text);
    }

    @Override
    public List<Key> keys() {
      return keys(text);
    }

    private static List<Key> keys(String text) {
      return GrokPattern.of(text).columns().stream()
          .map(key -> new Key(key.name(), type(key.type())))
          .toList();
    }

    private static RowType type(String name) {
      return switch (name) {
        case "string" -> RowType.KEYWORD;
        case "int" -> RowType.INTEGER;
        case "long" -> RowType.LONG;
        case "float", "double" -> RowType.DOUBLE;
        case "boolean" -> RowType.BOOLEAN;
        default -> throw new IllegalArgumentException("there is no type " + name);
      };
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGrok(this);
    }
  }

  /**
   * A pattern of DISSECT. See {@link DissectPattern}.
   *
   * @param separator what joins the parts of a key that is written several times
   */
  record Dissect(String text, String separator) implements TextPattern {
    @Override
    public List<Key> keys() {
      return DissectPattern.of(text, separator).names().stream()
          .map(name -> new Key(name, RowType.KEYWORD))
          .toList();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDissect(this);
    }
  }

  /** One method for each kind of pattern. */
  interface Visitor<R> {
    R visitGrok(Grok grok);

    R visitDissect(Dissect dissect);
  }
}
