package dev.sigrun.runtime.event;

import dev.sigrun.runtime.internal.scan.KeptValues;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The values of a scanned event that nobody has asked for so far: each slot is filled when it is
 * read. Safe to share between threads.
 */
final class UnreadValues {
  /** What an array of slots has instead of values that are still to be read. */
  static final Object UNREAD = new Object();

  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final ScanPlan plan;
  private final KeptValues values;
  private final @Nullable Object[] slots;
  private int ignored;

  /**
   * Nothing is read so far.
   *
   * @param slots in which {@link #UNREAD} is to be replaced
   */
  UnreadValues(ScanPlan plan, KeptValues values, @Nullable Object[] slots) {
    this.plan = plan;
    this.values = values;
    this.slots = slots;
  }

  /** What a slot has, perhaps {@link #UNREAD}; all of it, if another thread has just read it. */
  static @Nullable Object get(@Nullable Object[] slots, int slot) {
    return SLOTS.getAcquire(slots, slot);
  }

  /** The value of the slot. */
  synchronized @Nullable Object read(int slot) {
    Object known = slots[slot];
    if (known != UNREAD) {
      return known;
    }
    OneSlot found = new OneSlot();
    plan.read(values, slot, found);
    ignored += found.ignored();
    Object value = found.value();
    if (value == null) {
      value = plan.valueInstead(slot, this);
    }
    SLOTS.setRelease(slots, slot, value);
    return value;
  }

  /** The number of values that do not fit their field, for which all are read. */
  synchronized int ignoredValues() {
    for (int slot = 0; slot < slots.length; slot++) {
      read(slot);
    }
    return ignored;
  }
}
