package dev.sigrun.proof.spl.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event or a line of a table: fields by name, whose case counts. */
public final class Row {
  private final Map<String, Value> fields;

  public Row() {
    this(Map.of());
  }

  private Row(Map<String, Value> fields) {
    this.fields = new LinkedHashMap<>(fields);
  }

  /** A line of a table with one text in each column. */
  public static Row of(Map<String, String> texts) {
    Row row = new Row();
    texts.forEach((name, text) -> row.set(name, new Value.Text(text)));
    return row;
  }

  public Row copy() {
    return new Row(fields);
  }

  public @Nullable Value get(String field) {
    return fields.get(field);
  }

  /** A missing value removes the field. */
  public void set(String field, @Nullable Value value) {
    if (value instanceof Value.Bool) {
      throw new SplException("The result of a test cannot be kept in the field " + field + ".");
    }
    if (value == null) {
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
  }

  /** The names of the fields, in their order. */
  public Set<String> names() {
    return Set.copyOf(fields.keySet());
  }

  public List<String> orderedNames() {
    return List.copyOf(fields.keySet());
  }

  /** The values of a field as texts; none if it is missing. */
  public List<String> texts(String field) {
    return Value.each(fields.get(field)).stream().map(Value::text).toList();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
