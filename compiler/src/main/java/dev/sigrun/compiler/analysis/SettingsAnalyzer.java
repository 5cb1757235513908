package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds out how a rule measures time and which of its alerts belong together. */
final class SettingsAnalyzer {
  private static final DiagnosticKind UNKNOWN_TIEBREAKER =
      DiagnosticKind.warning("ANA051", "Unknown field '%s', read as a number.%s");

  private final Rule rule;
  private final ComparedFields fields;
  private final DiagnosticSink sink;

  SettingsAnalyzer(Rule rule, ComparedFields fields, DiagnosticSink sink) {
    this.rule = rule;
    this.fields = fields;
    this.sink = sink;
  }

  /**
   * The timing of a rule without a schema: times are written in their usual forms. Its tiebreaker,
   * if it has one, is not looked at.
   */
  static Timing withoutSchema(Rule rule) {
    return timing(rule, Optional.empty(), name -> Field.named(name, ValueType.DATE));
  }

  /** The timing of the rule. A tiebreaker that cannot be compared is reported. */
  Timing timing() {
    return timing(rule, rule.body().tiebreakerField().flatMap(this::tiebreaker), fields::time);
  }

  private static Timing timing(
      Rule rule, Optional<NamedField> tiebreaker, Function<String, Field> times) {
    // Order is by one timestamp, whatever the override.
    Optional<FieldName> ordered = rule.body().timestampField();
    return new Timing(
        eventTimes(rule, times),
        ordered.map(name -> time(name, times)).orElseGet(() -> timestamp(rule, times)),
        tiebreaker,
        new Timing.Runs(
            rule.schedule().period(), rule.schedule().lookBack(), rule.schedule().delay()));
  }

  private static List<NamedField> eventTimes(Rule rule, Function<String, Field> fields) {
    List<NamedField> times = new ArrayList<>();
    rule.overrides()
        .timestamp()
        .filter(name -> !name.name().equals(Timing.TIMESTAMP))
        .ifPresent(name -> times.add(time(name, fields)));
    if (times.isEmpty() || !rule.overrides().timestampFallbackDisabled()) {
      times.add(timestamp(rule, fields));
    }
    return times;
  }

  private static NamedField time(FieldName name, Function<String, Field> fields) {
    return new NamedField(name.origin(), name.name(), fields.apply(name.name()));
  }

  private static NamedField timestamp(Rule rule, Function<String, Field> fields) {
    return time(new FieldName(rule.nameOrigin(), Timing.TIMESTAMP), fields);
  }

  /** Tiebreakers count events in every known source, so that an unknown one is a number. */
  private Optional<NamedField> tiebreaker(FieldName name) {
    if (fields.isKnown(name)) {
      return fields.find(name).map(field -> named(name, field));
    }
    Origin origin = name.origin();
    sink.report(
        UNKNOWN_TIEBREAKER, origin.source(), origin.span(), name.name(), fields.didYouMean(name));
    return Optional.of(named(name, Field.named(name.name(), ValueType.NUMBER)));
  }

  private static NamedField named(FieldName name, Field field) {
    return new NamedField(name.origin(), name.name(), field);
  }

  /**
   * The grouping of alerts that are suppressed; empty if none are.
   *
   * @param columns the names of what alerts hold in place of the fields of an event; none if they
   *     hold an event
   */
  Optional<Suppression> suppression(Set<String> columns) {
    return rule.suppression().map(written -> suppression(written, columns));
  }

  private Suppression suppression(AlertSuppression written, Set<String> columns) {
    Optional<Duration> window = written.duration();
    return new Suppression(
        grouping(rule.type()),
        written.groupBy().stream().map(name -> named(name, suppressed(name, columns))).toList(),
        window.orElse(rule.schedule().period()),
        window.isEmpty(),
        switch (written.missingFields()) {
          case SUPPRESS -> false;
          case DO_NOT_SUPPRESS -> true;
        });
  }

  /** As in Kibana. */
  private static Suppression.Grouping grouping(RuleType type) {
    return switch (type) {
      case THRESHOLD -> Suppression.Grouping.KEY;
      case QUERY, SAVED_QUERY -> Suppression.Grouping.ELEMENTS;
      case EQL, ESQL, MACHINE_LEARNING, NEW_TERMS, THREAT_MATCH ->
          Suppression.Grouping.WHOLE_VALUES;
    };
  }

  /**
   * Words of texts do not count but the texts as a whole; objects are missing from all events.
   * Alerts are not grouped by what cannot be compared, as it has no values.
   */
  private Field suppressed(FieldName name, Set<String> columns) {
    Field text = Field.named(name.name(), ValueType.KEYWORD);
    boolean isMade = columns.contains(name.name()) && !fields.isKnown(name);
    return fields.isComparable(name) && !isMade ? fields.find(name).orElse(text) : text;
  }
}
