package dev.sigrun.runtime.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of activity, reduced to the values of the fields that a set of matchers reads. Made by
 * an {@link EventReader}, immutable and safe to share between threads.
 *
 * <pre>{@code
 * EventReader reader = rules.reader();
 * Event event = reader.read(Map.of("process", Map.of("name", "sh")));
 * rules.match(event, (rule, matched) -> System.out.println(rule.name()));
 * }</pre>
 */
public final class Event {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);

  private final @Nullable Object[] slots;

  /** Fills slots when they are read; null if all are filled. */
  private final @Nullable Unread unread;

  private final long now;

  /** Whether it is now when the event happened, by some field of it. */
  private final boolean nowIsOwn;

  private final int ignoredValues;

  /** The note that somebody made; null if nobody did. */
  private final @Nullable Note<?> note;

  private final @Nullable Object noted;

  Event(@Nullable Object[] slots, long now, boolean nowIsOwn, int ignoredValues) {
    this(slots, null, now, nowIsOwn, ignoredValues, null, null);
  }

  /** An event of which {@code unread} fills the slots when they are read. */
  Event(@Nullable Object[] slots, Unread unread, long now, boolean nowIsOwn) {
    this(slots, unread, now, nowIsOwn, 0, null, null);
  }

  private Event(
      @Nullable Object[] slots,
      @Nullable Unread unread,
      long now,
      boolean nowIsOwn,
      int ignoredValues,
      @Nullable Note<?> note,
      @Nullable Object noted) {
    this.slots = slots;
    this.unread = unread;
    this.now = now;
    this.nowIsOwn = nowIsOwn;
    this.ignoredValues = ignoredValues;
    this.note = note;
    this.noted = noted;
  }

  /** Fills slots when they are read. Safe to share between threads. */
  interface Unread {
    /** What an array of slots has instead of values that are still to be read. */
    Object MARK = new Object();

    /** The value of a slot. */
    @Nullable Object read(int slot);

    /** The number of values that do not fit their field. */
    int ignoredValues();

    /** Replaces the mark, so that threads that see the value see all of it. */
    static void fill(@Nullable Object[] slots, int slot, @Nullable Object value) {
      SLOTS.setRelease(slots, slot, value);
    }
  }

  /**
   * Something that its owner finds out about events once and wants to know later. Nobody without
   * the note can read what is noted. An event has one note at most, the last one.
   *
   * <pre>{@code
   * Event.Note<String> tenant = new Event.Note<>();
   * Event noted = tenant.on(event, "blue");
   * tenant.of(noted, "unknown"); // blue
   * }</pre>
   */
  public static final class Note<T> {
    /** A note on no event so far. */
    public Note() {}

    /** The same event with {@code value} noted. */
    public Event on(Event event, T value) {
      return new Event(
          event.slots, event.unread, event.now, event.nowIsOwn, event.ignoredValues, this, value);
    }

    /** The value that is noted on {@code event}; {@code otherwise} if none is. */
    @SuppressWarnings("unchecked") // A note is only ever made with values of its type.
    public T of(Event event, T otherwise) {
      Object value = event.noted;
      return event.note == this && value != null ? (T) value : otherwise;
    }
  }

  /** The same event at another time. */
  Event at(long time) {
    return time == now
        ? this
        : new Event(slots, unread, time, nowIsOwn, ignoredValues, note, noted);
  }

  /**
   * The value of {@code now} in the date math of rules, in milliseconds since 1970: the event's
   * {@code @timestamp}, unless the reader was given a different clock. See {@link Now}.
   */
  public long now() {
    return now;
  }

  /**
   * The same event for a rule that uses other times: {@link #now()} is the earliest value of the
   * first of {@code timestamps} that it has. Itself if it has none of them, or if its reader was
   * given one time for all events.
   */
  public Event asOf(List<DateField> timestamps) {
    if (nowIsOwn) {
      for (DateField field : timestamps) {
        OptionalLong time = field.earliest(this);
        if (time.isPresent()) {
          return at(time.getAsLong());
        }
      }
    }
    return this;
  }

  /**
   * The number of values that were ignored because they do not fit the type of their field:
   * unparsable or out of range. Values inside nested elements count as well.
   */
  public int ignoredValues() {
    return unread == null ? ignoredValues : unread.ignoredValues();
  }

  @Nullable Object slot(int slot) {
    Object value = SLOTS.getAcquire(slots, slot);
    return value == Unread.MARK && unread != null ? unread.read(slot) : value;
  }
}
