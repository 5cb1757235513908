// Generated from rules. Do not edit.
package dev.sigrun.generated;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.compiled.LazyMatcher;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of rules.
 */
@GeneratedMatcher
public final class DetectionRules implements CompiledRules, RuleSource {
  /**
   * Called by ServiceLoader.
   */
  public DetectionRules() {
  }

  @Override
  public int contract() {
    return 2;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    addRules1(this, rules);
    return List.copyOf(rules);
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    registerMatcherFields1(fields);
    List<EventMatcher> matchers = new ArrayList<>();
    addMatchers1(this, fields, matchers);
    return List.copyOf(matchers);
  }

  @Override
  public InputStream openIndex() throws IOException {
    return open("rules.index");
  }

  @Override
  public EventMatcher matcher(int number, Fields fields) {
    return switch (number / 100) {
      case 0 -> makeMatcher1(number, fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }

  @Override
  public InputStream open(String file) throws IOException {
    return RuleSource.stream(DetectionRules.class.getResource(file));
  }

  private static void addRules1(RuleSource source, List<Rule> rules) {
    rules.add(Rule.late("93b885ad-fe0d-3089-8df6-34904fd59f71", source, "Rule0.json"));
    rules.add(Rule.late("55a54008-ad1b-3589-aa21-0d2629c1df41", source, "Rule02.json"));
  }

  private static void registerMatcherFields1(Fields fields) {
    fields.keyword("user.name");
  }

  private static void addMatchers1(RuleSource source, Fields fields, List<EventMatcher> matchers) {
    matchers.add(LazyMatcher.of("93b885ad-fe0d-3089-8df6-34904fd59f71", source, 0, fields));
    matchers.add(LazyMatcher.of("55a54008-ad1b-3589-aa21-0d2629c1df41", source, 1, fields));
  }

  private static EventMatcher makeMatcher1(int number, Fields fields) {
    return switch (number) {
      case 0 -> new Rule0(fields);
      case 1 -> new Rule02(fields);
      default -> throw new IndexOutOfBoundsException(number);
    };
  }
}
