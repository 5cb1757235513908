package dev.sigrun.oracle.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that where events say in an unusual form what rules look for, the index, and what it is
 * certain of, agree with all matchers, asked one after the other, and with the definition of rules.
 */
final class HostileEvents {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");

  private final List<AnalyzedRule> sources;
  private final RuleSet set;
  private final Map<String, Predicate> definitions;
  private final EventReader plain;
  private final MatchSession session;
  private long found;
  private long certain;

  /** The rules, as {@code set} has them. */
  HostileEvents(List<AnalyzedRule> rules, RuleSet set) {
    this(rules, set, rules);
  }

  /**
   * The rules, as {@code set} has them.
   *
   * @param sources rules of whose conditions events are made
   */
  HostileEvents(List<AnalyzedRule> rules, RuleSet set, List<AnalyzedRule> sources) {
    this.sources = sources;
    this.set = set;
    this.definitions =
        rules.stream()
            .filter(rule -> rule.query() instanceof Query.SingleEvent)
            .collect(
                Collectors.toMap(
                    rule -> rule.rule().ruleId(), rule -> rule.query().predicates().get(0)));
    this.plain = set.withoutIndex().reader(NOW::toEpochMilli);
    this.session = set.newSession(NOW::toEpochMilli);
  }

  /** Checks some events. */
  void areMatchedAlike(int count, long seed) throws EventFormatException, JsonFormatException {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      Map<String, @Nullable Object> event = event(random);
      if (random.nextInt(4) == 0) {
        event.putAll(event(random));
      }
      check(HostileJson.of(event, random));
    }
    assertThat(found).isGreaterThan(count / 10);
    assertThat(certain).isBetween(found / 2, found);
  }

  private Map<String, @Nullable Object> event(Random random) {
    List<Predicate> predicates = sources.get(random.nextInt(sources.size())).query().predicates();
    Predicate predicate = predicates.get(random.nextInt(predicates.size()));
    return new LinkedHashMap<>(SatisfyingEvent.of(predicate, random));
  }

  private void check(HostileJson.Form form) throws EventFormatException, JsonFormatException {
    byte[] json = form.json().getBytes(StandardCharsets.UTF_8);
    List<String> expected = new ArrayList<>();
    set.match(plain.read(json), (rule, ignored) -> expected.add(rule.ruleId()));
    List<String> actual = new ArrayList<>();
    session.read(json, 0, json.length);
    session.match((rule, ignored) -> actual.add(rule.ruleId()));
    assertThat(actual).as(form.json()).isEqualTo(expected);
    found += actual.size();
    for (int i = 0; i < session.matcherCount(); i++) {
      certain += session.isCertain(i) ? 1 : 0;
    }
    if (form.isPlain()) {
      Map<String, @Nullable Object> tree = JsonValues.asObject(JsonValues.read(json)).orElseThrow();
      assertThat(actual)
          .as(form.json())
          .allMatch(id -> Interpreter.test(definitions.get(id), tree, NOW));
    }
  }
}
