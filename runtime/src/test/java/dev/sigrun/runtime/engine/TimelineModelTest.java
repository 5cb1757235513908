package dev.sigrun.runtime.engine;

import static dev.sigrun.runtime.engine.EngineRun.WALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Which events an engine processes and which wakings it delivers, in which order and after which
 * arrival: compared with sorting all that arrived in time.
 */
class TimelineModelTest {
  private static final int HOSTS = 3;
  private static final long SPAN = 5 * HOSTS;

  /** An event; events of different hosts never have the same time. */
  private record Arriving(long time, int host, int id, int arrival) {}

  /** A step of the detector. Wakings come after the events of their time. */
  private record Step(long time, boolean waking, int id, int arrival, String text) {
    static final Comparator<Step> ORDER =
        Comparator.comparingLong(Step::time)
            .thenComparing(Step::waking)
            .thenComparingInt(Step::id)
            .thenComparingInt(Step::arrival);
  }

  /** Reports each event, and that none followed within the span. */
  private static final class EchoDetector extends PairDetector {
    EchoDetector(Fields fields) {
      super("echo", SPAN, "echo", fields);
    }

    @Override
    public void accept(
        Cell<EventRecord> cell, Selection selection, EventRecord event, DetectorListener sink) {
      report(cell, sink, event);
      cell.clear();
      cell.set(event);
      cell.wakeAt(event.timestamp() + SPAN);
    }

    @Override
    public void wake(Cell<EventRecord> cell, long time, DetectorListener sink) {
      report(cell, sink, cell.get(), null);
      cell.clear();
    }

    private void report(Cell<EventRecord> cell, DetectorListener sink, EventRecord... events) {
      sink.detected(
          new Detection(ruleId(), cell.key(), Arrays.asList(events), new Evidence.Events()));
    }
  }

  @Test
  void eventsAndWakingsComeInTimeAndInOrder() {
    int late = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      long lateness = random.nextInt(30);
      EngineRun run =
          new EngineRun(new TestRules().detector("echo", EchoDetector::new).build(), lateness);
      List<Arriving> inTime = new ArrayList<>();
      long clock = Long.MIN_VALUE;
      long now = WALL / HOSTS * HOSTS;
      for (int i = 0; i < 60; i++) {
        now += random.nextInt(4) * HOSTS;
        int host = random.nextInt(HOSTS);
        long time = now - random.nextInt(12) * HOSTS + host;
        Arriving event = new Arriving(time, host, random.nextInt(3), i);
        if (clock == Long.MIN_VALUE || time >= clock - lateness) {
          inTime.add(event);
          clock = Math.max(clock, time);
        } else {
          late++;
        }
        run.accept(time, "host" + host, "a", event.id());
        assertThat(run.detected)
            .as("seed %s after event %s", seed, i)
            .isEqualTo(expected(inTime, clock - lateness - 1));
      }
      run.engine.finish();
      assertThat(run.detected).as("seed %s", seed).isEqualTo(expected(inTime, Long.MAX_VALUE));
    }
    assertThat(late).isGreaterThan(1_000);
  }

  /** The expected actions when everything up to {@code watermark} is known. */
  private static List<String> expected(List<Arriving> inTime, long watermark) {
    List<Step> steps = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      List<Step> ofHost = new ArrayList<>();
      for (Arriving event : inTime) {
        if (event.host() == host) {
          String text = "echo " + event.id();
          ofHost.add(new Step(event.time(), false, event.id(), event.arrival(), text));
        }
      }
      ofHost.sort(Step.ORDER);
      steps.addAll(ofHost);
      for (int i = 0; i < ofHost.size(); i++) {
        Step step = ofHost.get(i);
        boolean last = i + 1 == ofHost.size();
        if (last || ofHost.get(i + 1).time() > step.time() + SPAN) {
          steps.add(new Step(step.time() + SPAN, true, 0, 0, step.text() + " -"));
        }
      }
    }
    return steps.stream()
        .filter(step -> step.time() <= watermark)
        .sorted(Step.ORDER)
        .map(Step::text)
        .toList();
  }
}
