package dev.sigrun.proof.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.proof.Corpus;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Public rules get events that their compiled matchers accept, and others. */
class CorpusEventsTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final long SEED = 1;

  private static List<AnalyzedRule> rules = List.of();

  @BeforeAll
  static void load() {
    rules = Corpus.rules();
  }

  @Test
  void everySingleEventRuleIsSatisfiedAndMissed() throws Exception {
    List<AnalyzedRule> single =
        rules.stream().filter(rule -> rule.query() instanceof Query.SingleEvent).toList();
    Fields fields = new Fields();
    Map<String, EventMatcher> matchers = matchers(single, fields);
    EventReader reader = EventReader.of(fields, NOW::toEpochMilli);
    TreeSet<String> unsatisfied = new TreeSet<>();
    TreeSet<String> neverMissed = new TreeSet<>();
    for (AnalyzedRule rule : single) {
      EventMatcher matcher = Objects.requireNonNull(matchers.get(rule.rule().ruleId()));
      List<Boolean> answers = new ArrayList<>();
      for (Map<String, @Nullable Object> event : maker(rule).mixed(16)) {
        answers.add(matcher.matches(read(reader, event)));
      }
      if (answers.isEmpty() || !answers.get(0)) {
        unsatisfied.add(rule.rule().name());
      }
      if (!answers.contains(false)) {
        neverMissed.add(rule.rule().name());
      }
    }
    assertThat(single).hasSizeGreaterThan(1_200);
    assertThat(unsatisfied).isEmpty();
    assertThat(neverMissed).hasSizeLessThan(single.size() / 100);
  }

  @Test
  void theSameSeedGivesTheSameEvents() {
    for (AnalyzedRule rule : rules.subList(0, 100)) {
      if (rule.query() instanceof Query.SingleEvent) {
        assertThat(maker(rule).mixed(8)).isEqualTo(maker(rule).mixed(8));
      } else {
        assertThat(stream(rule)).isEqualTo(stream(rule));
      }
    }
  }

  @Test
  void streamsAreInOrderAndHoldEventsOfEveryRule() {
    for (AnalyzedRule rule : rules) {
      if (!(rule.query() instanceof Query.SingleEvent)) {
        List<String> times =
            stream(rule).events().stream().map(e -> String.valueOf(e.get("@timestamp"))).toList();
        assertThat(times).as(rule.rule().name()).isNotEmpty().isSorted();
      }
    }
  }

  private static EventMaker maker(AnalyzedRule rule) {
    return EventMaker.of(((Query.SingleEvent) rule.query()).predicate(), SEED, NOW);
  }

  private static EventStream stream(AnalyzedRule rule) {
    return StreamMaker.of(rule.query(), SEED, NOW, Duration.ofMinutes(9));
  }

  private static Map<String, EventMatcher> matchers(List<AnalyzedRule> rules, Fields fields)
      throws MissingJavaCompilerException {
    Map<String, EventMatcher> matchers = new HashMap<>();
    RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules))
        .load()
        .matchers(fields)
        .forEach(matcher -> matchers.put(matcher.ruleId(), matcher));
    return matchers;
  }

  private static Event read(EventReader reader, Map<String, @Nullable Object> event)
      throws EventFormatException {
    return reader.read(JsonValues.write(event).getBytes(StandardCharsets.UTF_8));
  }
}
