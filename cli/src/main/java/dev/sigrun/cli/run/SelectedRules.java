package dev.sigrun.cli.run;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rules of a compiled set. An index is for all rules of its set, so without some of
 * them there is none.
 */
public final class SelectedRules implements CompiledRules {
  private final CompiledRules all;
  private final List<Rule> rules;
  private final Set<String> ids;

  /** Those of {@code all} that are selected. */
  public SelectedRules(CompiledRules all, Predicate<Rule> selected) {
    this.all = all;
    this.rules = all.rules().stream().filter(selected).toList();
    this.ids = rules.stream().map(Rule::ruleId).collect(Collectors.toSet());
  }

  @Override
  public int contract() {
    return all.contract();
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return all.matchers(fields).stream().filter(each -> ids.contains(each.ruleId())).toList();
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    return all.detectors(fields).stream()
        .<Detector<?>>map(each -> each)
        .filter(each -> ids.contains(each.ruleId()))
        .toList();
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    return all.suppressors(fields).stream().filter(each -> ids.contains(each.ruleId())).toList();
  }

  @Override
  public @Nullable InputStream openIndex() throws IOException {
    return rules.size() == all.rules().size() ? all.openIndex() : null;
  }

  @Override
  public Optional<String> timestampField() {
    return all.timestampField();
  }

  @Override
  public Optional<String> timestampFormat() {
    return all.timestampFormat();
  }

  @Override
  public List<Rule> rules() {
    return rules;
  }
}
