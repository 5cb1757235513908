package dev.sigrun.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;

/**
 * Compiled rules that look at the same events. Every event is read once, whatever the number of
 * compiled sets. Immutable and safe to share between threads.
 */
public final class RuleSet {
  private final Fields fields;
  private final List<Rule> rules;
  private final EventMatcher[] matchers;
  private final Rule[] ruleOfMatcher;

  private RuleSet(Fields fields, List<Rule> rules, EventMatcher[] matchers, Rule[] ruleOfMatcher) {
    this.fields = fields;
    this.rules = rules;
    this.matchers = matchers;
    this.ruleOfMatcher = ruleOfMatcher;
  }

  /**
   * The rules of {@code compiled}, in that order.
   *
   * @throws IllegalArgumentException if a matcher belongs to no rule of its set, or two sets have a
   *     rule of the same id
   */
  public static RuleSet of(CompiledRules... compiled) {
    return of(List.of(compiled));
  }

  /** The rules of all compiled sets that {@code loader} finds as services. */
  public static RuleSet load(ClassLoader loader) {
    List<CompiledRules> found = new ArrayList<>();
    ServiceLoader.load(CompiledRules.class, loader).forEach(found::add);
    return of(found);
  }

  private static RuleSet of(List<CompiledRules> compiled) {
    Fields fields = new Fields();
    Map<String, Rule> ruleById = new HashMap<>();
    List<Rule> rules = new ArrayList<>();
    List<EventMatcher> matchers = new ArrayList<>();
    List<Rule> ruleOfMatcher = new ArrayList<>();
    for (CompiledRules set : compiled) {
      for (Rule rule : set.rules()) {
        if (ruleById.putIfAbsent(rule.ruleId(), rule) != null) {
          throw new IllegalArgumentException("Two rules have the id " + rule.ruleId() + ".");
        }
        rules.add(rule);
      }
      for (EventMatcher matcher : set.matchers(fields)) {
        Rule rule = ruleById.get(matcher.ruleId());
        if (rule == null) {
          throw new IllegalArgumentException("No rule has the id " + matcher.ruleId() + ".");
        }
        matchers.add(matcher);
        ruleOfMatcher.add(rule);
      }
    }
    fields.freeze();
    return new RuleSet(
        fields,
        List.copyOf(rules),
        matchers.toArray(new EventMatcher[0]),
        ruleOfMatcher.toArray(new Rule[0]));
  }

  /** All rules. */
  public List<Rule> rules() {
    return rules;
  }

  /** A reader of events for these rules, with the system's clock. */
  public EventReader reader() {
    return EventReader.of(fields);
  }

  /**
   * A reader of events for these rules.
   *
   * @param clock gives {@link Event#now()} in milliseconds since 1970
   */
  public EventReader reader(LongSupplier clock) {
    return EventReader.of(fields, clock);
  }

  /** Tells {@code sink} every rule that selects {@code event}, in the order of the rules. */
  public void match(Event event, MatchSink sink) {
    for (int i = 0; i < matchers.length; i++) {
      if (matchers[i].matches(event)) {
        sink.matched(ruleOfMatcher[i], event);
      }
    }
  }
}
