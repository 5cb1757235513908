package dev.sigrun.runtime.engine;

import static dev.sigrun.runtime.engine.EngineRun.WALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The clock while events that were too far ahead are admitted, for a longest jump of a second. */
class HeldEventsTest {
  private static final long LATENESS = 100;
  private static final long START = WALL - 100_000;

  private static EngineRun start(int bufferedEvents) {
    return new EngineRun(
        new TestRules().pairs("pairs", 10_000).build(),
        LATENESS,
        engine -> engine.maxJump(Duration.ofSeconds(1)).maxBufferedEvents(bufferedEvents));
  }

  private static OptionalLong watermark(long clock) {
    return OptionalLong.of(clock - LATENESS - 1);
  }

  @Test
  void anEventFarAheadDoesNotMoveTheClock() {
    EngineRun run = start(100).accept(START, "h", "a", 1).accept(START + 1_001, "h", "b", 2);
    assertThat(run.engine.now()).isEqualTo(START);
    assertThat(run.engine.watermark()).isEqualTo(watermark(START));
  }

  @Test
  void anEventAsFarAheadAsAllowedMovesTheClock() {
    EngineRun run = start(100).accept(START, "h", "a", 1).accept(START + 1_000, "h", "b", 2);
    assertThat(run.engine.now()).isEqualTo(START + 1_000);
    assertThat(run.engine.watermark()).isEqualTo(watermark(START + 1_000));
  }

  /** Each admitted event brings the next one near enough. */
  @Test
  void admittedEventsMoveTheClockToTheLastOfThem() {
    EngineRun run =
        start(100)
            .accept(START, "h", "x", 1)
            .accept(START + 1_500, "h", "a", 2)
            .accept(START + 2_400, "h", "b", 3)
            .accept(START + 3_500, "h", "b", 4);
    assertThat(run.engine.now()).isEqualTo(START);
    run.accept(START + 700, "h", "x", 5);
    assertThat(run.engine.now()).isEqualTo(START + 2_400);
    assertThat(run.engine.watermark()).isEqualTo(watermark(START + 2_400));
    assertThat(run.engine.counters().ahead()).isEqualTo(3);
    run.accept(START + 2_299, "h", "a", 6).accept(START + 2_300, "h", "a", 7);
    assertThat(run.engine.counters().late()).isEqualTo(1);
    run.engine.finish();
    assertThat(run.detected).containsExactly("pairs 7 3");
  }

  /** The event that came is later than those that it admits: time does not go back to theirs. */
  @Test
  void admittedEventsDoNotTurnTheClockBack() {
    EngineRun run = start(100).accept(START, "h", "x", 1).accept(START + 1_500, "h", "a", 2);
    run.engine.advanceTo(START + 2_000);
    assertThat(run.engine.now()).isEqualTo(START + 2_000);
    assertThat(run.engine.watermark()).isEqualTo(watermark(START + 2_000));
  }

  /** Room for a held event is made before its time has come. */
  @Test
  void eventsThatAreForcedOutSeeTheTimeBeforeTheAdmittedEvent() {
    List<Long> times = new ArrayList<>();
    Engine[] engine = new Engine[1];
    EngineRun run =
        new EngineRun(
            new TestRules().pairs("pairs", 10_000).build(),
            LATENESS,
            builder ->
                builder
                    .maxJump(Duration.ofSeconds(1))
                    .maxBufferedEvents(2)
                    .onDetection((rule, detection) -> times.add(engine[0].now())));
    engine[0] = run.engine;
    run.accept(START, "h", "a", 1)
        .accept(START + 1, "h", "b", 2)
        .accept(START + 1_050, "h", "a", 3)
        .accept(START + 1_060, "h", "a", 4)
        .accept(START + 60, "h", "x", 5);
    assertThat(run.detected).containsExactly("pairs 1 2");
    assertThat(times).containsExactly(START + 1_050);
    assertThat(run.engine.counters().forced()).isPositive();
    assertThat(run.engine.now()).isEqualTo(START + 1_060);
  }

  @Test
  void aFlushAdmitsWhatIsHeldAndMovesTheClock() {
    EngineRun run = start(100).accept(START, "h", "a", 1).accept(START + 5_000, "h", "b", 2);
    run.engine.flush();
    assertThat(run.engine.now()).isEqualTo(START + 5_000);
    assertThat(run.engine.watermark()).hasValue(START + 4_999);
    assertThat(run.detected).containsExactly("pairs 1 2");
  }

  /** There is no later time at which the state that is left could be woken. */
  @Test
  void anEventAtTheEndOfAllTimesDoesNotStopTheEngine() {
    EngineRun run = start(100).accept(START, "h", "a", 1).accept(Long.MAX_VALUE, "g", "b", 2);
    run.engine.finish();
    assertThat(run.engine.counters().ahead()).isEqualTo(1);
    assertThat(run.engine.now()).isEqualTo(Long.MAX_VALUE);
  }
}
