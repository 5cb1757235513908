package dev.sigrun.runtime.compiled;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyMatcherTest {
  private record Matcher(String ruleId, KeywordField name) implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return name.is(event, "cmd");
    }
  }

  /** Rules whose second matcher, of three, cannot be created. */
  private record Rules(AtomicInteger made, Throwable failure) implements CompiledRules, RuleSource {
    @Override
    public List<EventMatcher> matchers(Fields fields) {
      fields.keyword("process.name");
      return IntStream.range(0, 3)
          .<EventMatcher>mapToObj(i -> LazyMatcher.of("rule " + i, this, i, fields))
          .toList();
    }

    @Override
    public EventMatcher matcher(int number, Fields fields) {
      made.incrementAndGet();
      if (number == 1) {
        throw LazyMatcherTest.<RuntimeException>unchecked(failure);
      }
      return new Matcher("rule " + number, fields.keyword("process.name"));
    }

    @Override
    public @Nullable InputStream open(String file) {
      return null;
    }

    @Override
    public List<Rule> rules() {
      return IntStream.range(0, 3).mapToObj(i -> Rule.of(Map.of("rule_id", "rule " + i))).toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  /** The answers of the rules about an event, in order. */
  private static final class Answers implements MatchListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void matched(Rule rule, Event event) {
      lines.add(rule + " matches");
    }

    @Override
    public void failed(Rule rule, Event event, RuntimeException failure) {
      lines.add(rule + " fails: " + failure.getMessage());
    }
  }

  private static List<String> answers(RuleSet rules) throws EventFormatException {
    Answers answers = new Answers();
    rules.match(rules.reader().read("{\"process\":{\"name\":\"cmd\"}}".getBytes(UTF_8)), answers);
    return answers.lines;
  }

  @Test
  void makesNothingBeforeTheFirstEventAndNothingTwice() throws EventFormatException {
    AtomicInteger made = new AtomicInteger();
    RuleSet rules = RuleSet.of(new Rules(made, new NoClassDefFoundError("a/B")));
    assertThat(made).hasValue(0);
    answers(rules);
    answers(rules);
    assertThat(made).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        NoClassDefFoundError.class,
        VerifyError.class,
        ExceptionInInitializerError.class,
        IllegalStateException.class
      })
  void whatCannotBeMadeFailsForEachEventAndCostsNoOtherRule(Class<? extends Throwable> type)
      throws Exception {
    RuleSet rules = RuleSet.of(new Rules(new AtomicInteger(), type.getConstructor().newInstance()));
    for (int i = 0; i < 2; i++) {
      assertThat(answers(rules))
          .containsExactly(
              "rule 0 matches",
              "rule 1 fails: The matcher of the rule rule 1 cannot be loaded: " + type.getName(),
              "rule 2 matches");
    }
  }

  @Test
  void manyThreadsShareWhatOneOfThemMade() throws Exception {
    AtomicInteger made = new AtomicInteger();
    RuleSet rules = RuleSet.of(new Rules(made, new NoClassDefFoundError("a/B")));
    List<Callable<List<String>>> askers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      askers.add(() -> answers(rules));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<List<String>> answers : threads.invokeAll(askers)) {
        assertThat(answers.get()).hasSize(3);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).hasValue(3);
  }
}
