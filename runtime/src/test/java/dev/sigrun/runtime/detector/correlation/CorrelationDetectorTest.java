package dev.sigrun.runtime.detector.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Properties that the oracle cannot show: bounds, bytes and the construction of correlations. */
class CorrelationDetectorTest {
  private static final Duration SPAN = Duration.ofSeconds(1);

  private final Fields fields = new Fields();
  private final KeywordField kind = fields.keyword("kind");
  private final KeywordField user = fields.keyword("user");
  private final KeywordField host = fields.keyword("host");
  private final NumberField n = fields.number("n", NumberType.ANY);

  private Condition is(String wanted) {
    return event -> kind.values(event).contains(wanted);
  }

  private CorrelationPlan.Builder sliding() {
    return CorrelationPlan.sliding(SPAN);
  }

  private KeyedStream<CorrelationState> stream(CorrelationPlan plan) {
    return new KeyedStream<>(new CorrelationDetector("rule", plan), EventReader.of(fields));
  }

  /** Many failed logons of a user on some host, then a success on any. */
  private CorrelationPlan chain(Term key) {
    CorrelationPlan many = sliding().events(is("a"), KeyReader.by(user, host)).atLeast("2").build();
    return CorrelationPlan.sliding(Duration.ofSeconds(9))
        .alerts(many, List.of(key), List.of())
        .events(is("b"), KeyReader.by(user))
        .inOrder()
        .build();
  }

  @Test
  void itsScopeIsWhatAllEventsHave() {
    assertThat(new CorrelationDetector("rule", chain(Term.ofKey(0))).scope())
        .isEqualTo(new StateScope.EqualKeys(List.of(Optional.of(user))));
    assertThat(new CorrelationDetector("rule", chain(Term.ofKey(1))).scope())
        .isEqualTo(new StateScope.EqualKeys(List.of(Optional.empty())));
    assertThat(new CorrelationDetector("rule", chain(Term.ofLastEvent(user))).scope())
        .isEqualTo(new StateScope.AllEvents());
  }

  @Test
  void measuresAreExact() {
    CorrelationPlan plan =
        sliding().events(is("a"), KeyReader.none(), n).sum().atLeast("0.3").build();
    KeyedStream<CorrelationState> stream = stream(plan);
    stream.feed(1, Map.of("kind", "a", "n", 0.1)).feed(2, Map.of("kind", "a", "n", "0.2"));
    assertThat(stream.detections)
        .extracting(Detection::evidence)
        .containsExactly(new Evidence.Correlation(2, 1, 2, new BigDecimal("0.3")));
  }

  @Test
  void numbersThatAreNoneAreLeftOut() {
    assertThat(Numbers.of("1e999999999")).isEmpty();
    assertThat(Numbers.of("9".repeat(400))).isEmpty();
    assertThat(Numbers.of(true)).isEmpty();
    assertThat(Numbers.of(Double.NaN)).isEmpty();
    assertThat(Numbers.of(new java.math.BigInteger("9".repeat(400)))).isEmpty();
    assertThat(Numbers.of("-1.50")).contains(new BigDecimal("-1.50"));
    assertThat(Numbers.of(7)).contains(BigDecimal.valueOf(7));
  }

  @Test
  void groupsOfInnerCorrelationsAreBounded() {
    CorrelationDetector detector = new CorrelationDetector("rule", chain(Term.ofKey(0)));
    EventReader reader = EventReader.of(fields);
    MemoryCell<CorrelationState> cell = new MemoryCell<>(Key.of("u"));
    List<Key> forgotten = new ArrayList<>();
    DetectorListener listener =
        new DetectorListener() {
          @Override
          public void detected(Detection detection) {
            throw new AssertionError(detection);
          }

          @Override
          public void forgotten(String ruleId, Key key) {
            forgotten.add(key);
          }
        };
    int events = CorrelationDetector.MAX_GROUPS + 1;
    for (int i = 0; i < events; i++) {
      Selection selection =
          detector
              .select(KeyedStream.read(reader, Map.of("kind", "a", "user", "u", "host", "h" + i)))
              .get(0);
      detector.accept(cell, selection, record(i / 100, i), listener);
    }
    CorrelationState state = cell.get();
    assertThat(state).isNotNull();
    assertThat(state.groups().size()).isEqualTo(CorrelationDetector.MAX_GROUPS / 2);
    assertThat(forgotten).hasSize(events - CorrelationDetector.MAX_GROUPS / 2);
    assertThat(detector.weight(state)).isBetween(1_000_000L, 10_000_000L);
    detector.wake(cell, 2_000_000, listener);
    assertThat(cell.get()).isNull();
  }

  @Test
  void eventsOfAGroupAreBounded() {
    CorrelationPlan plan =
        sliding().events(is("a"), KeyReader.none(), n).sum().moreThan("1000000000").build();
    CorrelationDetector detector = new CorrelationDetector("rule", plan);
    MemoryCell<CorrelationState> cell = new MemoryCell<>(Key.NONE);
    int[] forgotten = {0};
    DetectorListener listener =
        new DetectorListener() {
          @Override
          public void detected(Detection detection) {}

          @Override
          public void forgotten(String ruleId, Key key) {
            forgotten[0]++;
          }
        };
    Selection selection =
        new Selection(
            Key.NONE, List.of(), List.of(List.of(0L, List.of(), List.of(0L), List.of(1L))));
    for (int i = 0; i < CorrelationDetector.MAX_HITS + 10; i++) {
      detector.accept(cell, selection, record(5, i), listener);
    }
    assertThat(forgotten[0]).isEqualTo(10);
  }

