package dev.sigrun.flink.wire;

import java.util.List;

/**
 * The indicators that some rules compare events with, instead of all that they had before.
 *
 * @param number ascending in the order of announcements
 * @param rules the ids of the rules
 * @param file one indicator in each line
 */
public record IndicatorList(long number, List<String> rules, StoredFile file) implements Announced {
  /** Copies the list. */
  public IndicatorList {
    rules = List.copyOf(rules);
  }

  /** The same with another number. */
  public IndicatorList numbered(long other) {
    return new IndicatorList(other, rules, file);
  }
}
