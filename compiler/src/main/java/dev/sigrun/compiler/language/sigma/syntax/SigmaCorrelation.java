package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule about the events that other rules find.
 *
 * @param origin where the correlation is written
 * @param type what is made of the events
 * @param rules identities or names of the other rules; one or more
 * @param groupBy fields or aliases whose values make a group; empty for one group of all events
 * @param timespan how far apart the events may be, positive
 * @param aliases names for fields that differ from rule to rule
 * @param condition when the correlation fires
 * @param generates whether the other rules find for themselves, too
 */
public record SigmaCorrelation(
    Origin origin,
    Type type,
    List<FieldName> rules,
    List<FieldName> groupBy,
    Duration timespan,
    List<Alias> aliases,
    Condition condition,
    boolean generates) {
  /** Copies the lists. */
  public SigmaCorrelation {
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    aliases = List.copyOf(aliases);
  }

  /** The measure that is taken of the events of a group. */
  public enum Type {
    /** Their number. */
    EVENT_COUNT,
    /** The number of different values. */
    VALUE_COUNT,
    /** Which of the rules found some, in any order. */
    TEMPORAL,
    /** Which of the rules found some, in the order of the rules. */
    TEMPORAL_ORDERED,
    /** The sum of values. */
    VALUE_SUM,
    /** The mean of values. */
    VALUE_AVG,
    /** The value that a share of the values does not exceed. */
    VALUE_PERCENTILE,
    /** The value in the middle. */
    VALUE_MEDIAN;

    /** The word that rules use. */
    public String spelling() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about values of fields. */
    public boolean isAboutValues() {
      return name().startsWith("VALUE_");
    }

    /** Whether it is about which of the rules found something. */
    public boolean isTemporal() {
      return this == TEMPORAL || this == TEMPORAL_ORDERED;
    }

    /** All words for types. */
    public static List<String> words() {
      return Arrays.stream(values()).map(Type::spelling).toList();
    }
  }

  /**
   * A name for fields that differ from rule to rule.
   *
   * @param origin where the name is written
   * @param name the name, which groups and conditions use like that of a field
   * @param fields what it means in each rule
   */
  public record Alias(Origin origin, String name, List<AliasField> fields) {
    /** Copies the list. */
    public Alias {
      fields = List.copyOf(fields);
    }
  }

  /**
   * The meaning of an alias in a rule.
   *
   * @param rule identity or name of the rule
   * @param field the field of its events
   */
  public record AliasField(FieldName rule, FieldName field) {}

  /** When a correlation fires. */
  public sealed interface Condition {}

  /**
   * When a number is what it must be.
   *
   * @param origin where it is written; the correlation if nothing is written
   * @param negated whether the number must not be in the range
   * @param range of one or two bounds
   * @param fields whose values count together; empty unless the type is about values
   * @param percentile the share, 0 to 100; given for that type only
   */
  public record Bounds(
      Origin origin,
      boolean negated,
      Range<BigDecimal> range,
      List<FieldName> fields,
      Optional<BigDecimal> percentile)
      implements Condition {
    /** Copies the list. */
    public Bounds {
      fields = List.copyOf(fields);
    }
  }

  /**
   * When the rules that found something make a condition over the rules true.
   *
   * @param condition whose names are those of the rules
   */
  public record Combination(SigmaCondition condition) implements Condition {}
}
