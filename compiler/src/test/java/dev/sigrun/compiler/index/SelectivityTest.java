package dev.sigrun.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectivityTest {
  private final EventSample sample = new EventSample();
  private final Selectivity builtIn = Selectivity.builtIn();

  private void add(int times, String json) {
    for (int i = 0; i < times; i++) {
      assertThat(sample.add(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }
  }

  @Test
  void knowsThatProgramsThatRunEverywhereAreNotRare() {
    assertThat(builtIn.value(List.of("process.name"), "svchost.exe"))
        .isGreaterThan(10 * builtIn.value(List.of("process.name"), "mimikatz.exe"));
    assertThat(builtIn.text(List.of("process.executable"), "C:\\Windows\\System32\\"))
        .isGreaterThan(10 * builtIn.text(List.of("process.executable"), "\\dumpert"));
  }

  @Test
  void believesASampleMoreThanWhatItKnew() {
    add(900, "{\"process\": {\"name\": [\"MIMIKATZ.exe\", \"mimikatz.exe\"]}, \"a.b\": 1}");
    add(100, "{\"process.args\": [\"x\", \"--Passwords\"]}");
    Selectivity learnt = Selectivity.of(sample);

    assertThat(learnt.value(List.of("process.name"), "mimikatz.exe")).isBetween(0.8, 0.9);
    assertThat(learnt.text(List.of("process.args"), "PASSWORD")).isBetween(0.09, 0.11);
    assertThat(learnt.presence(List.of("a.b"))).isBetween(0.8, 0.9);
    assertThat(learnt.presence(List.of("dll.name"))).isBetween(0.0, 0.01);
    assertThat(learnt.presence(List.of("a.b", "process.args"))).isBetween(0.9, 1.0);
    assertThat(learnt.presence(List.of("a.b", "process.name"))).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[1]", "{\"a\": ", "1 2"})
  void takesNoEventForOne(String json) {
    assertThat(sample.add(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(sample.size()).isZero();
  }

  @Test
  void isBounded() {
    for (int i = 0; i < EventSample.MAX_EVENTS + 10; i++) {
      add(1, "{\"process\": {\"pid\": " + i + "}, \"f" + i + "\": " + "\"x\"" + "}");
    }
    assertThat(sample.size()).isEqualTo(EventSample.MAX_EVENTS);
    assertThat(sample.isFull()).isTrue();
    assertThat(sample.countOf("process.pid")).isEqualTo(EventSample.MAX_EVENTS);
    assertThat(sample.countHolding("process.pid", "")).isEqualTo(5_000);
  }
}
