package dev.sigrun.compiler.mapping;

import java.util.List;

/** The result of mapping the name of a field. */
public sealed interface MappedName {
  /** The names of the fields that stand for it; none if there are none. */
  default List<String> names() {
    return List.of();
  }

  /** Other names, of which any may hold the values. */
  record Names(List<String> names) implements MappedName {
    /** Copies the list; refuses none. */
    public Names {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("A field has a name.");
      }
    }
  }

  /**
   * Another field holds nearly the same values.
   *
   * @param name of that field
   * @param note how they differ, for the report
   */
  record Approximate(String name, String note) implements MappedName {
    @Override
    public List<String> names() {
      return List.of(name);
    }
  }

  /**
   * The values are parts of the value of another field, as arguments are of a command line.
   *
   * @param name of that field
   * @param note what that means, for the report
   */
  record Within(String name, String note) implements MappedName {
    @Override
    public List<String> names() {
      return List.of(name);
    }
  }

  /**
   * Tests of the field are left out.
   *
   * @param note why, for the report
   */
  record Dropped(String note) implements MappedName {}

  /**
   * The field has no counterpart.
   *
   * @param note why, for the report; possibly empty
   */
  record Refused(String note) implements MappedName {}

  /** One other name. */
  static MappedName to(String name) {
    return new Names(List.of(name));
  }
}
