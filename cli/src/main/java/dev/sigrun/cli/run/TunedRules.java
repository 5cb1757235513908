package dev.sigrun.cli.run;

import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiled rules whose detectors have the user's settings. */
public final class TunedRules implements CompiledRules {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

  private final CompiledRules rules;
  private final MemoryOptions options;
  private final TermLessons lessons;
  private final Optional<String> timestampField;
  private final Optional<String> timestampFormat;

  /**
   * The same rules with these settings.
   *
   * @param lessons receives the lessons of the rules for new terms
   * @param timestampField the field that has the time of events, whatever the rules were compiled
   *     for; empty for what they were
   * @param timestampFormat how the time is written there; empty for what the rules were compiled
   *     for
   */
  public TunedRules(
      CompiledRules rules,
      MemoryOptions options,
      TermLessons lessons,
      Optional<String> timestampField,
      Optional<String> timestampFormat) {
    this.rules = rules;
    this.options = options;
    this.lessons = lessons;
    this.timestampField = timestampField;
    this.timestampFormat = timestampFormat;
  }

  @Override
  public Optional<String> timestampField() {
    return timestampField.or(rules::timestampField);
  }

  @Override
  public Optional<String> timestampFormat() {
    // Another field is not written as the one that the rules were compiled for.
    return timestampField.isPresent()
        ? timestampFormat
        : timestampFormat.or(rules::timestampFormat);
  }

  @Override
  public int contract() {
    return rules.contract();
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return rules.matchers(fields);
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    Map<String, Duration> intervals = options.tumbling() ? intervals() : Map.of();
    DateField defaultTime = fields.eventTime(TimePlaces.of(timestampField()), timestampFormat());
    List<Detector<?>> tuned = new ArrayList<>();
    for (Detector<?> detector : rules.detectors(fields)) {
      Optional<Supplier<ThresholdDetector>> threshold = detector.unwrap(ThresholdDetector.class);
      if (threshold.isPresent() && options.tumbling()) {
        Duration interval = intervals.getOrDefault(detector.ruleId(), DEFAULT_INTERVAL);
        tuned.add(threshold.get().get().tumbling(interval));
      } else {
        tuned.add(lessons.prepared(detector, defaultTime));
      }
    }
    return tuned;
  }

  /** The time between two runs of each rule that names one. */
  private Map<String, Duration> intervals() {
    Map<String, Duration> intervals = new HashMap<>();
    for (Rule rule : rules()) {
      rule.interval()
          .filter(interval -> !interval.isZero())
          .ifPresent(interval -> intervals.put(rule.ruleId(), interval));
    }
    return intervals;
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    return rules.suppressors(fields);
  }

  @Override
  public @Nullable InputStream openIndex() throws IOException {
    return rules.openIndex();
  }

  @Override
  public List<Rule> rules() {
    return rules.rules();
  }
}
