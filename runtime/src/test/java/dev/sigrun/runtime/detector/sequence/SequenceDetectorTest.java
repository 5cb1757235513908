package dev.sigrun.runtime.detector.sequence;

import static dev.sigrun.runtime.detector.TestEvent.any;
import static dev.sigrun.runtime.detector.TestEvent.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.runtime.batch.BatchRun;
import dev.sigrun.runtime.detector.BatchRunner;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Results;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.TestEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceDetectorTest {
  private static final KeyReader NONE = KeyReader.none();
  private static final KeyReader BY_U = KeyReader.by(TestEvent.U);
  private static final KeyReader BY_UV = KeyReader.by(TestEvent.U, TestEvent.V);
  private static final KeyReader BY_V = KeyReader.by(TestEvent.V);
  private static final KeyReader BY_P = KeyReader.by(TestEvent.P);
  private static final KeyReader BY_Q = KeyReader.by(TestEvent.Q);
  private static final Condition EXPIRES = event -> TestEvent.K.exists(event);
  private static final Duration TEN = Duration.ofSeconds(10);

  private static Arguments row(
      String behaviour,
      UnaryOperator<SequenceDetector.Builder> plan,
      String timeline,
      String expected) {
    return Arguments.of(behaviour, plan, timeline, expected);
  }

  private static SequenceDetector.Builder ab(SequenceDetector.Builder builder) {
    return builder.stage(is("a"), NONE).stage(is("b"), NONE);
  }

  private static SequenceDetector.Builder abByU(SequenceDetector.Builder builder) {
    return builder.stage(is("a"), BY_U).stage(is("b"), BY_U);
  }

  private static SequenceDetector.Builder abc(SequenceDetector.Builder builder) {
    return ab(builder).stage(is("c"), NONE);
  }

  static Stream<Arguments> order() {
    return Stream.of(
        row("finds one after the other", b -> ab(b), "a@1 b@2", "0,1"),
        row("does not find the wrong order", b -> ab(b), "b@1 a@2", ""),
        row("prefers the newer start", b -> ab(b), "a@1 a@2 b@3", "1,2"),
        row("uses a start once", b -> ab(b), "a@1 b@2 b@3", "0,1"),
        row("a new start stays behind", b -> abc(b), "a@1 b@2 a@3 c@4", "0,1,3"),
        row("replaces at a later stage", b -> abc(b), "a@1 b@2 a@3 b@4 c@5", "2,3,4"),
        row("one event ends and starts", b -> b.repeated(2, any(), NONE), "x@1 x@2 x@3", "0,1 1,2"),
        row(
            "one event ends, advances and starts",
            b -> b.stage(any(), NONE).stage(any(), NONE).stage(any(), NONE),
            "x@1 x@2 x@3 x@4 x@5",
            "0,1,2 1,2,3 2,3,4"),
        row("one event is not two", b -> b.repeated(2, any(), NONE), "x@1", ""),
        row(
            "an event closes and reopens",
            b -> b.stage(is("a"), NONE).stage(any(), NONE),
            "a@1 a@2",
            "0,1"),
        row("breaks ties by tiebreaker", b -> ab(b), "a@5;#=1 b@5;#=2", "0,1"),
        row("breaks ties against arrival", b -> ab(b), "a@5;#=2 b@5;#=1", ""),
        row("breaks ties by arrival", b -> ab(b), "a@5 b@5", "0,1"),
        row("sorts by time", b -> ab(b), "b@2 a@1", "1,0"),
        row(
            "completes the elder first",
            b ->
                b.stage(is("a"), NONE)
                    .stage(event -> is("a").holds(event) || is("b").holds(event), NONE)
                    .stage(is("b"), NONE),
            "a@1 a@2 b@3",
            "0,1,2"));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        row("keeps keys apart", b -> abByU(b), "a@1;u=x a@2;u=y b@3;u=x b@4;u=y", "0,2 1,3"),
        row(
            "orders by the last event",
            b -> abByU(b),
            "a@1;u=x a@2;u=y b@3;u=y b@4;u=x",
            "1,2 0,3"),
        row("keys have a case", b -> abByU(b), "a@1;u=x b@2;u=X", ""),
        row("a missing key drops the event", b -> abByU(b), "a@1 b@2", ""),
        row(
            "missing equals missing",
            b ->
                b.stage(is("a"), NONE.orMissing(TestEvent.U))
                    .stage(is("b"), NONE.orMissing(TestEvent.U)),
            "a@1 b@2 b@3;u=x",
            "0,1"),
        row(
            "a field that no event has is always missing",
            b -> b.stage(is("a"), NONE.alwaysMissing()).stage(is("b"), NONE.alwaysMissing()),
            "a@1;u=x b@2",
            "0,1"),
        row(
            "pairs keys by position",
            b -> b.stage(is("a"), BY_P).stage(is("b"), BY_Q),
            "a@1;p=7 b@2;q=7 b@3;p=7",
            "0,1"),
        row(
            "puts common keys first",
            b -> b.stage(is("a"), BY_U.and(TestEvent.P)).stage(is("b"), BY_U.and(TestEvent.Q)),
            "a@1;u=x;p=1 b@2;u=y;q=1 b@3;u=x;q=1",
            "0,2"),
        row("several values, one state each", b -> abByU(b), "a@1;u=x,y b@2;u=y", "0,1"),
        row("one start under two values", b -> abByU(b), "a@1;u=x,y b@2;u=x b@3;u=y", "0,1 0,2"),
        row("twins are two", b -> abByU(b), "a@1;u=x,y b@2;u=x,y", "0,1 0,1"),
        row("equal values are one", b -> abByU(b), "a@1;u=x,x b@2;u=x", "0,1"),
        row(
            "of two with one end, that of the lower key comes first",
            b -> abByU(b),
            "a@1;u=y a@2;u=x b@3;u=y,x",
            "1,2 0,2"),
        row(
            "numbers come by value",
            b -> b.stage(is("a"), BY_P).stage(is("b"), BY_P),
            "a@1;p=10 a@2;p=2 b@3;p=10,2",
            "1,2 0,2"),
        row(
            "all combinations of two keys",
            b -> b.stage(is("a"), BY_UV).stage(is("b"), BY_UV),
            "a@1;u=x,y;v=p,q b@2;u=x,y;v=q,p,r",
            "0,1 0,1 0,1 0,1"),
        row(
            "an optional key has values or is missing",
            b ->
                b.stage(is("a"), NONE.orMissing(TestEvent.U))
                    .stage(is("b"), NONE.orMissing(TestEvent.U)),
            "a@1;u=x,y a@2 b@3;u=y,x b@4",
            "0,2 0,2 1,3"));
  }

  static Stream<Arguments> span() {
    return Stream.of(
        row("the span is inclusive", b -> ab(b.within(TEN)), "a@0 b@10000", "0,1"),
        row("the span has an end", b -> ab(b.within(TEN)), "a@0 b@10001", ""),
        row("counts from the first", b -> abc(b.within(TEN)), "a@0 b@8000 c@16000", ""),
        row("counts from the newer start", b -> ab(b.within(TEN)), "a@0 a@9000 b@11000", "1,2"),
        row(
            "what comes late wastes the start",
            b -> abc(b.within(Duration.ofSeconds(1))),
            "a@0 b@5000 c@5100",
            ""),
        row(
            "times at either end of the range are handled",
            b -> ab(b.within(TEN)),
            "a@-9223372036854775807 b@9223372036854775806 a@9223372036854775807 b@9223372036854775807",
            "2,3"));
  }

  static Stream<Arguments> until() {
    return Stream.of(
        row("ends between", b -> ab(b).until(is("c"), NONE), "a@1 c@2 b@3", ""),
        row("comes too late after", b -> ab(b).until(is("c"), NONE), "a@1 b@2 c@3", "0,1"),
        row("has no effect before", b -> ab(b).until(is("c"), NONE), "c@1 a@2 b@3", "1,2"),
        row("is by key", b -> abByU(b).until(is("c"), BY_U), "a@1;u=x c@2;u=y b@3;u=x", "0,2"),
        row("comes too late on the last", b -> ab(b).until(EXPIRES, NONE), "a@1 b@2;k=1", "0,1"),
        row("ends what it opens", b -> ab(b).until(EXPIRES, NONE), "a@1;k=1 b@2", ""),
        row(
            "ends those of its keys alone",
            b -> abByU(b).until(is("c"), BY_U),
            "a@1;u=x,y,z c@2;u=x,z b@3;u=x,y,z",
            "0,2"),
        row("ends any stage", b -> abc(b).until(is("d"), NONE), "a@1 b@2 d@3 c@4", ""),
        row("allows a new start", b -> ab(b).until(is("c"), NONE), "a@1 c@2 a@3 b@4", "2,3"));
  }

  static Stream<Arguments> runs() {
    return Stream.of(
        row("too few", b -> b.repeated(3, is("a"), NONE), "a@1 a@2", ""),
        row(
            "slides",
            b -> b.repeated(3, is("a"), NONE),
            "a@1 a@2 a@3 a@4 a@5",
            "0,1,2 1,2,3 2,3,4"),
        row(
            "counts by key",
            b -> b.repeated(2, is("a"), BY_U).stage(is("b"), BY_U),
            "a@1;u=x a@2;u=y a@3;u=x b@4;u=x b@5;u=y",
            "0,2,3"),
        row(
            "slides by key",
            b -> b.repeated(2, is("a"), BY_U),
            "a@1;u=x,y a@2;u=y a@3;u=x,y",
            "0,1 0,2 1,2"),
        row(
            "need not be neighbours",
            b -> b.repeated(2, is("a"), NONE).stage(is("b"), NONE),
            "a@1 c@2 a@3 b@4",
            "0,2,3"),
        row(
            "then something else",
            b -> b.repeated(2, is("a"), BY_U).stage(is("b"), BY_U),
            "a@1;u=x a@2;u=x b@3;u=x",
            "0,1,2"),
        row(
            "within a span",
            b -> b.within(Duration.ofSeconds(1)).repeated(2, is("a"), NONE),
            "a@0 a@2000 a@2500",
            "1,2"));
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        row("nothing between", b -> gap(b), "a@0 b@1000", "0,-,1"),
        row("something between", b -> gap(b), "a@0 m@500 b@1000", ""),
        row("ties are not between", b -> gap(b), "a@0 m@0 b@1000", "0,-,2"),
        row("ties at the end are not between", b -> gap(b), "a@0 m@1000 b@1000", "0,-,2"),
        row("a new start is after it", b -> gap(b), "a@0 m@1 a@2 b@3", "2,-,3"),
        row("nothing after", b -> after(b), "a@0", "0,-"),
        row("after, at the end of the span", b -> after(b), "a@0 m@10000", ""),
        row("after the span", b -> after(b), "a@0 m@10001", "0,-"),
        row("before, at the start of the span", b -> before(b), "m@0 a@10000", ""),
        row("before the span", b -> before(b), "m@0 a@10001", "-,1"),
        row(
            "before counts from the last",
            b -> before(b).stage(is("b"), NONE),
            "m@0 a@5000 b@11000",
            "-,1,2"),
        row(
            "after counts from the first",
            b -> ab(b.within(TEN)).missing(is("m"), NONE),
            "a@0 b@5000 m@11000",
            "0,1,-"),
        row("both ends, far enough", b -> around(b), "m@0 a@5000 m@10001", "-,1,-"),
        row("both ends, too near", b -> around(b), "m@0 a@5000 m@10000", ""),
        row("nothing before is enough", b -> around(b), "a@5000 m@6000", "-,0,-"),
        row(
            "is by key",
            b -> b.within(TEN).stage(is("a"), BY_U).missing(is("m"), BY_U),
            "a@0;u=x m@1;u=y",
            "0,-"),
        row(
            "is by each key of several",
            b -> b.within(TEN).stage(is("a"), BY_U).missing(is("m"), BY_U).stage(is("b"), BY_U),
            "a@0;u=x,y,z m@1;u=y b@2;u=x,y,z",
            "0,-,2 0,-,2"),
        row(
            "after, by each key of several",
            b -> b.within(TEN).stage(is("a"), BY_U).missing(is("m"), BY_U),
            "a@0;u=x,y,z m@1;u=x,z",
            "0,-"),
        row(
            "has its own key",
            b -> b.within(TEN).stage(is("a"), BY_U).missing(is("m"), BY_V),
            "a@0;u=x m@1;v=x a@20000;u=z",
            "2,-"),
        row(
            "each gap has its own",
            b -> gap(b).missing(is("n"), NONE).stage(is("c"), NONE),
            "a@0 b@1 m@2 c@3",
            "0,-,1,-,3"),
        row(
            "repeated only holds places",
            b ->
                b.within(TEN)
                    .stage(is("a"), NONE)
                    .repeatedMissing(2, is("m"), NONE)
                    .stage(is("b"), NONE),
            "a@0 b@5",
            "0,-,-,1"));
  }

  private static SequenceDetector.Builder gap(SequenceDetector.Builder builder) {
    return builder.within(TEN).stage(is("a"), NONE).missing(is("m"), NONE).stage(is("b"), NONE);
  }

  private static SequenceDetector.Builder after(SequenceDetector.Builder builder) {
    return builder.within(TEN).stage(is("a"), NONE).missing(is("m"), NONE);
  }

  private static SequenceDetector.Builder before(SequenceDetector.Builder builder) {
    return builder.within(TEN).missing(is("m"), NONE).stage(is("a"), NONE);
  }

  private static SequenceDetector.Builder around(SequenceDetector.Builder builder) {
    return before(builder).missing(is("m"), NONE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"order", "keys", "span", "until", "runs", "missing"})
  void findsWhatTheServerFinds(
      String behaviour,
      UnaryOperator<SequenceDetector.Builder> plan,
      String timeline,
      String expected) {
    SequenceDetector detector = plan.apply(SequenceDetector.of("rule")).build();
    BatchRun<?> run = BatchRun.of(detector);
    TestEvent.inOrder(timeline)
        .forEach(event -> run.accept(detector.select(event.event()), event.record()));
    assertThat(Results.show(run.finish())).isEqualTo(expected);
  }

  @Test
  void tellsRuleKeyAndShape() {
    SequenceDetector detector = abByU(SequenceDetector.of("rule")).build();
    List<Detection> found = new BatchRunner<>(detector).run(TestEvent.timeline("a@1;u=x b@2;u=x"));
    assertThat(found)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.ruleId()).isEqualTo("rule");
              assertThat(each.key()).isEqualTo(Key.of("x"));
              assertThat(each.evidence()).isEqualTo(new Evidence.Events());
            });
  }

  @Test
  void evaluatesARepeatedConditionOnce() {
    AtomicInteger evaluations = new AtomicInteger();
    Condition counting = event -> evaluations.incrementAndGet() > 0;
    SequenceDetector detector = SequenceDetector.of("rule").repeated(100, counting, NONE).build();
    assertThat(detector.select(TestEvent.timeline("a@1").get(0).event()))
        .containsExactly(new Selection(Key.NONE, List.of(0)));
    assertThat(evaluations).hasValue(1);
  }

  @Test
  void givesOneSelectionForEachKeyInOrder() {
    SequenceDetector detector =
        SequenceDetector.of("rule").stage(any(), BY_U).stage(is("a"), BY_V).build();
    assertThat(detector.select(TestEvent.timeline("a@1;u=y,x;v=x,z").get(0).event()))
        .containsExactly(
            new Selection(Key.of("x"), List.of(0, 1)),
            new Selection(Key.of("y"), List.of(0)),
            new Selection(Key.of("z"), List.of(1)));
    assertThat(detector.select(TestEvent.timeline("b@1").get(0).event())).isEmpty();
  }

  @Test
  void runsAHundredStages() {
    SequenceDetector detector = SequenceDetector.of("rule").repeated(100, is("a"), NONE).build();
    String timeline =
        IntStream.range(0, 102).mapToObj(i -> "a@" + i).collect(Collectors.joining(" "));
    assertThat(new BatchRunner<>(detector).run(TestEvent.timeline(timeline)))
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.events()).hasSize(100));
  }

  @Test
  void reportsAMissingEventOnlyOnceItCannotComeAnyMore() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(after(SequenceDetector.of("rule")).build());
    runner.accept(TestEvent.timeline("a@0").get(0));
    assertThat(runner.cell(Key.NONE).wakeAt()).isEqualTo(10_000);
    runner.wake(9_999);
    assertThat(runner.detections()).isEmpty();
    runner.wake(10_000);
    assertThat(runner.detections()).hasSize(1);
    assertThat(runner.cell(Key.NONE).get()).isNull();
  }

  @Test
  void decidesAtOnceWhenTheMissingEventComes() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(after(SequenceDetector.of("rule")).build());
    TestEvent.timeline("a@0 m@10000").forEach(runner::accept);
    assertThat(runner.cell(Key.NONE).get()).isNull();
    TestEvent.timeline("a@20000 m@30001").forEach(runner::accept);
    assertThat(runner.detections()).hasSize(1);
  }

  @Test
  void reportsAtOnceWhatNothingCanPrevent() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(
            ab(SequenceDetector.of("rule").within(TEN)).missing(is("m"), NONE).build());
    TestEvent.timeline("a@0 b@10000").forEach(runner::accept);
    assertThat(runner.detections()).hasSize(1);
    assertThat(runner.cell(Key.NONE).get()).isNull();
  }

  @Test
  void forgetsDeadSequencesWhenWoken() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(abc(SequenceDetector.of("rule").within(TEN)).build());
    TestEvent.timeline("a@0 b@1 a@5000").forEach(runner::accept);
    assertThat(runner.cell(Key.NONE).wakeAt()).isEqualTo(10_000);
    runner.wake(10_000);
    assertThat(runner.cell(Key.NONE).get()).extracting(SequenceState::size).isEqualTo(1);
    assertThat(runner.cell(Key.NONE).wakeAt()).isEqualTo(15_000);
    runner.wake(15_000);
    assertThat(runner.cell(Key.NONE).get()).isNull();
  }

  @Test
  void forgetsEventsBeforeTheFirstStage() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(before(SequenceDetector.of("rule")).build());
    runner.accept(TestEvent.timeline("m@0").get(0));
    assertThat(runner.cell(Key.NONE).get()).isNotNull();
    runner.wake(10_000);
    assertThat(runner.cell(Key.NONE).get()).isNull();
  }

  @Test
  void isNotWokenWithoutALimit() {
    BatchRunner<SequenceState> runner = new BatchRunner<>(ab(SequenceDetector.of("rule")).build());
    runner.accept(TestEvent.timeline("a@0").get(0));
    assertThat(runner.cell(Key.NONE).wakeAt()).isEqualTo(MemoryCell.NEVER);
  }

  @Test
  void remembersNothingOfEventsThatLeadNowhere() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(gap(SequenceDetector.of("rule")).until(is("c"), NONE).build());
    TestEvent.timeline("b@0 m@1 c@2").forEach(runner::accept);
    assertThat(runner.cell(Key.NONE).get()).isNull();
  }

  @Test
  void forgetsTheOldestOfTooManyThatWait() {
    BatchRunner<SequenceState> runner =
        new BatchRunner<>(after(SequenceDetector.of("rule")).build());
    String timeline =
        IntStream.range(0, SequenceDetector.MAX_WAITING + 2)
            .mapToObj(i -> "a@0")
            .collect(Collectors.joining(" "));
    List<Detection> found = runner.run(TestEvent.timeline(timeline));
    assertThat(runner.forgotten()).containsExactly(Key.NONE, Key.NONE);
    assertThat(found).hasSize(SequenceDetector.MAX_WAITING);
    assertThat(Results.show(found.subList(0, 1))).isEqualTo("2,-");
  }

  @Test
  void countsCombinationsThatAreLeftOut() {
    SequenceDetector detector =
        SequenceDetector.of("rule").stage(is("a"), BY_U.and(TestEvent.V)).build();
    String many = IntStream.range(0, 50).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
    TestEvent event = TestEvent.timeline("a@0;u=" + many + ";v=" + many).get(0);
    assertThat(detector.select(event.event())).hasSize(KeyReader.MAX_COMBINATIONS);
    assertThat(detector.combinationsLeftOut()).isEqualTo(1_500);
  }

  @Test
  void refusesPlansThatMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> SequenceDetector.of("rule").build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SequenceDetector.of("rule").missing(any(), NONE).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ab(SequenceDetector.of("rule").forgetAfter(TEN)).missing(any(), NONE).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SequenceDetector.of("rule").repeated(0, any(), NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SequenceDetector.of("rule").repeated(101, any(), NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ab(SequenceDetector.of("rule")).until(any(), NONE).until(any(), NONE));
  }
}
