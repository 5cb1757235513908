package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.oracle.Engine;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Predicates as generated, compiled and loaded Java. */
public final class JavaEngine implements Engine {
  @Override
  public List<Matcher> prepare(List<Predicate> predicates, Instant now) {
    Map<String, Predicate> predicateById = new LinkedHashMap<>();
    List<AnalyzedRule> rules = new ArrayList<>();
    for (Predicate predicate : predicates) {
      String id = String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", predicateById.size());
      predicateById.put(id, predicate);
      Query query = new Query.SingleEvent(predicate.origin(), predicate, List.of());
      rules.add(AnalyzedRule.of(rule(id), query));
    }
    GeneratedJava java = GeneratedRules.emit(rules.toArray(AnalyzedRule[]::new));
    assertThat(java.refused()).isEmpty();
    Fields fields = new Fields();
    Map<String, EventMatcher> matcherById = new LinkedHashMap<>();
    compile(java).load().matchers(fields).forEach(m -> matcherById.put(m.ruleId(), m));
    EventReader reader = EventReader.of(fields, now::toEpochMilli);
    return predicateById.keySet().stream().map(id -> matcher(matcherById.get(id), reader)).toList();
  }

  private static Rule rule(String id) {
    String toml = GeneratedRules.toml(id, "A test", "eql", "any where true");
    return GeneratedRules.analyze("rules/test_" + id + ".toml", toml).rule();
  }

  private static RuleJar compile(GeneratedJava java) {
    try {
      return RuleJar.compile(java);
    } catch (MissingJavaCompilerException e) {
      throw new AssertionError(e);
    }
  }

  private static Matcher matcher(EventMatcher matcher, EventReader reader) {
    return event -> {
      try {
        return matcher.matches(reader.read(event));
      } catch (EventFormatException e) {
        throw new AssertionError(e);
      }
    };
  }
}
