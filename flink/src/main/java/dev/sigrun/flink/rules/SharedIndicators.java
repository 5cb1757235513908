package dev.sigrun.flink.rules;

import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.StoredFile;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.detector.indicator.IndicatorDocument;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The indicators of the rules of one version, which all slots of a process share. A list is read
 * whole before it counts. Safe for concurrent use.
 */
final class SharedIndicators {
  /** Larger files are refused. */
  static final long MAX_BYTES = 1L << 30;

  private static final long HOUR_MILLIS = 3_600_000;

  private final RuleCatalog catalog;
  private final IndicatorLists lists = new IndicatorLists();
  private final Map<String, Given> given = new HashMap<>();

  /** What {@code now} is for queries on indicators; the wall clock's until events tell. */
  private volatile long now = Long.MIN_VALUE;

  /** The indicators that a rule has. */
  private record Given(
      long number, IndicatorMatchDetector detector, List<IndicatorDocument> documents) {}

  /** No indicators yet for the rules of {@code catalog}. */
  SharedIndicators(RuleCatalog catalog) {
    this.catalog = catalog;
  }

  ReferenceData lists() {
    return lists;
  }

  private long time() {
    return now == Long.MIN_VALUE ? System.currentTimeMillis() : now;
  }

  synchronized void take(IndicatorList list) {
    for (String rule : list.rules()) {
      Given last = given.get(rule);
      Optional<IndicatorMatchDetector> detector = detector(catalog, rule);
      if (detector.isPresent() && (last == null || last.number() < list.number())) {
        List<IndicatorDocument> documents;
        try {
          documents = read(list.file(), detector.get(), this::time).documents();
        } catch (IOException e) {
          throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
        lists.replace(detector.get(), documents);
        given.put(rule, new Given(list.number(), detector.get(), documents));
      }
    }
  }

  void passTo(long time) {
    // Mostly that is all: this is called again and again.
    if (time < now + HOUR_MILLIS) {
      return;
    }
    synchronized (this) {
      if (time >= now + HOUR_MILLIS) {
        now = time;
        given.values().forEach(each -> lists.replace(each.detector(), asOfNow(each, this::time)));
      }
    }
  }

  /** The documents as the rule's query sees them now. */
  private static List<IndicatorDocument> asOfNow(Given given, LongSupplier clock) {
    EventReader reader = given.detector().indicatorReader(clock);
    List<IndicatorDocument> read = new ArrayList<>(given.documents().size());
    for (IndicatorDocument each : given.documents()) {
      try {
        read.add(
            new IndicatorDocument(each.id(), each.index(), reader.read(each.json()), each.json()));
      } catch (EventFormatException e) {
        throw new IllegalStateException("An indicator cannot be read again.", e);
      }
    }
    return read;
  }

  /** The detector of a rule of this id that compares events with indicators. */
  static Optional<IndicatorMatchDetector> detector(RuleCatalog catalog, String ruleId) {
    for (Detector<?> detector : catalog.rules().detectors()) {
      if (detector.ruleId().equals(ruleId)) {
        return detector.unwrap(IndicatorMatchDetector.class).map(Supplier::get);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a list.
   *
   * @param clock gives what {@code now} is for the rule's query on indicators
   * @throws IOException if the file cannot be read, or is not the one that was announced, or none
   *     of its lines is an indicator
   */
  static IndicatorFile read(StoredFile file, IndicatorMatchDetector detector, LongSupplier clock)
      throws IOException {
    String name = file.uri().substring(file.uri().lastIndexOf('/') + 1);
    try (LocalCopy copy = LocalCopy.of(file, ".ndjson", MAX_BYTES);
        InputStream in = new BufferedInputStream(Files.newInputStream(copy.file()))) {
      return IndicatorFile.read(in, name, detector.indicatorReader(clock));
    }
  }
}
