package dev.sigrun.compiler.schema;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields that events can have, with their types. Immutable. */
public final class Schema {
  private Schema() {}

  /** The schema that comes with Sigrun: the Elastic Common Schema and fields of common integrations. */
  public static Schema bundled() {
    return new Schema();
  }

  /** This schema with the fields of {@code other}; where both know a name, {@code other} wins. */
  public Schema extendedBy(Schema other) {
    return this;
  }

  /**
   * The type of a field. Knows multi-fields ({@code .text}, {@code .keyword}, {@code .caseless}), keys
   * below flattened fields, and that the parent of a field is an object.
   */
  public Optional<FieldType> typeOf(String name) {
    return Optional.empty();
  }

  /**
   * The field whose values a name stands for: the parent if it is a multi-field, the target if it is an
   * alias, else the name itself.
   */
  public String sourceOf(String name) {
    return name;
  }

  /** The innermost nested field that holds {@code name}, itself excluded. */
  public Optional<String> nestedParentOf(String name) {
    return Optional.empty();
  }

  /** The names of fields that fit {@code pattern}, in which {@code *} is any run of characters. */
  public List<String> matching(String pattern) {
    return List.of();
  }

  /** Known names close to {@code name}, the closest first, at most three. */
  public List<String> suggestions(String name) {
    return List.of();
  }

  /** The names of all fields that hold values, sorted; multi-fields only if declared. */
  public Collection<String> names() {
    return List.of();
  }
}
