package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.ahead.Preparation;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.rule.EventMatcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are prepared before their turn, in any order, and by another thread. */
class PreparedEventsTest {
  private static final int EVENTS = 400;

  /** Accepts each event in its turn. */
  private static EngineRun inTurn(EngineRun run, List<byte[]> events) {
    for (int i = 0; i < events.size(); i++) {
      run.engine.accept(events.get(i), "test", i + 1);
    }
    return run;
  }

  /** Prepares events in random order, then accepts them in theirs. */
  private static EngineRun ahead(EngineRun run, List<byte[]> events, Random random) {
    List<Preparation> preparations =
        List.of(run.engine.newPreparation(), run.engine.newPreparation());
    for (int start = 0; start < events.size(); ) {
      int end = Math.min(events.size(), start + 1 + random.nextInt(40));
      PreparedEvent[] prepared = new PreparedEvent[end - start];
      List<Integer> order = new ArrayList<>(IntStream.range(start, end).boxed().toList());
      Collections.shuffle(order, random);
      for (int each : order) {
        prepared[each - start] =
            random.nextInt(20) == 0
                ? PreparedEvent.unprepared(events.get(each))
                : preparations.get(random.nextInt(2)).prepare(events.get(each));
      }
      for (int i = start; i < end; i++) {
        run.engine.accept(prepared[i - start], "test", i + 1);
      }
      start = end;
    }
    return run;
  }

  private static void assertSame(EngineRun ahead, EngineRun inTurn) throws IOException {
    assertThat(snapshot(ahead)).isEqualTo(snapshot(inTurn));
    ahead.engine.finish();
    inTurn.engine.finish();
    assertThat(ahead.detected).isEqualTo(inTurn.detected).isNotEmpty();
    assertThat(ahead.failed).isEqualTo(inTurn.failed);
    assertThat(ahead.opened).isEqualTo(inTurn.opened);
    assertThat(ahead.engine.counters()).isEqualTo(inTurn.engine.counters());
  }

  private static byte[] snapshot(EngineRun run) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    run.engine.snapshot(bytes);
    return bytes.toByteArray();
  }

  private static List<byte[]> events(Random random) {
    List<byte[]> events = RealRules.events(random, EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      if (random.nextInt(30) == 0) {
        events.set(i, "{\"@timestamp\":".getBytes(UTF_8));
      }
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void giveTheSameAsInTheirTurn(int seed) throws IOException {
    Random random = new Random(seed);
    List<byte[]> events = events(random);
    assertSame(
        ahead(new EngineRun(RealRules.set(), 500), events, random),
        inTurn(new EngineRun(RealRules.set(), 500), events));
  }

  /** Compares the time that is now with that of the event, which is the newest one's without it. */
  private record NowMatcher(String ruleId, KeywordField host, DateField time)
      implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return time.values(event).isEmpty() && event.now() % 2 == 0 || host.values(event).isEmpty();
    }
  }

  private static RuleSet ofNow() {
    return new TestRules()
        .matcher("now", fields -> new NowMatcher("now", host(fields), fields.date("@timestamp")))
        .pairs("pairs", 10_000)
        .build();
  }

  private static KeywordField host(Fields fields) {
    return fields.keyword("host");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void askForTheTimeThatIsNowInTheirTurn(boolean fixed) throws IOException {
    UnaryOperator<EngineBuilder> options =
        builder -> fixed ? builder.now(Instant.ofEpochMilli(EngineRun.WALL)) : builder;
    Random random = new Random(6);
    List<byte[]> events = events(random);
    assertSame(
        ahead(new EngineRun(ofNow(), 500, options), events, random),
        inTurn(new EngineRun(ofNow(), 500, options), events));
  }

  @Test
  void failAndPauseRulesInTheirTurn() throws IOException {
    RuleSet rules = new TestRules().failing("bad", "a").event("good", "b").build();
    UnaryOperator<EngineBuilder> options =
        builder ->
            builder.pausing(
                new PausePolicy(
                    5, java.time.Duration.ofMinutes(5), java.time.Duration.ofSeconds(60)));
    Random random = new Random(7);
    List<byte[]> events = events(random);
    EngineRun ahead = ahead(new EngineRun(rules, 500, options), events, random);
    assertThat(ahead.failed).anyMatch(each -> each.startsWith("PAUSE"));
    assertSame(ahead, inTurn(new EngineRun(rules, 500, options), events));
  }

  @Test
  void arePreparedAgainForOtherRules() {
    EngineRun run = new EngineRun(new TestRules().event("a", "a").build(), 0);
    PreparedEvent before =
        run.engine.newPreparation().prepare(TestRules.event(EngineRun.WALL, "h", "b", 1));
    run.engine.replaceRules(new TestRules().event("b", "b").build());
    run.engine.accept(before, "test", 1);
    assertThat(run.detected).containsExactly("b 1");
  }

  @Test
  void leaveLargeAnswersForTheirTurn() throws IOException {
    List<byte[]> events = new ArrayList<>();
    for (int hosts : new int[] {1, 100, 1_000}) {
      for (String kind : List.of("a", "b")) {
        String names =
            IntStream.range(0, hosts).mapToObj(i -> "h" + i).collect(Collectors.joining("\",\""));
        int id = events.size();
        String event =
            "{\"@timestamp\":%d,\"host\":[\"%s\"],\"kind\":\"%s\",\"id\":%d}"
                .formatted(EngineRun.WALL + id, names, kind, id);
        events.add(event.getBytes(UTF_8));
      }
    }
    EngineRun run = new EngineRun(ofNow(), 500);
    Preparation preparation = run.engine.newPreparation();
    assertThat(events)
        .extracting(event -> preparation.prepare(event).choice(0).isPresent())
        .containsExactly(true, true, true, true, false, false);
    assertSame(ahead(run, events, new Random(8)), inTurn(new EngineRun(ofNow(), 500), events));
  }
}
