package dev.sigrun.runtime.event;

import dev.sigrun.runtime.internal.instant.ScannedTime;
import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.internal.scan.Spares;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads events in two steps, which may also be taken one by one: a scan locates the values, then an
 * {@link Event} is created from them. Jackson reads what the scanner does not support (patterns of
 * names and nested elements), and also invalid input, to report why it is invalid.
 */
public final class ScanningEventReader implements EventReader {
  /** Of larger events, all values are read at once, so that the rest need not be kept. */
  static final int MOST_KEPT = 1 << 15;

  private final JacksonEventReader general;

  /** For what a scan does not find in an event. */
  private final JacksonEventReader parts;

  private final ScanPlan plan;
  private final EventScanner scanner;
  private final Now now;
  private final Spares<ScannedEvent> scanned;

  /** A reader that does what {@code plan} says. */
  public ScanningEventReader(ScanPlan plan, Now now) {
    this.general = new JacksonEventReader(plan.reading(), now);
    this.parts = new JacksonEventReader(plan.reading(), now.ofParts());
    this.plan = plan;
    this.scanner = new EventScanner(plan.keys());
    this.now = now;
    this.scanned = new Spares<>(() -> new ScannedEvent(plan.keys()));
  }

  /**
   * A reader for {@code fields}, which are frozen by this.
   *
   * @param clock gives {@link Event#now()} in milliseconds since 1970; asked once per event
   */
  public static ScanningEventReader of(Fields fields, LongSupplier clock) {
    return new ScanningEventReader(ScanPlan.of(fields), Now.of(clock));
  }

  /**
   * The names for which the scan looks: those of all fields that are neither nested nor patterns.
   */
  public KeyTrie keys() {
    return plan.keys();
  }

  /**
   * Takes the first step alone.
   *
   * @param bytes JSON text in UTF-8; {@code event} refers to it until its next scan
   * @param event takes the result; made for {@link #keys()}
   * @throws EventFormatException as {@link #read(byte[], int, int)}
   */
  public void scan(byte[] bytes, int offset, int length, ScannedEvent event)
      throws EventFormatException {
    if (length > MAX_STRING_LENGTH) {
      // Only these may exceed the limits on single strings and numbers, which the scan does not
      // know.
      general.read(bytes, offset, length);
    }
    if (!scanner.scan(bytes, offset, length, event)) {
      throw EventFormatException.explaining(bytes, offset, length);
    }
  }

  /**
   * Takes the second step: the event that {@link #scan} found, with values of its own.
   *
   * @param event what this reader scanned, with the same bytes
   */
  public Event event(ScannedEvent event) {
    if (event.length() <= MOST_KEPT) {
      return plan.event(event, now, parts);
    }
    if (event.isComplete()) {
      return plan.wholeEvent(event, now);
    }
    try {
      return general.read(event.bytes(), event.offset(), event.length());
    } catch (EventFormatException e) {
      throw new IllegalArgumentException("The bytes have changed since they were scanned.", e);
    }
  }

  /**
   * No more of the event that {@link #scan} found than the values of dates.
   *
   * @param event what this reader scanned, with the same bytes
   */
  public Event dates(ScannedEvent event) {
    return plan.dates(event, now);
  }

  /**
   * Reads the time in {@code field} from what {@link #scan} found; empty if only an event says what
   * it is.
   */
  public Optional<ScannedTime> time(DateField field) {
    return plan.time(field);
  }

  @Override
  public Event read(byte[] bytes, int offset, int length) throws EventFormatException {
    ScannedEvent event = scanned.take();
    try {
      scan(bytes, offset, length, event);
      return event(event);
    } finally {
      event.clear();
      scanned.give(event);
    }
  }

  @Override
  public Event read(Map<String, ?> event) throws EventFormatException {
    return general.read(event);
  }
}
