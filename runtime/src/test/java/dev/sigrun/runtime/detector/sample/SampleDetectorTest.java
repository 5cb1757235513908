package dev.sigrun.runtime.detector.sample;

import static dev.sigrun.runtime.detector.TestEvent.any;
import static dev.sigrun.runtime.detector.TestEvent.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.runtime.batch.BatchRun;
import dev.sigrun.runtime.detector.BatchRunner;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Results;
import dev.sigrun.runtime.detector.TestEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleDetectorTest {
  private static final KeyReader BY_U = KeyReader.by(TestEvent.U);
  private static final Duration TEN = Duration.ofSeconds(10);

  private static SampleDetector.Builder ab(SampleDetector.Builder builder) {
    return builder.item(is("a"), BY_U).item(is("b"), BY_U);
  }

  private static Arguments row(
      String behaviour,
      UnaryOperator<SampleDetector.Builder> plan,
      String timeline,
      String expected) {
    return Arguments.of(behaviour, plan, timeline, expected);
  }

  static Stream<Arguments> cases() {
    KeyReader byOptionalU = KeyReader.none().orMissing(TestEvent.U);
    return Stream.of(
        row("time does not count, items do", b -> ab(b), "b@2;u=x a@5;u=x", "1,0"),
        row("keeps keys apart", b -> ab(b), "a@1;u=x b@2;u=y", ""),
        row("one event is not two", b -> b.item(any(), BY_U).item(any(), BY_U), "a@1;u=x", ""),
        row(
            "leaves an event for later items",
            b -> b.item(any(), BY_U).item(is("a"), BY_U),
            "a@1;u=x b@2;u=x",
            "1,0"),
        row(
            "missing equals missing",
            b -> b.item(is("a"), byOptionalU).item(is("b"), byOptionalU),
            "a@1 b@2",
            "0,1"),
        row("a missing key drops the event", b -> ab(b), "a@1 b@2", ""),
        row(
            "pairs keys by position",
            b ->
                b.item(is("a"), KeyReader.by(TestEvent.P)).item(is("b"), KeyReader.by(TestEvent.Q)),
            "a@1;p=1 b@2;q=1",
            "0,1"),
        row(
            "one of each key",
            b -> ab(b),
            "a@1;u=x b@2;u=x a@3;u=y b@4;u=y a@5;u=x b@6;u=x",
            "0,1 2,3"),
        row("keys in order", b -> ab(b), "a@1;u=y b@2;u=y a@3;u=x b@4;u=x", "2,3 0,1"),
        row("several values", b -> ab(b), "a@1;u=x,y b@2;u=y", "0,1"),
        row("takes what arrived first", b -> ab(b), "a@9;u=x b@1;u=x a@3;u=x", "0,1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsWhatTheServerFinds(
      String behaviour,
      UnaryOperator<SampleDetector.Builder> plan,
      String timeline,
      String expected) {
    SampleDetector detector = plan.apply(SampleDetector.of("rule")).build();
    assertThat(Results.show(inKeyOrder(detector, timeline))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, '0,2'", "2, '0,2 1,2'", "3, '0,2 1,2 3,2'", "10, '0,2 1,2 3,2'"})
  void reportsAsManySamplesOfAKeyAsAreAskedFor(int max, String expected) {
    SampleDetector detector = ab(SampleDetector.of("rule")).build().inBatch(max);
    assertThat(Results.show(inKeyOrder(detector, "a@0;u=x a@0;u=x b@0;u=x a@0;u=x")))
        .isEqualTo(expected);
  }

  private static List<Detection> inKeyOrder(SampleDetector detector, String timeline) {
    BatchRun<?> run = BatchRun.of(detector);
    TestEvent.inOrder(timeline)
        .forEach(event -> run.accept(detector.select(event.event()), event.record()));
    return run.finish();
  }

  @Test
  void detectsInAStreamAsSoonAsItCanAndThenForgets() {
    BatchRunner<SampleState> runner =
        new BatchRunner<>(ab(SampleDetector.of("rule")).forgetAfter(TEN).build());
    List<TestEvent> events = TestEvent.timeline("b@2;u=x b@3;u=x a@4;u=x a@5;u=x b@6;u=x");
    events.subList(0, 3).forEach(runner::accept);
    assertThat(Results.show(runner.detections())).isEqualTo("2,0");
    assertThat(runner.cell(Key.of("x")).get()).isNull();
    events.subList(3, 5).forEach(runner::accept);
    assertThat(Results.show(runner.detections())).isEqualTo("2,0 3,4");
  }

  @Test
  void looksBackInAStream() {
    SampleDetector detector = ab(SampleDetector.of("rule")).forgetAfter(TEN).build();
    assertThat(
            Results.show(
                new BatchRunner<>(detector)
                    .run(TestEvent.timeline("a@0;u=x b@10001;u=x a@20001;u=x b@40000;u=x"))))
        .isEqualTo("2,1");
  }

  @Test
  void forgetsWhenWoken() {
    BatchRunner<SampleState> runner =
        new BatchRunner<>(ab(SampleDetector.of("rule")).forgetAfter(TEN).build());
    TestEvent.timeline("a@0;u=x a@1;u=x").forEach(runner::accept);
    assertThat(runner.cell(Key.of("x")).wakeAt()).isEqualTo(10_000);
    runner.wake(10_000);
    assertThat(runner.cell(Key.of("x")).wakeAt()).isEqualTo(10_001);
    runner.wake(10_001);
    assertThat(runner.cell(Key.of("x")).get()).isNull();
  }

  @Test
  void refusesPlansThatMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> SampleDetector.of("rule").build());
    SampleDetector detector = ab(SampleDetector.of("rule")).build();
    assertThatIllegalArgumentException().isThrownBy(() -> detector.inBatch(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector.inBatch(SampleDetector.MAX_SAMPLES + 1));
  }
}
