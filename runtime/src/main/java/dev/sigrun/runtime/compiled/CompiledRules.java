package dev.sigrun.runtime.compiled;

import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled set of rules. Implemented by generated code and found as a service, which is why
 * implementations have a public constructor without parameters.
 */
public interface CompiledRules {
  /**
   * The contract between compiled rules and this runtime. It changes when rules that were compiled
   * before do not work any longer, or rules compiled now would not work before.
   */
  int CONTRACT = 2;

  /**
   * The contract that the rules were compiled for. A runtime refuses rules of another contract than
   * its own.
   *
   * @return by default, for sets that are written by hand, that of the runtime
   */
  default int contract() {
    return CONTRACT;
  }

  /**
   * Makes the matchers and registers the fields they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   */
  List<EventMatcher> matchers(Fields fields);

  /**
   * Makes the detectors of the rules that need memory and registers the fields they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   * @return at most one detector for each rule; none by default
   */
  default List<Detector<?>> detectors(Fields fields) {
    return List.of();
  }

  /**
   * Makes the suppressors of the rules whose alerts are to be suppressed and registers the fields
   * they read.
   *
   * @param fields where to register, possibly shared with other compiled sets
   * @return at most one suppressor for each rule; none by default
   */
  default List<Suppressor> suppressors(Fields fields) {
    return List.of();
  }

  /**
   * Opens the index: which events could satisfy which of the {@link #matchers} and, after those, of
   * the {@link #detectors}, in their order.
   *
   * @return null, as by default, if there is none: then all of them are called for every event
   * @throws IOException if it cannot be opened
   */
  default @Nullable InputStream openIndex() throws IOException {
    return null;
  }

  /**
   * The field that has the time of events, where it is none of the {@linkplain TimePlaces#USUAL
   * usual} ones.
   *
   * @return empty, as by default, if none was named
   */
  default Optional<String> timestampField() {
    return Optional.empty();
  }

  /**
   * The format of the times in {@link #timestampField}, or else in {@code @timestamp}.
   *
   * @return a format of dates of Elasticsearch; empty, as by default, for the usual forms
   */
  default Optional<String> timestampFormat() {
    return Optional.empty();
  }

  /** The rules of this set, at least those that have matchers or detectors. */
  List<Rule> rules();
}
