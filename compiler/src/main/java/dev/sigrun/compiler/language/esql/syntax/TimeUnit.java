package dev.sigrun.compiler.language.esql.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A unit of a span of time. */
public enum TimeUnit {
  MILLISECOND("milliseconds", "ms"),
  SECOND("seconds", "sec", "s"),
  // Elasticsearch reads 'm' as minutes since version 9.
  MINUTE("minutes", "min", "m"),
  HOUR("hours", "h"),
  DAY("days", "d"),
  WEEK("weeks", "w"),
  MONTH("months", "mo"),
  QUARTER("quarters", "q"),
  YEAR("years", "yr", "y");

  private final String plural;
  private final List<String> names;

  TimeUnit(String plural, String... abbreviations) {
    this.plural = plural;
    this.names = List.of(abbreviations);
  }

  /** The unit that {@code name} means, in any case. */
  public static Optional<TimeUnit> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(unit -> unit.isCalled(lower)).findFirst();
  }

  /** The names that authors should write, for messages. */
  public static List<String> plurals() {
    return Arrays.stream(values()).map(TimeUnit::plural).toList();
  }

  /** {@code minutes}. */
  public String plural() {
    return plural;
  }

  /** Whether its length depends on the calendar. */
  public boolean isCalendar() {
    return compareTo(DAY) >= 0;
  }

  private boolean isCalled(String lower) {
    return lower.equals(plural)
        || lower.equals(plural.substring(0, plural.length() - 1))
        || names.contains(lower);
  }
}
