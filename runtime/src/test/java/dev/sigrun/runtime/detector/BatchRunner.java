package dev.sigrun.runtime.detector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector over events that are all at hand, and holds its state in memory. Can be told to
 * disturb it in ways that must not change what is found: by waking it as soon as time allows, and
 * by writing states to bytes and reading them back.
 */
public final class BatchRunner<S> {
  private final Detector<S> detector;
  private final @Nullable Random disturbance;
  private final Map<Key, MemoryCell> cells = new LinkedHashMap<>();
  private final List<Detection> detections = new ArrayList<>();
  private final List<Key> forgotten = new ArrayList<>();

  public BatchRunner(Detector<S> detector) {
    this(detector, null);
  }

  public BatchRunner(Detector<S> detector, @Nullable Random disturbance) {
    this.detector = detector;
    this.disturbance = disturbance;
  }

  /** Everything that is found, in the order of the last events, then of keys. */
  public List<Detection> run(List<TestEvent> events) {
    List<TestEvent> inOrder = new ArrayList<>(events);
    inOrder.sort(Comparator.comparing(event -> event.record().ordinal()));
    for (TestEvent event : inOrder) {
      disturb(event.record().timestamp() - 1);
      accept(event);
    }
    wake(Long.MAX_VALUE);
    List<Detection> result = new ArrayList<>(detections);
    result.sort(
        Comparator.comparing((Detection each) -> lastOrdinal(each))
            .thenComparing(Detection::key, detector.keyOrder()));
    return result;
  }

  public void accept(TestEvent event) {
    for (Selection selection : detector.select(event.event())) {
      MemoryCell cell = cells.computeIfAbsent(selection.key(), MemoryCell::new);
      detector.accept(cell, selection, event.record(), sink());
    }
  }

  public void wake(long time) {
    for (MemoryCell cell : new ArrayList<>(cells.values())) {
      if (cell.wakeAt <= time && cell.state != null) {
        cell.wakeAt = Long.MAX_VALUE;
        cell.isAwaited = false;
        detector.wake(cell, time, sink());
      }
    }
  }

  public List<Detection> detections() {
    return detections;
  }

  public List<Key> forgotten() {
    return forgotten;
  }

  public MemoryCell cell(Key key) {
    return cells.computeIfAbsent(key, MemoryCell::new);
  }

  private void disturb(long passed) {
    if (disturbance == null) {
      return;
    }
    if (disturbance.nextBoolean()) {
      wake(passed);
    }
    if (disturbance.nextInt(3) == 0) {
      for (MemoryCell cell : cells.values()) {
        if (cell.state != null) {
          cell.state = copy(detector.codec(), cell.state);
        }
      }
    }
  }

  private DetectionSink sink() {
    return new DetectionSink() {
      @Override
      public void detected(Detection detection) {
        detections.add(detection);
      }

      @Override
      public void forgotten(String ruleId, Key key) {
        forgotten.add(key);
      }
    };
  }

  public static Ordinal lastOrdinal(Detection detection) {
    return detection.events().stream()
        .filter(event -> event != null)
        .map(EventRecord::ordinal)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  public static <S> byte[] write(StateCodec<S> codec, S state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <S> S copy(StateCodec<S> codec, S state) {
    try {
      S copy = codec.read(new DataInputStream(new ByteArrayInputStream(write(codec, state))));
      if (!copy.equals(state)) {
        throw new AssertionError("The copy of " + state + " is " + copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A state in memory. */
  public final class MemoryCell implements Cell<S> {
    private final Key key;
    private @Nullable S state;
    private long wakeAt = Long.MAX_VALUE;
    private boolean isAwaited;

    public MemoryCell(Key key) {
      this.key = key;
    }

    public boolean isAwaited() {
      return isAwaited;
    }

    public long awaited() {
      return wakeAt;
    }

    @Override
    public Key key() {
      return key;
    }

    @Override
    public @Nullable S get() {
      return state;
    }

    @Override
    public void set(S state) {
      this.state = state;
    }

    @Override
    public void clear() {
      state = null;
      wakeAt = Long.MAX_VALUE;
      isAwaited = false;
    }

    @Override
    public void wakeAt(long time) {
      isAwaited = true;
      wakeAt = Math.min(wakeAt, time);
    }
  }
}
