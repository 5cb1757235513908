package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.event.Fields;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void ordersAsTheServerDoes() {
    List<Key> ordered =
        List.of(
            Key.NONE,
            Key.of((Object) null),
            Key.of(null, "a"),
            Key.of(false),
            Key.of(true),
            Key.of(Double.NEGATIVE_INFINITY),
            Key.of(-1L),
            Key.of(0.5),
            Key.of(2L),
            Key.of(Long.MAX_VALUE),
            Key.of(BigInteger.ONE.shiftLeft(63)),
            Key.of("GTA"),
            Key.of("doom"),
            Key.of("doom", "a"),
            Key.of("doomed"),
            Key.of("\uFFFD"),
            Key.of("\uD83D\uDE00"));
    List<Key> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(KeyOrder.NATURAL);
    assertThat(shuffled).isEqualTo(ordered);
  }

  @Test
  void ordersVersionsAsSuch() {
    Fields fields = new Fields();
    KeyReader mixed = KeyReader.by(fields.version("installed"), fields.keyword("host"));
    List<Key> ordered =
        List.of(
            Key.of(null, "1.10"),
            Key.of("1.9", "1.10"),
            Key.of("1.9", "1.9"),
            Key.of("1.10-beta", "a"),
            Key.of("1.10", "a"),
            Key.of("2", "a"),
            Key.of("10", "a"),
            Key.of("nightly", "a"));
    List<Key> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(KeyOrder.of(List.of(mixed)));
    assertThat(shuffled).isEqualTo(ordered);
  }

  @Test
  void ordersAddressesByTheirBits() {
    Fields fields = new Fields();
    KeyReader mixed = KeyReader.by(fields.keyword("host"), fields.ip("from"));
    List<Key> ordered =
        List.of(
            Key.of("10.0.0.10", "10.0.0.2"),
            Key.of("10.0.0.10", "10.0.0.10"),
            Key.of("10.0.0.10", "2001:db8::2"),
            Key.of("10.0.0.10", "2001:db8::10"),
            Key.of("10.0.0.2", null),
            Key.of("10.0.0.2", "::1"),
            Key.of("10.0.0.2", "10.0.0.1"));
    List<Key> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(KeyOrder.of(List.of(mixed)));
    assertThat(shuffled).isEqualTo(ordered);
  }
}
