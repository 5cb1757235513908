package dev.sigrun.cli.web.trace;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiled rules whose detectors are recorded. */
public final class RecordedRules implements CompiledRules {
  private final CompiledRules rules;
  private final Recorder recorder;

  /** The same rules, whose detectors report to {@code recorder}. */
  public RecordedRules(CompiledRules rules, Recorder recorder) {
    this.rules = rules;
    this.recorder = recorder;
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    DateField usualTime = fields.eventTime(TimePlaces.of(timestampField()), timestampFormat());
    List<Detector<?>> recorded = new ArrayList<>();
    rules.detectors(fields).forEach(detector -> recorded.add(recorded(detector, usualTime)));
    return recorded;
  }

  private <S> Detector<S> recorded(Detector<S> detector, DateField usualTime) {
    return new RecordingDetector<>(detector, usualTime, recorder);
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
  public List<Suppressor> suppressors(Fields fields) {
    return rules.suppressors(fields);
  }

  @Override
  public @Nullable InputStream openIndex() throws IOException {
    return rules.openIndex();
  }

  @Override
  public Optional<String> timestampField() {
    return rules.timestampField();
  }

  @Override
  public Optional<String> timestampFormat() {
    return rules.timestampFormat();
  }

  @Override
  public List<Rule> rules() {
    return rules.rules();
  }
}
