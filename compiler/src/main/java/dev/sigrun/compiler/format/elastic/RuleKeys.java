package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.DateMath;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the keys of a table whose shape was checked: absent keys are empty. */
record RuleKeys(DataValue.Table table) {
  boolean has(String key) {
    return table.get(key).isPresent();
  }

  /** The position of the value of an existing key. */
  Origin origin(String key) {
    return table.get(key).orElseThrow().origin();
  }

  /** The position of an existing key. */
  Origin keyOrigin(String key) {
    DataValue.Entry entry = table.entries().get(key);
    if (entry == null) {
      throw new IllegalArgumentException("There is no key '" + key + "'.");
    }
    return entry.key();
  }

  String text(String key) {
    return text(key, "");
  }

  String text(String key, String absent) {
    return optionalText(key).orElse(absent);
  }

  Optional<String> optionalText(String key) {
    return table.get(key).flatMap(DataValue::asText);
  }

  OptionalLong whole(String key) {
    return table.get(key).orElse(table) instanceof DataValue.Whole whole
        ? OptionalLong.of(whole.value())
        : OptionalLong.empty();
  }

  boolean truth(String key) {
    return table.get(key).orElse(table) instanceof DataValue.Truth truth && truth.value();
  }

  /** The time before now that a date names, if it can be read. */
  Optional<Duration> date(String key) {
    return optionalText(key).flatMap(DateMath::beforeNow);
  }

  /** The elements of a list, or the value itself if it is not a list. */
  List<DataValue> values(String key) {
    Optional<DataValue> value = table.get(key);
    Optional<List<DataValue>> list = value.flatMap(DataValue::asArray).map(DataValue.Array::values);
    return list.orElseGet(() -> value.map(List::of).orElse(List.of()));
  }

  List<String> texts(String key) {
    return values(key).stream().map(DataValue::asText).flatMap(Optional::stream).toList();
  }

  List<RuleKeys> tables(String key) {
    return values(key).stream()
        .map(DataValue::asTable)
        .flatMap(Optional::stream)
        .map(RuleKeys::new)
        .toList();
  }

  /** The table under a key; empty if there is none. */
  RuleKeys keys(String key) {
    return new RuleKeys(
        table
            .get(key)
            .flatMap(DataValue::asTable)
            .orElseGet(() -> new DataValue.Table(table.origin(), Map.of())));
  }

  Optional<FieldName> field(String key) {
    return fields(key).stream().findFirst();
  }

  /** Names of fields; empty names are left out. */
  List<FieldName> fields(String key) {
    return values(key).stream()
        .filter(value -> value.asText().filter(name -> !name.isBlank()).isPresent())
        .map(value -> new FieldName(value.origin(), value.asText().orElseThrow()))
        .toList();
  }
}