  @Test
  void valuesBeforeTheSpanAreNotKept() {
    CorrelationPlan plan =
        sliding().events(is("a"), KeyReader.none(), host).distinct().atLeast("100000").build();
    KeyedStream<CorrelationState> stream = stream(plan);
    int perMilli = 3;
    for (int i = 0; i < 5_000 * perMilli; i++) {
      stream.feed(i / perMilli, Map.of("kind", "a", "host", "h" + i));
    }
    CorrelationState state = state(stream.cells.values().iterator().next());
    Window window = (Window) state.groups().get(new CorrelationState.Place(0, Key.NONE));
    assertThat(Optional.ofNullable(window).orElseThrow().terms().size())
        .isBetween(1_000 * perMilli, 2_100 * perMilli);
  }

  private static EventRecord record(long time, int number) {
    return new EventRecord(new EventOrder(time, null, number), "s", number, new byte[0]);
  }

  private List<KeyedStream<CorrelationState>> states() {
    List<KeyedStream<CorrelationState>> streams =
        List.of(
            stream(chain(Term.ofKey(0))),
            stream(
                CorrelationPlan.aligned(SPAN)
                    .events(is("a"), KeyReader.none(), n)
                    .percentile("75")
                    .atMost("2")
                    .outside()
                    .build()),
            stream(
                CorrelationPlan.aligned(SPAN)
                    .events(is("a"), KeyReader.by(user), host, kind)
                    .distinct()
                    .lessThan("3")
                    .build()),
            stream(
                CorrelationPlan.aligned(SPAN)
                    .events(is("a"), KeyReader.by(user))
                    .events(is("b"), KeyReader.by(user))
                    .stages()
                    .when(found -> found[0] && !found[1])
                    .build()));
    for (KeyedStream<CorrelationState> stream : streams) {
      for (int i = 0; i < 3; i++) {
        stream.feed(100 + i, Map.of("kind", "a", "user", "u", "host", "h" + i % 2, "n", i + 0.5));
      }
    }
    return streams;
  }

  /** Bytes of states may be kept for long: states written once have to remain readable. */
  @Test
  void statesAreWrittenAsEver() {
    List<String> bytes = new ArrayList<>();
    for (KeyedStream<CorrelationState> stream : states()) {
      stream
          .restore()
          .cells
          .values()
          .forEach(
              cell -> bytes.add(HexFormat.of().formatHex(stream.codec().toBytes(state(cell)))));
    }
    assertThat(bytes).containsExactlyElementsOf(GoldenStates.BYTES);
  }

  private static CorrelationState state(MemoryCell<CorrelationState> cell) {
    return Optional.ofNullable(cell.get()).orElseThrow();
  }

  @Test
  void brokenBytesDoNoHarm() {
    for (KeyedStream<CorrelationState> stream : states()) {
      byte[] bytes = stream.codec().toBytes(state(stream.cells.values().iterator().next()));
      for (int length = 0; length < bytes.length; length++) {
        byte[] part = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> stream.codec().fromBytes(part)).isInstanceOf(IOException.class);
      }
      for (int seed = 0; seed < 2_000; seed++) {
        Random random = new Random(seed);
        byte[] broken = bytes.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
          broken[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          stream.codec().toBytes(stream.codec().fromBytes(broken));
        } catch (IOException e) {
          assertThat(e).as("seed %s", seed).isNotNull();
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed, e);
        }
      }
    }
  }

  @Test
  void detectionsAreWrittenAsEver() throws IOException {
    Detection detection =
        new Detection(
            "rule",
            Key.of("u"),
            List.of(record(5, 1)),
            new Evidence.Correlation(2, -5, 7, new BigDecimal("1.50")));
    byte[] bytes = DetectorCodecs.DETECTION.toBytes(detection);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GoldenStates.DETECTION);
    assertThat(DetectorCodecs.DETECTION.fromBytes(bytes)).isEqualTo(detection);
  }

  @Test
  void plansThatMeanNothingAreRefused() {
    CorrelationPlan.Builder none = sliding();
    assertThatThrownBy(none::build).hasMessageContaining("needs a source");
    assertThatThrownBy(() -> CorrelationPlan.sliding(Duration.ZERO)).hasMessageContaining("short");
    CorrelationPlan.Builder sum = sliding().events(is("a"), KeyReader.none()).sum();
    assertThatThrownBy(sum::build).hasMessageContaining("needs a value");
    CorrelationPlan.Builder order =
        CorrelationPlan.aligned(SPAN).events(is("a"), KeyReader.none()).inOrder();
    assertThatThrownBy(order::build).hasMessageContaining("Order");
    CorrelationPlan closed =
        CorrelationPlan.aligned(SPAN).events(is("a"), KeyReader.none()).lessThan("2").build();
    assertThatThrownBy(() -> sliding().alerts(closed, List.of(), List.of()))
        .hasMessageContaining("come after");
    assertThatThrownBy(() -> sliding().percentile("101")).hasMessageContaining("from 0 to 100");
    CorrelationPlan.Builder one = sliding().events(is("a"), KeyReader.none());
    assertThatThrownBy(() -> one.events(is("b"), KeyReader.by(user)))
        .hasMessageContaining("different numbers of keys");
  }
}
