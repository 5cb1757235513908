package dev.sigrun.oracle.compiled;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by the index of a rule set, in which all predicates of a batch are rules. */
public final class IndexEngine implements Engine {
  private static final int BATCH = 500;

  @Override
  public List<Matcher> prepare(List<Predicate> predicates, Instant now) {
    List<Matcher> matchers = new ArrayList<>();
    for (int start = 0; start < predicates.size(); start += BATCH) {
      int end = Math.min(start + BATCH, predicates.size());
      matchers.addAll(compile(predicates.subList(start, end), now));
    }
    return matchers;
  }

  private static List<Matcher> compile(List<Predicate> predicates, Instant now) {
    List<AnalyzedRule> rules = JavaEngine.rules(predicates);
    MatchSession session = RuleSet.of(JavaEngine.load(rules)).newSession(now::toEpochMilli);
    IdentityHashMap<Map<String, @Nullable Object>, Set<String>> matched = new IdentityHashMap<>();
    return rules.stream()
        .<Matcher>map(
            rule ->
                event ->
                    matched
                        .computeIfAbsent(event, e -> match(session, e))
                        .contains(rule.rule().ruleId()))
        .toList();
  }

  private static Set<String> match(MatchSession session, Map<String, @Nullable Object> event) {
    String json = JsonValues.write(event);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Set<String> ruleIds = new HashSet<>();
    try {
      session.match(bytes, 0, bytes.length, (rule, ignored) -> ruleIds.add(rule.ruleId()));
    } catch (EventFormatException e) {
      throw new AssertionError(json, e);
    }
    return ruleIds;
  }
}
