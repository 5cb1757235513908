package dev.sigrun.lsp.outline;

import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** The keys of a file, with their places. */
public interface Outline {
  /** Where an offset is. */
  Place at(int offset);

  /** All keys with a value, in the order of the file. */
  List<Entry> entries();

  /**
   * A key with its value.
   *
   * @param path the keys that lead to the table that it is in
   * @param key its name
   * @param name where the name is written
   * @param value where the value is written, with its quotes
   */
  record Entry(List<String> path, String key, Span name, Span value) {
    /** Copies the list. */
    public Entry {
      path = List.copyOf(path);
    }

    /** Whether an offset is in the value, or where it would be written. */
    public boolean isInValue(int offset) {
      return name.end() < offset && value.start() <= offset && offset <= value.end();
    }

    /** Whether it is the key at this path. */
    public boolean is(List<String> table, String name) {
      return path.equals(table) && key.equals(name);
    }
  }

  /** Parts of several lines that belong together: tables, and long values. */
  List<Span> blocks();

  /** The first key at a path. */
  default Optional<Entry> find(List<String> path, String key) {
    return entries().stream().filter(entry -> entry.is(path, key)).findFirst();
  }
}
