package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.analysis.EventField;
import dev.sigrun.compiler.language.esql.analysis.EventFields;
import dev.sigrun.compiler.language.esql.syntax.NamePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns that names mean at one place of a query, in their order. */
final class RowScope {
  private final EventFields fields;
  private final List<Column> inputs = new ArrayList<>();
  private final List<Field> inputFields = new ArrayList<>();
  private final Map<String, Column> inputByName = new HashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private int size;

  RowScope(EventFields fields) {
    this.fields = fields;
    fields.all().forEach(name -> input(name));
  }

  /** The column of this name; empty if no row can hold its values. */
  Optional<Column> find(String name) {
    Column known = columns.get(name);
    return known == null ? input(name) : Optional.of(known);
  }

  /** The column that the field of this name fills. */
  Optional<Column> input(String name) {
    Column known = inputByName.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<EventField> found = fields.find(name);
    found.ifPresent(
        field -> {
          Column column = column(name, field.type());
          inputs.add(column);
          inputFields.add(field.field());
          inputByName.put(name, column);
          columns.put(name, column);
        });
    return Optional.ofNullable(inputByName.get(name));
  }

  /** A column that no name means yet. */
  Column column(String name, RowType type) {
    return new Column(size++, name, type);
  }

  /** The name now means this column, which is the last one. */
  void put(String name, Column column) {
    columns.remove(name);
    columns.put(name, column);
  }

  /** The name now means this column, at the place of the one that it meant. */
  void replace(String name, Column column) {
    columns.put(name, column);
  }

  void rename(String from, String to) {
    Optional<Column> found = find(from);
    Map<String, Column> renamed = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          if (name.equals(from)) {
            renamed.put(to, new Column(column.number(), to, column.type()));
          } else if (!name.equals(to) || found.isEmpty()) {
            renamed.put(name, column);
          }
        });
    replaceBy(renamed);
  }

  void replaceBy(Map<String, Column> others) {
    Map<String, Column> copy = new LinkedHashMap<>(others);
    columns.clear();
    columns.putAll(copy);
  }

  /** Keeps columns in the order of the patterns; the most exact pattern of a column counts. */
  void keep(List<NamePattern> patterns) {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    for (NamePattern pattern : patterns) {
      if (pattern.isExact()) {
        find(pattern.text());
      }
      int rank = pattern.isExact() ? 0 : pattern.text().equals("*") ? 2 : 1;
      for (String name : matching(pattern)) {
        if (ranks.getOrDefault(name, rank) >= rank) {
          ranks.remove(name);
          ranks.put(name, rank);
        }
      }
    }
    Map<String, Column> kept = new LinkedHashMap<>();
    ranks.keySet().forEach(name -> find(name).ifPresent(column -> kept.put(name, column)));
    replaceBy(kept);
  }

  void drop(List<NamePattern> patterns) {
    patterns.forEach(pattern -> matching(pattern).forEach(columns::remove));
  }

  /** The names of the columns that a pattern matches; of thousands of exact ones none is tried. */
  private List<String> matching(NamePattern pattern) {
    if (pattern.isExact()) {
      return columns.containsKey(pattern.text()) ? List.of(pattern.text()) : List.of();
    }
    return columns.keySet().stream().filter(pattern::matches).toList();
  }

  List<Column> inputs() {
    return inputs;
  }

  List<Field> inputFields() {
    return inputFields;
  }

  /** All columns in order; where not all fields are known, those that were named. */
  List<Column> outputs() {
    return List.copyOf(columns.values());
  }

  int size() {
    return size;
  }
}
