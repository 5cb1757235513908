package dev.sigrun.runtime.detector.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
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
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events whose host no other event of the window has, and users by the rarity of their hosts. */
class StagedDetectorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST = AggregateDetector.MAX_VALUES;

  private final Fields fields = new Fields();
  private final KeywordField user = fields.keyword("user");
  private final KeywordField host = fields.keyword("host");
  private final EventReader reader = EventReader.of(fields);
  private final List<Detection> detections = new ArrayList<>();
  private int truncated;

  private final DetectorListener listener =
      new DetectorListener() {
        @Override
        public void detected(Detection detection) {
          detections.add(detection);
        }

        @Override
        public void truncated(String ruleId, Key key) {
          truncated++;
        }
      };

  private void rows(Event event, RowSink sink) {
    sink.row(
        new @Nullable Object[] {
          Cells.keywords(user.values(event)), Cells.keywords(host.values(event))
        });
  }

  private static void byHost(Group row, RowSink sink) {
    sink.row(new @Nullable Object[] {row.cell(1), true, row.cell(0)});
  }

  private static void count(Group group, RowSink sink) {
    sink.row(new @Nullable Object[] {group.aggregate(0)});
  }

  private static void byUser(Group row, RowSink sink) {
    sink.row(new @Nullable Object[] {row.cell(0), row.cell(1)});
  }

  private static void cells(Group row, RowSink sink) {
    sink.row(new @Nullable Object[] {row.cell(0), row.cell(1)});
  }

  private static void rare(Group row, RowSink sink) {
    if (row.cell(1) instanceof Long count && count == 1) {
      sink.row(new @Nullable Object[0]);
    }
  }

  private AggregatePlan.Builder joined(RowMaker<Group> results) {
    return AggregatePlan.of(this::rows, results)
        .every(MINUTE, MINUTE.multipliedBy(2))
        .keep(CellType.TEXT)
        .keep(CellType.TEXT)
        .joinBack(StagedDetectorTest::byHost, StagedDetectorTest::count, CellType.TEXT)
        .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN);
  }

  /** Events whose host no other event of the window has. */
  private StagedDetector events() {
    return new StagedDetector(RandomStream.all(), joined(StagedDetectorTest::rare).build());
  }

  /** How many events the most frequent host of a user has. */
  private StagedDetector users() {
    return new StagedDetector(
        RandomStream.all(),
        joined(StagedDetectorTest::cells)
            .groupAgain(StagedDetectorTest::byUser, CellType.TEXT)
            .aggregate(Aggregate.Function.MAX, CellType.LONG)
            .column("user", CellType.TEXT)
            .column("most", CellType.LONG)
            .build());
  }

  /** How many users the user's host has, where only users and hosts are kept. */
  private StagedDetector groups() {
    AggregatePlan plan =
        AggregatePlan.of(
                (Event event, RowSink sink) ->
                    sink.row(
                        new @Nullable Object[] {
                          Cells.keywords(user.values(event)),
                          Cells.keywords(host.values(event)),
                          true
                        }),
                StagedDetectorTest::cells)
            .every(MINUTE, MINUTE.multipliedBy(2))
            .by(CellType.TEXT, user)
            .by(CellType.TEXT, host)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .groupAgain(
                (row, sink) -> sink.row(new @Nullable Object[] {row.cell(1), row.cell(2)}),
                CellType.TEXT)
            .aggregate(Aggregate.Function.SUM, CellType.LONG)
            .column("host", CellType.TEXT)
            .column("count", CellType.LONG)
            .build();
    return new StagedDetector(RandomStream.all(), plan);
  }

  private KeyedStream<StagedState> stream(StagedDetector detector) {
    return new KeyedStream<>(detector, reader);
  }

  private static Map<String, Object> event(Object user, Object host) {
    return Map.of("user", user, "host", host);
  }

  private static List<Long> lines(KeyedStream<StagedState> stream) {
    return stream.detections.stream()
        .flatMap(each -> each.events().stream())
        .map(each -> each == null ? -1 : each.line())
        .toList();
  }

  private static List<String> rows(List<Detection> detections) {
    return detections.stream()
        .map(each -> (Evidence.Row) each.evidence())
        .map(row -> row.instant() + " " + row.columns().values() + " of " + row.count())
        .toList();
  }

  @Test
  void findsTheEventsWhoseRowsStayOnce() {
    KeyedStream<StagedState> stream =
        stream(events())
            .feed(10, event("u", "a"))
            .feed(20, event("u", "b"))
            .feed(30, event("v", "a"))
            .pass(59_999);
    assertThat(stream.detections).isEmpty();
    stream.pass(60_000).pass(600_000);
    assertThat(lines(stream)).containsExactly(2L);
    assertThat(stream.detections.get(0).evidence()).isInstanceOf(Evidence.Events.class);
    assertThat(stream.detections.get(0).events()).doesNotContainNull();
    assertThat(stream.cells).isEmpty();
  }

  @Test
  void bothEndsOfTheWindowCount() {
    KeyedStream<StagedState> both =
        stream(events()).feed(60_000, event("u", "a")).feed(180_000, event("u", "a"));
    both.pass(180_000);
    // Until the second event came, the first one was alone, and once that is gone, the second one.
    assertThat(lines(both)).containsExactly(1L);
    both.pass(240_000);
    assertThat(lines(both)).containsExactly(1L, 2L);
  }

  @Test
  void groupsThatReplaceRowsNameTheirEvents() {
    KeyedStream<StagedState> stream =
        stream(users())
            .feed(10, event("u", List.of("a", "b")))
            .feed(20, event("v", "b"))
            .feed(30, Map.of("user", "w"))
            .pass(60_000);
    assertThat(rows(stream.detections))
        .containsExactly("60000 [u, 2] of 1", "60000 [v, 2] of 1", "60000 [w, 1] of 1");
    assertThat(lines(stream)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void isTheSameIfRestoredAtAnyMoment() {
    for (int seed = 0; seed < 40; seed++) {
      List<RandomStream.Timed> events = RandomStream.events(new Random(seed), 60);
      for (StagedDetector detector : List.of(events(), users(), groups())) {
        KeyedStream<StagedState> whole = stream(detector);
        KeyedStream<StagedState> restored = stream(detector);
        Random random = new Random(seed);
        long time = 0;
        for (RandomStream.Timed each : events) {
          time = each.time() * 500;
          whole.feed(time, each.event());
          restored.feed(time, each.event()).restore();
          if (random.nextBoolean()) {
            restored.pass(time - 1).restore();
          }
        }
        whole.pass(time + 600_000);
        restored.pass(time + 600_000);
        assertThat(restored.detections).as("seed %s", seed).isEqualTo(whole.detections);
        assertThat(whole.detections).isNotEmpty();
        assertThat(restored.cells).isEmpty();
      }
    }
  }

  @Test
  void statesComeBackAndBrokenOnesDoNoHarm() throws IOException {
    for (StagedDetector detector : List.of(events(), users(), groups())) {
      KeyedStream<StagedState> stream = stream(detector);
      for (int i = 0; i < 8; i++) {
        stream.feed(30_000 + i * 29_000L, event("u", List.of("h" + i, "g")));
      }
      StagedState state = stream.cell(Key.NONE).get();
      if (state == null) {
        throw new AssertionError("Nothing is remembered.");
      }
      Codec<StagedState> codec = stream.codec();
      byte[] bytes = codec.toBytes(state);
      assertThat(codec.toBytes(codec.fromBytes(bytes))).isEqualTo(bytes);
      assertThat(codec.fromBytes(bytes).weight()).isEqualTo(state.weight());
      for (int length = 0; length < bytes.length; length++) {
        byte[] part = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> codec.read(new DataInputStream(new ByteArrayInputStream(part))))
            .isInstanceOf(IOException.class);
      }
      for (int seed = 0; seed < 3_000; seed++) {
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
  }

  /** The state of a rule that keeps other rows is refused, not read as rows of this one. */
  @Test
  void statesOfOtherRowsAreRefused() {
    KeyedStream<StagedState> stream = stream(events()).feed(10, event("u", "a"));
    StagedState state = stream.cell(Key.NONE).get();
    byte[] bytes = state == null ? new byte[0] : stream.codec().toBytes(state);
    for (List<CellType> kept :
        List.of(
            List.of(CellType.TEXT),
            List.of(CellType.TEXT, CellType.LONG),
            List.of(CellType.TEXT, CellType.TEXT, CellType.TEXT))) {
      AggregatePlan.Builder plan =
          AggregatePlan.of(this::rows, StagedDetectorTest::rare)
              .every(MINUTE, MINUTE.multipliedBy(2));
      kept.forEach(plan::keep);
      plan.joinBack(StagedDetectorTest::byHost, StagedDetectorTest::count, CellType.TEXT);
      Codec<StagedState> codec = new StagedDetector(RandomStream.all(), plan.build()).codec();
      assertThatThrownBy(() -> codec.fromBytes(bytes)).isInstanceOf(IOException.class);
    }
  }

  private MemoryCell<StagedState> fed(StagedDetector detector, int count, Feed feed) {
    MemoryCell<StagedState> cell = new MemoryCell<>(Key.NONE);
    for (int i = 0; i < count; i++) {
      Event event = KeyedStream.read(reader, feed.event(i));
      EventRecord record =
          new EventRecord(new EventOrder(feed.time(i), null, i), "", i, feed.json());
      for (Selection selection : detector.select(event)) {
        detector.accept(cell, selection, record, listener);
      }
    }
    return cell;
  }

  /** Events, one for each number. */
  private interface Feed {
    Map<String, Object> event(int number);

    default long time(int number) {
      return 1;
    }

    default byte[] json() {
      return new byte[1];
    }
  }

  private static StagedState state(MemoryCell<StagedState> cell) {
    StagedState state = cell.get();
    if (state == null) {
      throw new AssertionError("Nothing is remembered.");
    }
    return state;
  }

  @Test
  void rowsThatAWindowHasTooManyOfAreLeftOutAndReported() {
    StagedDetector detector = events();
    MemoryCell<StagedState> cell = fed(detector, MOST + 10, i -> event("u", "h" + i));
    assertThat(truncated).isEqualTo(11);
    assertThat(detector.remembered(state(cell))).hasSize(MOST);
    cell.advance(60_000, (woken, at) -> detector.wake(woken, at, listener));
    assertThat(detections).hasSize(MOST);
  }

  /** Also if they do not begin to count together. */
  @Test
  void aWindowOfManyIntervalsHasTheRoomOfOne() {
    AggregatePlan plan =
        joined(StagedDetectorTest::rare).every(Duration.ofSeconds(1), MINUTE).build();
    StagedDetector detector = new StagedDetector(RandomStream.all(), plan);
    MemoryCell<StagedState> cell =
        fed(
            detector,
            5 * MOST,
            new Feed() {
              @Override
              public Map<String, Object> event(int number) {
                return StagedDetectorTest.event("u", "a");
              }

              @Override
              public long time(int number) {
                return 1 + number;
              }
            });
    assertThat(detector.remembered(state(cell))).hasSize(MOST);
    assertThat(truncated).isGreaterThanOrEqualTo(4 * MOST);
    // Once they no longer count, there is room again.
    EventRecord late = new EventRecord(new EventOrder(200_000, null, 0), "", 0, new byte[1]);
    for (Selection each : detector.select(KeyedStream.read(reader, event("u", "b")))) {
      detector.accept(cell, each, late, listener);
    }
    assertThat(detector.remembered(state(cell))).containsExactly(late);
  }

  @Test
  void longRowsTakeTheRoomOfMany() {
    StagedDetector detector = events();
    MemoryCell<StagedState> cell =
        fed(
            detector,
            500,
            new Feed() {
              @Override
              public Map<String, Object> event(int number) {
                return StagedDetectorTest.event("u", "h" + number);
              }

              @Override
              public byte[] json() {
                return new byte[1 << 20];
              }
            });
    assertThat(truncated).isGreaterThan(400);
    assertThat(state(cell).weight()).isBetween(30L << 20, 40L << 20);
  }

  @Test
  void groupsThatAWindowHasTooManyOfAreLeftOutAndReported() {
    StagedDetector detector = groups();
    List<String> hosts = IntStream.range(0, 500).mapToObj(i -> "h" + i).toList();
    MemoryCell<StagedState> cell = fed(detector, 100, i -> event("u" + i, hosts));
    assertThat(truncated).isGreaterThanOrEqualTo(80);
    assertThat(state(cell).weight()).isLessThan(5L << 20);
    cell.advance(60_000, (woken, at) -> detector.wake(woken, at, listener));
    assertThat(detections).hasSize(500);
  }

  /** Each event costs the same, however many were found. */
  @Test
  void whatWasFoundCostsLaterEventsNothing() {
    StagedDetector detector = events();
    MemoryCell<StagedState> cell = fed(detector, MOST - 1, i -> event("u", "h" + i));
    cell.advance(60_000, (woken, at) -> detector.wake(woken, at, listener));
    assertThat(detections).hasSize(MOST - 1);
    StagedState state = state(cell);
    assertThat(state.firstAgain(Schedule.of(MINUTE, MINUTE.multipliedBy(2)))).isEqualTo(240_000);
  }
}
