package dev.sigrun.runtime.detector;

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
 * disturb it in ways that must not change its results: by waking it as soon as time allows, by
 * leaving out selections that can begin nothing, and by writing states to bytes and reading them
 * back.
 */
public final class BatchRunner<S> {
  private final Detector<S> detector;
  private final @Nullable Random disturbance;
  private final Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
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
    inOrder.sort(Comparator.comparing(event -> event.record().order()));
    for (TestEvent event : inOrder) {
      disturb(event.record().timestamp() - 1);
      accept(event);
    }
    wake(Long.MAX_VALUE);
    List<Detection> result = new ArrayList<>(detections);
    result.sort(
        Comparator.comparing((Detection each) -> lastOrder(each))
            .thenComparing(Detection::key, detector.keyOrder()));
    return result;
  }

  public void accept(TestEvent event) {
    for (Selection selection : detector.select(event.event())) {
      MemoryCell<S> cell = cells.computeIfAbsent(selection.key(), MemoryCell::new);
      if (disturbance != null && cell.isEmpty() && !detector.mayBegin(selection)) {
        continue;
      }
      detector.accept(cell, selection, event.record(), listener());
    }
  }

  public void wake(long time) {
    for (MemoryCell<S> cell : new ArrayList<>(cells.values())) {
      if (cell.wakeAt() <= time) {
        cell.wake(time, (woken, at) -> detector.wake(woken, at, listener()));
      }
    }
  }

  public List<Detection> detections() {
    return detections;
  }

  public List<Key> forgotten() {
    return forgotten;
  }

  public MemoryCell<S> cell(Key key) {
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
      for (MemoryCell<S> cell : cells.values()) {
        if (cell.get() != null) {
          cell.set(copy(detector.codec(), cell.get()));
        }
      }
    }
  }

  private DetectorListener listener() {
    return new DetectorListener() {
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

  public static EventOrder lastOrder(Detection detection) {
    return detection.events().stream()
        .filter(event -> event != null)
        .map(EventRecord::order)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  public static <S> byte[] write(Codec<S> codec, S state) {
    return codec.toBytes(state);
  }

  private static <S> S copy(Codec<S> codec, @Nullable S state) {
    try {
      S copy = codec.fromBytes(codec.toBytes(state));
      if (!copy.equals(state)) {
        throw new AssertionError("The copy of " + state + " is " + copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
