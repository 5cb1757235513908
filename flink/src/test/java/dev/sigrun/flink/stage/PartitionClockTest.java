package dev.sigrun.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.stage.PartitionClock.Arrival;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("smoke")
class PartitionClockTest {
  private static final long START = 1_700_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long IDLE = TimeSettings.DEFAULT.idle().toMillis();

  private final PartitionClock clock = new PartitionClock(TimeSettings.DEFAULT, START);

  @Test
  void showsTheGreatestTime() {
    assertThat(clock.arrive(START)).isEqualTo(Arrival.IN_TIME);
    assertThat(clock.arrive(START - 500)).isEqualTo(Arrival.IN_TIME);
    assertThat(clock.time()).isEqualTo(START);
  }

  @Test
  void distrustsAnEventThatIsFarAheadUntilTimeComesClose() {
    clock.arrive(START);
    assertThat(clock.arrive(START + 2 * DAY)).isEqualTo(Arrival.AHEAD);
    assertThat(clock.time()).isEqualTo(START);
    clock.arrive(START + DAY);
    assertThat(clock.time()).isEqualTo(START + 2 * DAY);
  }

  @Test
  void distrustsEventsAheadOfTheWallClockHoweverManyThereAre() {
    clock.arrive(START);
    long future = System.currentTimeMillis() + 3 * DAY;
    for (int i = 0; i < 1_000; i++) {
      assertThat(clock.arrive(future + i)).isEqualTo(Arrival.AHEAD);
    }
    assertThat(clock.time()).isEqualTo(START);
  }

  @Test
  void followsAStreamThatHasMoved() {
    clock.arrive(START);
    for (int i = 0; i < 150; i++) {
      clock.arrive(START + 30 * DAY + i);
    }
    assertThat(clock.time()).isEqualTo(START + 30 * DAY + 149);
  }

  @Test
  void dropsEventsThatAreAheadBeyondABound() {
    long future = System.currentTimeMillis() + 3 * DAY;
    for (int i = 0; i < PartitionClock.MAX_AHEAD; i++) {
      assertThat(clock.arrive(future)).isEqualTo(Arrival.AHEAD);
    }
    assertThat(clock.arrive(future)).isEqualTo(Arrival.DROPPED);
  }

  @Test
  void goesOnFromACheckpoint() {
    clock.arrive(START);
    clock.arrive(START + 2 * DAY);
    PartitionClock next = new PartitionClock(TimeSettings.DEFAULT, START);
    next.restore(clock.entry("topic-0"));
    assertThat(next.time()).isEqualTo(START);
    next.arrive(START + DAY);
    assertThat(next.time()).isEqualTo(START + 2 * DAY);
  }

  @Test
  void isSilentAfterAWhileUnlessTheJobWasBusy() {
    assertThat(clock.isSilentSince(START + IDLE - 1, IDLE)).isFalse();
    assertThat(clock.isSilentSince(START + IDLE, IDLE)).isTrue();
    assertThat(clock.isSilentSince(START + IDLE, 0)).isFalse();
    clock.excuse(1);
    assertThat(clock.isSilentSince(START + IDLE, IDLE)).isFalse();
    clock.hear();
    clock.lookAt(START + IDLE);
    assertThat(clock.isSilentSince(START + IDLE + 1, IDLE)).isFalse();
  }

  @Test
  void isNotSilentIfItWasHeardOfSinceTheLastLookHoweverLongAgoThatWas() {
    clock.hear();
    assertThat(clock.isSilentSince(START + 200, 1)).isFalse();
    clock.lookAt(START + 200);
    assertThat(clock.isSilentSince(START + 200, 1)).isFalse();
    assertThat(clock.isSilentSince(START + 201, 1)).isTrue();
    clock.lookAt(START + 400);
    assertThat(clock.isSilentSince(START + 400, 200)).isTrue();
  }
}
