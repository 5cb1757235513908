package dev.sigrun.runtime.detector.suppression;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.internal.detector.Times;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of alert suppression: passes on one alert of a group and absorbs the others for
 * a while. The while is fixed from the alert that got through; later alerts in it do not prolong
 * it.
 *
 * <p>Like a {@link Detector} it remembers only what is in a {@link Cell} for each key that {@link
 * #groups} gives, and may be shared between threads. A caller that evicts a cell must call {@link
 * #close} first.
 */
public final class Suppressor {
  private final String ruleId;
  private final SuppressionPlan plan;
  private final long window;
  private final KeyReader elements;
  private final List<DateField> timestampFields;
  private final String fingerprint;

  /** The suppressor for the alerts of the rule with the given id. */
  public Suppressor(String ruleId, SuppressionPlan plan) {
    this(ruleId, plan, List.of(), "");
  }

  private Suppressor(
      String ruleId, SuppressionPlan plan, List<DateField> timestampFields, String fingerprint) {
    this.ruleId = ruleId;
    this.plan = plan;
    this.timestampFields = timestampFields;
    this.fingerprint = fingerprint;
    this.window = plan.window().toMillis();
    Field[] fields = plan.groupBy().toArray(Field[]::new);
    this.elements = plan.groupMissing() ? KeyReader.none().orMissing(fields) : KeyReader.by(fields);
  }

  /** The same, by other times: of {@code fields}, the first that an event has. */
  public Suppressor withTimestamp(DateField... fields) {
    return new Suppressor(ruleId, plan, List.of(fields), fingerprint);
  }

  /** The same with this fingerprint. */
  public Suppressor withFingerprint(String fingerprint) {
    return new Suppressor(ruleId, plan, timestampFields, fingerprint);
  }

  /**
   * Identifies what the rule looks for and how its alerts are suppressed; empty, as by default, if
   * the parameters of the rule do.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The fields that give the times of alerts' events: of those, the first that an event has. Empty,
   * as by default, for the times by which the events were detected.
   */
  public List<DateField> timestampFields() {
    return timestampFields;
  }

  /** The groups of alerts that are suppressed, and for how long. */
  public SuppressionPlan plan() {
    return plan;
  }

  /** The stable id of the rule. */
  public String ruleId() {
    return ruleId;
  }

  /**
   * The groups that a detection belongs to, in the order of keys. Empty if it is not to be
   * suppressed at all; in each of several groups it has an alert of its own, which is passed on or
   * absorbed there.
   *
   * @param detection what the alert is about
   * @param event the fields of the alert: of its event, or of what the events of a sequence have in
   *     common
   */
  public List<Key> groups(Detection detection, Event event) {
    return switch (plan.grouping()) {
      case DETECTION_KEY -> List.of(detection.key());
      case ELEMENT -> elements.keys(event).stream().sorted(KeyOrder.of(List.of(elements))).toList();
      case WHOLE -> whole(event).map(List::of).orElse(List.of());
    };
  }

  /**
   * Whether an alert of the cell's group is to be passed on. If not, it is absorbed.
   *
   * @param alertId the id that the alert has when it is passed on
   * @param start the time of the alert's first event
   * @param end the time of the alert's last event, by which the window is measured
   * @param listener is notified about the group's previous window if it is over
   */
  public boolean admits(
      Cell<SuppressedGroup> cell,
      String alertId,
      long start,
      long end,
      SuppressorListener listener) {
    SuppressedGroup open = cell.get();
    if (open != null && Times.minus(end, window) <= open.opened()) {
      cell.set(open.absorbing(start, end));
      return false;
    }
    close(cell, listener);
    cell.set(new SuppressedGroup(alertId, end, start, end, 0));
    cell.wakeAt(Times.plus(end, window));
    return true;
  }

  /**
   * Called when time advances.
   *
   * @param time no alert whose last event is at or before this time will come any more
   */
  public void wake(Cell<SuppressedGroup> cell, long time, SuppressorListener listener) {
    SuppressedGroup open = cell.get();
    if (open == null) {
      return;
    }
    if (Times.plus(open.opened(), window) <= time) {
      close(cell, listener);
    } else {
      cell.wakeAt(Times.plus(open.opened(), window));
    }
  }

  /** Ends the window of the cell's group, if there is one, before its time. */
  public void close(Cell<SuppressedGroup> cell, SuppressorListener listener) {
    SuppressedGroup open = cell.get();
    if (open != null) {
      cell.clear();
      listener.closed(ruleId, cell.key(), open);
    }
  }

  /** Writes states into snapshots and reads them back. */
  public Codec<SuppressedGroup> codec() {
    return SuppressedGroup.CODEC;
  }

  /** The key in which an array is one value. */
  private Optional<Key> whole(Event event) {
    List<@Nullable Object> values = new ArrayList<>(plan.groupBy().size());
    for (Field field : plan.groupBy()) {
      List<?> all = field.values(event);
      if (all.isEmpty() && !plan.groupMissing()) {
        return Optional.empty();
      }
      values.add(all.isEmpty() ? null : whole(all));
    }
    return Optional.of(new Key(values));
  }

  /**
   * A single value as it is; several as the text of a JSON array, sorted because their order means
   * nothing. A single text that looks like an array becomes one, so that the two never meet.
   */
  private static Object whole(List<?> values) {
    Object first = values.get(0);
    boolean looksLikeArray = first instanceof String text && text.startsWith("[");
    return values.size() == 1 && !looksLikeArray
        ? first
        : JsonValues.write(values.stream().sorted(Comparator.comparing(Object::toString)).toList());
  }
}
