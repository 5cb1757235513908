package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.address.IpAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of events: by time, then by tiebreaker with missing ones last, then by arrival. */
class EventOrderTest {
  /** Tiebreakers of one type each, in their order. */
  static Stream<List<Object>> tiebreakers() {
    return Stream.of(
        List.of(-1L, 9L, 10L, Long.MAX_VALUE),
        List.of(BigInteger.TWO, BigInteger.TEN, BigInteger.ONE.shiftLeft(63)),
        List.of(-1.5, 0.25, 10.0, 1e300),
        List.of("", "10", "9", "A", "a", "b"),
        Stream.of("0.0.0.1", "9.0.0.0", "10.0.0.0", "2001:db8::1")
            .<Object>map(text -> IpAddress.parse(text).orElseThrow())
            .toList());
  }

  @ParameterizedTest
  @MethodSource("tiebreakers")
  void ordersByTimeThenTiebreakerThenArrival(List<Object> ascending) {
    List<@Nullable Object> all = new ArrayList<>(ascending);
    all.add(null);
    List<EventOrder> expected = new ArrayList<>();
    long arrivals = 1_000;
    for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1_700_000_000_000L, Long.MAX_VALUE}) {
      for (Object tiebreaker : all) {
        // Later in the order, but earlier to come: the arrival only counts when all else is equal.
        arrivals -= 10;
        expected.add(new EventOrder(time, tiebreaker, arrivals));
        expected.add(new EventOrder(time, tiebreaker, arrivals + 1));
      }
    }
    List<EventOrder> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(expected);
  }
}
