package dev.sigrun.runtime.event;

import dev.sigrun.runtime.internal.scan.KeptValues;
import org.jspecify.annotations.Nullable;

/**
 * The values of a scanned event that nobody has asked for so far: each slot is filled when it is
 * read. Safe to share between threads.
 */
final class UnreadValues implements Event.Unread {
  private final ScanPlan plan;
  private final KeptValues values;
  private final @Nullable Object[] slots;

  /** Reads the slots that a scan does not fill; null if they are empty. */
  private final @Nullable EventReader general;

  /** What the general reader made of the event; null if it was not asked so far. */
  private @Nullable Event whole;

  private int ignored;

  /**
   * Nothing is read so far.
   *
   * @param slots in which {@link #MARK} is to be replaced
   * @param general reads the slots that a scan does not fill; null if they are empty
   */
  UnreadValues(
      ScanPlan plan, KeptValues values, @Nullable Object[] slots, @Nullable EventReader general) {
    this.plan = plan;
    this.values = values;
    this.slots = slots;
    this.general = general;
  }

  @Override
  public synchronized @Nullable Object read(int slot) {
    Object known = slots[slot];
    if (known != MARK) {
      return known;
    }
    Object value =
        general != null && plan.isGeneral(slot) ? whole(general).slot(slot) : scanned(slot);
    Event.Unread.fill(slots, slot, value);
    return value;
  }

  private @Nullable Object scanned(int slot) {
    if (!plan.hasValues(values, slot)) {
      return plan.valueInstead(slot, this);
    }
    OneSlot found = new OneSlot();
    plan.read(values, slot, found);
    ignored += found.ignored();
    Object value = found.value();
    return value == null ? plan.valueInstead(slot, this) : value;
  }

  private Event whole(EventReader reader) {
    Event known = whole;
    if (known == null) {
      try {
        known = reader.read(values.bytes(), 0, values.bytes().length);
      } catch (EventFormatException e) {
        throw new IllegalStateException("The bytes were an event when they were scanned.", e);
      }
      whole = known;
    }
    return known;
  }

  /** For this, all values are read. */
  @Override
  public synchronized int ignoredValues() {
    if (general != null) {
      return whole(general).ignoredValues();
    }
    for (int slot = 0; slot < slots.length; slot++) {
      read(slot);
    }
    return ignored;
  }
}
