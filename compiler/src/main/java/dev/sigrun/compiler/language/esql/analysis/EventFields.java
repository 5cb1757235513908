package dev.sigrun.compiler.language.esql.analysis;

import java.util.List;
import java.util.Optional;

/** The fields that a query reads, with the types that its uses of them settled. */
public final class EventFields {
  private final IndexFields fields;

  EventFields(IndexFields fields) {
    this.fields = fields;
  }

  /** The field or metadata of this name; empty if its values cannot be in a row. */
  public Optional<EventField> find(String name) {
    return Metadata.typeOf(name)
        .map(type -> type.rowType().map(row -> EventField.named(name, row)))
        .orElseGet(() -> fields.read(name));
  }

  /** The names of all fields in the order of columns if they are known; otherwise none. */
  public List<String> all() {
    return fields.all();
  }
}
