package dev.sigrun.oracle.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides by generated Java that reads events as bytes. One call of the compiler for a batch. */
public final class JavaEngine implements Engine {
  /** So many classes are compiled at once without hoarding memory. */
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
    List<AnalyzedRule> rules = rules(predicates);
    Fields fields = new Fields();
    Map<String, EventMatcher> compiled = new HashMap<>();
    load(rules).matchers(fields).forEach(m -> compiled.put(m.ruleId(), m));
    EventReader reader = EventReader.of(fields, now::toEpochMilli);
    IdentityHashMap<Map<String, @Nullable Object>, Event> read = new IdentityHashMap<>();
    return rules.stream()
        .<Matcher>map(
            rule -> {
              EventMatcher matcher = Objects.requireNonNull(compiled.get(rule.rule().ruleId()));
              return event -> matcher.matches(read.computeIfAbsent(event, e -> read(reader, e)));
            })
        .toList();
  }

  /** A rule for each predicate. */
  static List<AnalyzedRule> rules(List<Predicate> predicates) {
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < predicates.size(); i++) {
      rules.add(rule(i, predicates.get(i)));
    }
    return rules;
  }

  /** The rules, compiled and loaded. */
  static CompiledRules load(List<AnalyzedRule> rules) {
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(rules);
    assertThat(java.refused()).isEmpty();
    try {
      return RuleJar.compile(java).load();
    } catch (MissingJavaCompilerException e) {
      throw new AssertionError(e);
    }
  }

  private static Event read(EventReader reader, Map<String, @Nullable Object> event) {
    String json = JsonValues.write(event);
    try {
      return reader.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (EventFormatException e) {
      throw new AssertionError(json, e);
    }
  }

  private static AnalyzedRule rule(int number, Predicate predicate) {
    SourceText file = SourceText.of("rules/predicate_" + number + ".toml", "");
    String digits = String.valueOf(100_000_000_000L + number);
    return AnalyzedRule.of(
        Rule.adHoc(
            Origin.of(file, new Span(0, 0)),
            "00000000-0000-4000-8000-" + digits,
            "Predicate " + digits),
        new Query.SingleEvent(predicate.origin(), predicate, List.of()));
  }
}
