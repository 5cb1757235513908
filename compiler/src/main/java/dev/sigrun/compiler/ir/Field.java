package dev.sigrun.compiler.ir;

import dev.sigrun.runtime.event.Reading;
import java.util.Comparator;
import java.util.List;

/**
 * A field of an event, or all fields whose names match a pattern.
 *
 * @param name dotted name; inside a nested group relative to the element; with {@code *} for any
 *     run of characters, dots included, if {@code pattern}
 * @param type what its values are
 * @param pattern whether {@code name} is a pattern
 * @param except names that the pattern leaves out, sorted; empty unless {@code pattern}
 * @param reading where and how events hold the values, beyond name and type; paths are relative as
 *     the name is
 */
public record Field(
    String name, ValueType type, boolean pattern, List<String> except, Reading reading)
    implements Comparable<Field> {
  private static final Comparator<Field> ORDER =
      Comparator.comparing(Field::name)
          .thenComparing(Field::type)
          .thenComparing(Field::pattern)
          .thenComparing(field -> field.except().toString())
          .thenComparing(field -> field.reading().toString());

  /** Copies and sorts the exceptions. */
  public Field {
    except = except.stream().sorted().distinct().toList();
    if (!pattern && !except.isEmpty()) {
      throw new IllegalArgumentException("Only a pattern has exceptions: " + name);
    }
    if (pattern && type != ValueType.KEYWORD) {
      throw new IllegalArgumentException("A pattern of names reads keywords: " + name);
    }
  }

  /** The field with exactly this name. */
  public static Field named(String name, ValueType type) {
    return new Field(name, type, false, List.of(), Reading.PLAIN);
  }

  /** The same field, whose values events hold in another way. */
  public Field read(Reading other) {
    return new Field(name, type, pattern, except, other);
  }

  /** The same field under another name. */
  public Field renamed(String other) {
    return new Field(other, type, pattern, except, reading);
  }

  /** The field as the elements of the nested field {@code nested} have it. */
  public Field inside(String nested) {
    return new Field(
        relative(name, nested),
        type,
        pattern,
        except,
        reading
            .withPlaces(reading.places().stream().map(p -> relative(p, nested)).toList())
            .withPatterns(reading.patterns().stream().map(p -> relative(p, nested)).toList()));
  }

  private static String relative(String path, String nested) {
    return path.startsWith(nested + ".") ? path.substring(nested.length() + 1) : path;
  }

  /** All values whose paths match {@code pattern} and are not in {@code except}, as keywords. */
  public static Field matching(String pattern, List<String> except) {
    return new Field(pattern, ValueType.KEYWORD, true, except, Reading.PLAIN);
  }

  /** By name and type; fields that differ in anything else are not the same to sorted sets. */
  @Override
  public int compareTo(Field other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return type == ValueType.KEYWORD && !pattern ? name : name + ":" + type.label();
  }
}
