package dev.sigrun.benchmarks.rules;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes large rule sets of small ones, as they grow in practice: further rules ask about the same
 * kinds of event, but about other programs, paths and arguments. Each copy turns the letters of its
 * constants along the alphabet, by another distance, so that lengths and shapes stay; values of
 * fields that define the kind of an event are unchanged, and so do regular expressions, addresses,
 * ranges and computations.
 */
public final class RuleMultiplier {
  private static final List<String> SHARED = List.of("event.", "host.os.", "data_stream.");
  private static final int LETTERS = 26;

  private final int distance;

  private RuleMultiplier(int distance) {
    this.distance = distance;
  }

  /**
   * The rules and {@code times - 1} altered copies of each.
   *
   * @param times from 1 to 26
   */
  public static List<AnalyzedRule> multiply(List<AnalyzedRule> rules, int times) {
    if (times < 1 || times > LETTERS) {
      throw new IllegalArgumentException("From 1 to 26, not " + times + ".");
    }
    List<AnalyzedRule> multiplied = new ArrayList<>(rules);
    for (int copy = 1; copy < times; copy++) {
      RuleMultiplier multiplier = new RuleMultiplier(copy);
      rules.forEach(rule -> multiplied.add(multiplier.copy(rule)));
    }
    return multiplied;
  }

  /** Whether all copies keep the values of the field. */
  public static boolean isShared(String field) {
    return SHARED.stream().anyMatch(field::startsWith);
  }

  private AnalyzedRule copy(AnalyzedRule rule) {
    Predicate predicate = renamed(BenchmarkRules.predicate(rule));
    Query query = new Query.SingleEvent(rule.query().origin(), predicate, List.of());
    return new AnalyzedRule(
        withId(rule.rule(), rule.rule().ruleId() + "-" + distance),
        query,
        rule.timing(),
        rule.suppression(),
        Optional.empty());
  }

  private Predicate renamed(Predicate predicate) {
    if (predicate instanceof Predicate.StringIn in && !isShared(in.field())) {
      List<String> values = in.values().stream().map(this::turned).toList();
      return new Predicate.StringIn(in.origin(), in.field(), values, in.sensitivity());
    }
    if (predicate instanceof Predicate.WildcardMatch match && !isShared(match.field())) {
      List<Wildcard> patterns = match.patterns().stream().map(this::turned).toList();
      return new Predicate.WildcardMatch(
          match.origin(), match.field(), patterns, match.sensitivity());
    }
    return predicate.mapChildren(this::renamed);
  }

  private static boolean isShared(Field field) {
    return isShared(field.name());
  }

  private Wildcard turned(Wildcard pattern) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    for (Wildcard.Segment segment : pattern.segments()) {
      segments.add(
          segment instanceof Wildcard.Literal literal
              ? new Wildcard.Literal(turned(literal.text()))
              : segment);
    }
    return Wildcard.of(segments);
  }

  private String turned(String text) {
    StringBuilder turned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        turned.append((char) ('a' + (c - 'a' + distance) % LETTERS));
      } else if (c >= 'A' && c <= 'Z') {
        turned.append((char) ('A' + (c - 'A' + distance) % LETTERS));
      } else {
        turned.append(c);
      }
    }
    return turned.toString();
  }

  private static Rule withId(Rule rule, String id) {
    Map<String, Object> parameters = new LinkedHashMap<>(rule.parameters());
    parameters.put("rule_id", id);
    return new Rule(
        rule.head().withRuleId(id),
        rule.query(),
        rule.filters(),
        rule.body(),
        rule.settings(),
        () -> parameters);
  }
}
