package dev.sigrun.flink.rules;

import dev.sigrun.runtime.event.DateField;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Time according to certain fields.
 *
 * @param fields of those, the first that an event has counts
 */
public record Timeline(List<DateField> fields) {
  /** Copies the list. */
  public Timeline {
    fields = List.copyOf(fields);
  }

  /** The fields, separated by commas. */
  public String name() {
    return fields.stream().map(DateField::name).collect(Collectors.joining(","));
  }
}
