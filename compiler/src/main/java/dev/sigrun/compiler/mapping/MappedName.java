package dev.sigrun.compiler.mapping;

import java.util.List;

/** The result of mapping the name of a field. */
public sealed interface MappedName {
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
