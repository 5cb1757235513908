package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a TOML, JSON or YAML file with its position. Equal values are equal wherever they are
 * written.
 */
public sealed interface DataValue {
  /**
   * Where it is written: for a table of several parts, its header or first key; for a table or list
   * between brackets, the first bracket.
   */
  Origin origin();

  /** A description for messages: {@code "a string"}. */
  String shape();

  /**
   * The value without places: {@code String}, {@code Long}, {@code Double}, {@code Boolean}, an
   * unmodifiable {@code List} or an unmodifiable {@code Map} in the order of the file. Dates and
   * times are strings as written; a null of JSON is an empty {@code Optional}.
   */
  Object plain();

  /** This value if it is a table. */
  default Optional<Table> asTable() {
    return this instanceof Table table ? Optional.of(table) : Optional.empty();
  }

  /** This value if it is an array. */
  default Optional<Array> asArray() {
    return this instanceof Array array ? Optional.of(array) : Optional.empty();
  }

  /** The text if this is a string. */
  default Optional<String> asText() {
    return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /**
   * Named values, a table of TOML or an object of JSON.
   *
   * @param entries in the order of the file
   */
  record Table(Origin origin, Map<String, Entry> entries) implements DataValue {
    /** Copies the entries. */
    public Table {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of {@code key}. */
    public Optional<DataValue> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** The value of {@code key} with the place of the key. */
    public Optional<Entry> entry(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
      return entries.keySet();
    }

    @Override
    public String shape() {
      return "a table";
    }

    @Override
    public Map<String, Object> plain() {
      Map<String, Object> plain = new LinkedHashMap<>();
      entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
      return Collections.unmodifiableMap(plain);
    }
  }

  /**
   * An entry of a table.
   *
   * @param key where the name is written, without the path to it
   * @param value the value
   */
  record Entry(Origin key, DataValue value) {}

  /** Values in order. */
  record Array(Origin origin, List<DataValue> values) implements DataValue {
    /** Copies the list. */
    public Array {
      values = List.copyOf(values);
    }

    @Override
    public String shape() {
      return "a list";
    }

    @Override
    public List<Object> plain() {
      List<Object> plain = new ArrayList<>(values.size());
      values.forEach(value -> plain.add(value.plain()));
      return Collections.unmodifiableList(plain);
    }
  }

  /**
   * A string.
   *
   * @param origin the whole literal with its quotes
   * @param text the string after the escapes are resolved, embedded in the file so that each of its
   *     characters can be pointed at
   */
  record Text(Origin origin, SourceText text) implements DataValue {
    /** The string. */
    public String value() {
      return text.content();
    }

    @Override
    public String shape() {
      return "a string";
    }

    @Override
    public String plain() {
      return value();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text that && value().equals(that.value());
    }

    @Override
    public int hashCode() {
      return value().hashCode();
    }
  }

  /** A whole number. */
  record Whole(Origin origin, long value) implements DataValue {
    @Override
    public String shape() {
      return "a whole number";
    }

    @Override
    public Long plain() {
      return value;
    }
  }

  /** A number with a fraction or an exponent. */
  record Decimal(Origin origin, double value) implements DataValue {
    @Override
    public String shape() {
      return "a decimal number";
    }

    @Override
    public Double plain() {
      return value;
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(Origin origin, boolean value) implements DataValue {
    @Override
    public String shape() {
      return "a boolean";
    }

    @Override
    public Boolean plain() {
      return value;
    }
  }

  /** A date, a time or both, as written. */
  record Date(Origin origin, String value) implements DataValue {
    @Override
    public String shape() {
      return "a date";
    }

    @Override
    public String plain() {
      return value;
    }
  }

  /** The null of JSON. */
  record Null(Origin origin) implements DataValue {
    @Override
    public String shape() {
      return "null";
    }

    @Override
    public Optional<Object> plain() {
      return Optional.empty();
    }
  }
}
