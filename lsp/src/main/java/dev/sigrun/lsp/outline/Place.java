package dev.sigrun.lsp.outline;

import dev.sigrun.compiler.source.Span;
import java.util.List;

/** Where an offset is in a file. */
public sealed interface Place {
  /** The keys that lead to the table that the offset is in. */
  List<String> path();

  /**
   * In the name of a key, or where one could be written.
   *
   * @param name the name, as far as it is written; empty if none is
   */
  record Key(List<String> path, Span name) implements Place {
    /** Copies the list. */
    public Key {
      path = List.copyOf(path);
    }
  }

  /**
   * In the value of a key.
   *
   * @param key the key
   * @param value the text of the value, without the quotes if it has some
   * @param quoted whether it has
   */
  record Value(List<String> path, String key, Span value, boolean quoted) implements Place {
    /** Copies the list. */
    public Value {
      path = List.copyOf(path);
    }
  }

  /** Anywhere else, such as in a comment or in the header of a table. */
  record Elsewhere(List<String> path) implements Place {
    /** Copies the list. */
    public Elsewhere {
      path = List.copyOf(path);
    }
  }
}
