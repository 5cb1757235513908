package dev.sigrun.runtime.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowMaker;
import dev.sigrun.runtime.row.RowSink;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups by user: how many events they have, and which hosts. */
class AggregateDetectorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Fields fields = new Fields();
  private final KeywordField user = fields.keyword("user");
  private final KeywordField host = fields.keyword("host");
  private final EventReader reader = EventReader.of(fields);

  private void rows(Event event, RowSink sink) {
    sink.row(
        new @Nullable Object[] {
          Cells.keywords(user.values(event)),
          true,
          Cells.keywords(host.values(event)),
          Cells.keywords(host.values(event)),
          event.now()
        });
  }

  private static void results(Group group, RowSink sink) {
    if (group.aggregate(0) instanceof Long count && count >= 2) {
      sink.row(
          new @Nullable Object[] {
            group.key(0), count, group.aggregate(1), group.aggregate(2), group.aggregate(3)
          });
    }
  }

  private AggregatePlan.Builder plan() {
    return plan(AggregateDetectorTest::results);
  }

  private AggregatePlan.Builder plan(RowMaker<Group> results) {
    return AggregatePlan.of(this::rows, results)
        .every(MINUTE, MINUTE.multipliedBy(2))
        .by(CellType.TEXT, user)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
        .aggregate(Aggregate.Function.VALUES, CellType.TEXT)
        .aggregate(Aggregate.Function.COUNT_DISTINCT, CellType.TEXT)
        .first(1, Aggregate.Function.TOP, CellType.DATE)
        .column("user", CellType.TEXT)
        .column("count", CellType.LONG)
        .column("hosts", CellType.TEXT)
        .column("different", CellType.LONG)
        .column("last", CellType.DATE);
  }

  private AggregateDetector detector() {
    return new AggregateDetector(RandomStream.all(), plan().build());
  }

  private KeyedStream<GroupState> stream() {
    return new KeyedStream<>(detector(), reader);
  }

  private static Map<String, Object> event(Object user, Object host) {
    return Map.of("user", user, "host", host);
  }

  private static List<String> found(KeyedStream<GroupState> stream) {
    return stream.detections.stream()
        .map(detection -> (Evidence.Row) detection.evidence())
        .map(row -> row.instant() + " " + row.columns().get("user") + " " + row.count())
        .toList();
  }

  @Test
  void showsTheRowOfAGroup() {
    KeyedStream<GroupState> stream =
        stream().feed(10, event("u", "b")).feed(20, event("u", List.of("a", "b"))).pass(60_000);
    assertThat(stream.detections)
        .singleElement()
        .satisfies(
            detection -> {
              assertThat(detection.ruleId()).isEqualTo("rule");
              assertThat(detection.key()).isEqualTo(Key.of("u"));
              assertThat(detection.events()).extracting(EventRecord::line).containsExactly(1L, 2L);
              Evidence.Row row = (Evidence.Row) detection.evidence();
              assertThat(row.count()).isEqualTo(2);
              assertThat(row.from()).isEqualTo(10);
              assertThat(row.to()).isEqualTo(20);
              assertThat(row.instant()).isEqualTo(60_000);
              assertThat(row.columns())
                  .containsEntry("hosts", List.of("a", "b"))
                  .containsEntry("different", 2L)
                  .containsEntry("count", 2L);
              assertThat((String) row.columns().get("last")).endsWith("Z");
            });
  }

  @Test
  void bothEndsOfTheWindowCount() {
    assertThat(
            found(
                stream()
                    .feed(60_000, event("u", "a"))
                    .feed(180_000, event("u", "a"))
                    .pass(180_000)))
        .containsExactly("180000 u 2");
    assertThat(
            found(
                stream()
                    .feed(59_999, event("u", "a"))
                    .feed(180_000, event("u", "a"))
                    .pass(180_000)))
        .isEmpty();
    assertThat(
            found(
                stream()
                    .feed(60_000, event("u", "a"))
                    .feed(180_001, event("u", "a"))
                    .pass(500_000)))
        .isEmpty();
  }

  @Test
  void aGroupIsQuietAsLongAsTheEventsOfItsAlertCount() {
    KeyedStream<GroupState> stream = stream();
    for (int i = 0; i < 10; i++) {
      stream.feed(30_000 + i * 30_000L, event("u", "a"));
    }
    stream.pass(1_000_000).pass(1_000_000).pass(2_000_000);
    assertThat(found(stream)).containsExactly("60000 u 2", "240000 u 5");
    assertThat(stream.cells).isEmpty();
  }

  @Test
  void aListIsInTheGroupOfEachValueAndNullHasOneToo() {
    KeyedStream<GroupState> stream =
        stream()
            .feed(1, event(List.of("u", "v"), "a"))
            .feed(2, event(List.of("v", "u"), "a"))
            .feed(3, Map.of())
            .feed(4, Map.of())
            .pass(60_000);
    assertThat(found(stream)).containsExactlyInAnyOrder("60000 u 2", "60000 v 2", "60000 null 2");
  }

  @Test
  void valuesThatAPaneHasTooManyOfAreReported() {
    AggregateDetector detector = detector();
    MemoryCell<GroupState> cell = new MemoryCell<>(Key.of("u"));
    int[] truncated = {0};
    List<Detection> detections = new ArrayList<>();
    Listener listener = new Listener(detections, truncated);
    for (int i = 0; i < AggregateDetector.MAX_VALUES + 10; i++) {
      EventRecord record = new EventRecord(new EventOrder(1, null, i), "", i, new byte[0]);
      for (Selection selection : detector.select(KeyedStream.read(reader, event("u", "h" + i)))) {
        detector.accept(cell, selection, record, listener);
      }
    }
    assertThat(truncated[0]).isEqualTo(11);
    cell.advance(60_000, (woken, at) -> detector.wake(woken, at, listener));
    Evidence.Row row = (Evidence.Row) detections.get(0).evidence();
    assertThat(row.count()).isEqualTo(AggregateDetector.MAX_VALUES + 10);
    assertThat(row.columns().get("different")).isEqualTo((long) AggregateDetector.MAX_VALUES);
    assertThat(detections.get(0).events()).hasSize(AggregateDetector.MAX_EVENTS);
  }

  @Test
  void valuesThatTheWindowHasTooManyOfAreReported() {
    AggregateDetector detector = detector();
    MemoryCell<GroupState> cell = new MemoryCell<>(Key.of("u"));
    int[] truncated = {0};
    List<Detection> detections = new ArrayList<>();
    Listener listener = new Listener(detections, truncated);
    int half = AggregateDetector.MAX_VALUES / 2 + 1;
    for (long time : new long[] {60_000, 60_001}) {
      List<String> hosts = IntStream.range(0, half).mapToObj(i -> time + " " + i).toList();
      EventRecord record = new EventRecord(new EventOrder(time, null, time), "", time, new byte[0]);
      for (Selection selection : detector.select(KeyedStream.read(reader, event("u", hosts)))) {
        detector.accept(cell, selection, record, listener);
      }
    }
    assertThat(truncated[0]).isZero();
    cell.advance(120_000, (woken, at) -> detector.wake(woken, at, listener));
    assertThat(truncated[0]).isEqualTo(1);
    Evidence.Row row = (Evidence.Row) detections.get(0).evidence();
    assertThat(row.columns().get("different")).isEqualTo((long) AggregateDetector.MAX_VALUES);
  }

  private record Listener(List<Detection> detections, int[] truncatedCount)
      implements DetectorListener {
    @Override
    public void detected(Detection detection) {
      detections.add(detection);
    }

    @Override
    public void truncated(String ruleId, Key key) {
      truncatedCount[0]++;
    }
  }

  @Test
  void statesComeBackAndBrokenOnesDoNoHarm() throws IOException {
    KeyedStream<GroupState> stream = stream();
    for (int i = 0; i < 8; i++) {
      stream.feed(30_000 + i * 29_000L, event("u", List.of("h" + i % 3, "g")));
    }
    GroupState state = stream.cell(Key.of("u")).get();
    if (state == null) {
      throw new AssertionError("Nothing is remembered.");
    }
    Codec<GroupState> codec = stream.codec();
    byte[] bytes = codec.toBytes(state);
    assertThat(codec.toBytes(codec.fromBytes(bytes))).isEqualTo(bytes);
    assertThat(codec.fromBytes(bytes).weight()).isEqualTo(state.weight());
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.read(new DataInputStream(new ByteArrayInputStream(part))))
          .isInstanceOf(IOException.class);
    }
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] broken = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        broken[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        codec.toBytes(codec.read(new DataInputStream(new ByteArrayInputStream(broken))));
      } catch (IOException e) {
        assertThat(e).as("seed %s", seed).isNotNull();
      }
    }
  }

  /** A state that says it was looked at long ago would be asked at each instant since then. */
  @Test
  void statesFromAnotherTimeAreRefused() {
    GroupCodec codec = new GroupCodec(List.of(), Schedule.of(MINUTE, MINUTE.multipliedBy(2)));
    assertThat(comesBack(codec, 120_000, pane(180_000, 300_000))).isTrue();
    assertThat(comesBack(codec, GroupState.NEVER, pane(180_000, 360_000))).isTrue();
    assertThat(comesBack(codec, 0, pane(180_000, 360_000))).isTrue();
    assertThat(comesBack(codec, Long.MIN_VALUE + 60_000, pane(180_000, 360_000))).isFalse();
    assertThat(comesBack(codec, -60_000, pane(180_000, 360_000))).isFalse();
    assertThat(comesBack(codec, 120_001, pane(180_000, 360_000))).isFalse();
    assertThat(comesBack(codec, 360_000, pane(180_000, 360_000))).isFalse();
    assertThat(comesBack(codec, 120_000, pane(180_000, 420_000))).isFalse();
    assertThat(comesBack(codec, 120_000, pane(180_000, 180_000))).isFalse();
    assertThat(comesBack(codec, 120_000, pane(180_001, 360_000))).isFalse();
  }

  private static Pane pane(long entry, long exit) {
    return new Pane(entry, exit, 150_000, 170_000, 2, List.of());
  }

  private static boolean comesBack(GroupCodec codec, long seen, Pane pane) {
    byte[] bytes =
        codec.toBytes(GroupState.of(List.of(pane), EventQueue.EMPTY, seen, GroupState.NEVER));
    try {
      return codec.fromBytes(bytes).seen() == seen;
    } catch (IOException e) {
      return false;
    }
  }

  /** Rows that count until other times than those before and after them are kept together. */
  @Test
  void rowsThatEndAtAlternatingTimesTakeTheRoomOfFew() {
    AggregatePlan ending =
        AggregatePlan.of(
                (Event event, RowSink sink) -> {
                  boolean isShort = "a".equals(Cells.keywords(host.values(event)));
                  long end = isShort ? 70_000L : 1_000_000L;
                  sink.row(new @Nullable Object[] {"u", true, end});
                },
                AggregateDetectorTest::counts)
            .every(MINUTE, MINUTE.multipliedBy(2))
            .byComputed(CellType.TEXT)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .column("count", CellType.LONG)
            .endingRows()
            .build();
    KeyedStream<GroupState> stream =
        new KeyedStream<>(new AggregateDetector(RandomStream.all(), ending), reader);
    for (int i = 0; i < 3_000; i++) {
      stream.feed(1 + i, Map.of("host", i % 2 == 0 ? "a" : "b"));
    }
    GroupState state = stream.cell(Key.of("u")).get();
    assertThat(state).isNotNull();
    assertThat(state == null ? List.of() : state.panes()).hasSizeLessThanOrEqualTo(2);
    stream.restore().pass(180_000);
    assertThat(stream.detections)
        .extracting(detection -> ((Evidence.Row) detection.evidence()).count())
        .containsExactly(3_000L);
  }

  private static void many(Group group, RowSink sink) {
    if (group.aggregate(0) instanceof Long count
        && count >= 3
        && group.aggregate(2) instanceof Long different
        && different >= 2) {
      results(group, sink);
    }
  }

  /** Groups that cannot have a row are not looked at closely, which changes no answer. */
  @Test
  void whatGroupsMustReachOnlySavesTime() {
    int found = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      KeyedStream<GroupState> all =
          new KeyedStream<>(
              new AggregateDetector(RandomStream.all(), plan(AggregateDetectorTest::many).build()),
              reader);
      KeyedStream<GroupState> some =
          new KeyedStream<>(
              new AggregateDetector(
                  RandomStream.all(),
                  plan(AggregateDetectorTest::many).atLeast(0, 3).atLeast(2, 2).build()),
              reader);
      long time = 0;
      for (int i = 0; i < 40; i++) {
        time += random.nextInt(20_000);
        Map<String, Object> event =
            event("u" + random.nextInt(2), random.nextInt(4) == 0 ? List.of("a", "b") : "a");
        all.feed(time, event);
        some.feed(time, event);
      }
      all.pass(time + 400_000);
      some.pass(time + 400_000);
      assertThat(found(some)).as("seed %s", seed).isEqualTo(found(all));
      found += all.detections.size();
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void onlyCountsAreReached() {
    assertThatThrownBy(() -> plan().atLeast(1, 2).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a count");
  }

  private static void counts(Group group, RowSink sink) {
    sink.row(new @Nullable Object[] {group.aggregate(0)});
  }

  /** How many hosts a user has that have two events or more. */
  private AggregatePlan regrouping() {
    return AggregatePlan.of(
            (Event event, RowSink sink) ->
                sink.row(
                    new @Nullable Object[] {
                      Cells.keywords(user.values(event)), Cells.keywords(host.values(event)), true
                    }),
            AggregateDetectorTest::counts)
        .every(MINUTE, MINUTE.multipliedBy(2))
        .by(CellType.TEXT, user)
        .by(CellType.TEXT, host)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
        .regroup(
            (group, sink) -> {
              if (group.aggregate(0) instanceof Long count && count >= 2) {
                sink.row(new @Nullable Object[] {true, group.key(1)});
              }
            },
            0)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
        .aggregate(Aggregate.Function.VALUES, CellType.TEXT)
        .column("hosts", CellType.LONG)
        .build();
  }

  @Test
  void groupsAreGroupedAgain() {
    AggregateDetector detector = new AggregateDetector(RandomStream.all(), regrouping());
    assertThat(detector.scope()).isEqualTo(new StateScope.EqualKeys(List.of(Optional.of(user))));
    KeyedStream<GroupState> stream = new KeyedStream<>(detector, reader);
    stream
        .feed(1, event("u", "a"))
        .feed(2, event("u", "b"))
        .feed(3, event("v", "a"))
        .feed(70_000, event("u", List.of("a", "b")))
        .restore()
        .feed(80_000, event("v", "b"))
        .pass(120_000);
    assertThat(stream.detections).extracting(Detection::key).containsExactly(Key.of("u"));
    Evidence.Row row = (Evidence.Row) stream.detections.get(0).evidence();
    assertThat(row.columns()).isEqualTo(Map.of("hosts", 2L));
    assertThat(row.instant()).isEqualTo(120_000);
  }

  @Test
  void innerGroupsThatAreTooManyAreReported() {
    AggregateDetector detector = new AggregateDetector(RandomStream.all(), regrouping());
    MemoryCell<GroupState> cell = new MemoryCell<>(Key.of("u"));
    int[] truncated = {0};
    Listener listener = new Listener(new ArrayList<>(), truncated);
    for (int i = 0; i < AggregateDetector.MAX_VALUES + 5; i++) {
      EventRecord record = new EventRecord(new EventOrder(1, null, i), "", i, new byte[0]);
      for (Selection selection : detector.select(KeyedStream.read(reader, event("u", "h" + i)))) {
        detector.accept(cell, selection, record, listener);
      }
    }
    assertThat(truncated[0]).isEqualTo(6);
  }

  /** All events at one time, in the order in which groups appear. */
  @Test
  void aggregatesAllEventsAtOnce() {
    AggregateBatch batch = detector().inBatch(0);
    for (Map<String, Object> event :
        List.of(event("u", "b"), event("v", "b"), event("v", "a"), event("u", "c"))) {
      batch.select(KeyedStream.read(reader, event)).forEach(batch::add);
    }
    assertThat(batch.rows())
        .extracting(row -> row[0] + " " + row[1] + " " + row[2])
        .containsExactly("u 2 [b, c]", "v 2 [a, b]");
    assertThat(batch.isCut()).isFalse();
    AggregateBatch twice = new AggregateDetector(RandomStream.all(), regrouping()).inBatch(0);
    for (int i = 0; i < 4; i++) {
      twice.select(KeyedStream.read(reader, event("u", "h" + i % 2))).forEach(twice::add);
    }
    assertThat(twice.rows()).extracting(row -> row[0]).containsExactly(2L);
  }

  @Test
  void detectionsComeBack() throws IOException {
    KeyedStream<GroupState> stream =
        stream().feed(10, event("u", "b")).feed(20, event("u", "b")).pass(60_000);
    Detection detection = stream.detections.get(0);
    byte[] bytes = DetectorCodecs.DETECTION.toBytes(detection);
    assertThat(DetectorCodecs.DETECTION.fromBytes(bytes)).isEqualTo(detection);
  }

  @Test
  void timesFarAwayDoNoHarm() {
    KeyedStream<GroupState> stream =
        stream()
            .feed(Long.MIN_VALUE, event("u", "a"))
            .feed(-1, event("u", "a"))
            .feed(Long.MAX_VALUE / 2, event("u", "a"))
            .feed(Long.MAX_VALUE - 1, event("u", "a"))
            .feed(Long.MAX_VALUE, event("u", "a"));
    stream.pass(Long.MAX_VALUE - 2);
    assertThat(stream.detections).isEmpty();
  }

  @Test
  void plansAreChecked() {
    assertThatThrownBy(() -> plan().every(Duration.ZERO, MINUTE).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan().every(Duration.ofSeconds(1), Duration.ofDays(1)).build())
        .hasMessageContaining("3000 times");
    assertThatThrownBy(() -> plan().delayed(Duration.ofSeconds(-1)).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plan().first(0, Aggregate.Function.TOP, CellType.LONG))
        .hasMessageContaining("not 0");
    assertThat(detector().scope()).isEqualTo(new StateScope.EqualKeys(List.of(Optional.of(user))));
  }
}
