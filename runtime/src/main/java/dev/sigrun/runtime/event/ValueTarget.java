package dev.sigrun.runtime.event;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.event.IntervalReading.Interval;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.text.TextAnalyzer;
import dev.sigrun.runtime.time.DateFormat;
import dev.sigrun.runtime.time.Timestamps;
import dev.sigrun.runtime.time.WrittenTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes scalars for one slot, in the form that the field of the slot wants. */
abstract class ValueTarget {
  private final int scope;
  private final int slot;

  /** The JSON type of a scalar. */
  enum Scalar {
    STRING,
    NUMBER,
    BOOLEAN
  }

  /** Receives the values of slots, in the form that their fields want. */
  interface Sink {
    /** Counts a value that does not fit its field. */
    void ignore();

    /** Replaces what the slot has. */
    void set(int scope, int slot, Object value);

    /** Removes what the slot has. */
    void clear(int scope, int slot);

    /**
     * Adds a value to what the slot has.
     *
     * @param arrayType of several values
     */
    void add(int scope, int slot, Object value, Class<? extends Object[]> arrayType);

    /** Adds a text to what the slot has. */
    void addText(int scope, int slot, String value, TextAnalyzer analyzer);
  }

  private ValueTarget(int scope, int slot) {
    this.scope = scope;
    this.slot = slot;
  }

  /** The target that fills {@code slot} with values for {@code field}. */
  static ValueTarget of(Field field, int scope, int slot) {
    if (field instanceof KeywordField keyword) {
      return new Keywords(scope, slot, keyword);
    }
    if (field instanceof NumberField number) {
      return new Numbers(scope, slot, number);
    }
    if (field instanceof BooleanField) {
      return new Booleans(scope, slot);
    }
    if (field instanceof DateField date) {
      boolean usual = !date.isInNanos() && date.reading().dateFormat().isEmpty();
      return usual ? new Dates(scope, slot) : new FormattedDates(scope, slot, date);
    }
    if (field instanceof IpField) {
      return new Addresses(scope, slot);
    }
    if (field instanceof TextField text) {
      return new Texts(scope, slot, text);
    }
    if (field instanceof RangeField range) {
      return new Blocks(scope, slot, range);
    }
    return new Presence(scope, slot);
  }

  /**
   * The target that fills {@code slot} of a range with one of its ends. Of several the last counts,
   * but one that cannot be read spoils the range even if another follows.
   */
  static ValueTarget end(ReadPlan.Scope scope, int slot, boolean inclusive) {
    IntervalReading reading = scope.ranges().orElseThrow();
    boolean isLower = slot == ReadPlan.Scope.LOWER;
    return new ValueTarget(scope.id(), slot) {
      @Override
      void accept(Sink event, Scalar kind, String text) {
        IntervalReading.End end = new IntervalReading.End(kind, text, inclusive);
        if (reading.canRead(end, isLower)) {
          event.set(scope.id(), slot, end);
        } else {
          event.set(scope.id(), ReadPlan.Scope.MISPLACED, true);
        }
      }
    };
  }

  /** The target that empties {@code slot} of a range: null is not a bound. */
  static ValueTarget noEnd(int scope, int slot) {
    return new ValueTarget(scope, slot) {
      @Override
      void accept(Sink event, Scalar kind, String text) {
        event.clear(scope, slot);
      }
    };
  }

  /** The target of what has no place in a range. */
  static ValueTarget misplaced(int scope) {
    return new ValueTarget(scope, ReadPlan.Scope.MISPLACED) {
      @Override
      void accept(Sink event, Scalar kind, String text) {
        event.set(scope, ReadPlan.Scope.MISPLACED, true);
      }
    };
  }

  /** The target that fills {@code slot} with the times that events have at {@code place}. */
  static ValueTarget ofEventTime(String place, int scope, int slot) {
    return place.equals(TimePlaces.TIMESTAMP) ? new Dates(scope, slot) : new Times(scope, slot);
  }

  /** The instant that a value of a date is, in milliseconds since 1970. */
  static OptionalLong date(Scalar kind, String text) {
    if (kind == Scalar.STRING) {
      return Timestamps.parse(text);
    }
    if (kind == Scalar.BOOLEAN) {
      return OptionalLong.empty();
    }
    OptionalLong millis = Timestamps.parseMillis(text);
    if (millis.isPresent()) {
      return millis;
    }
    // Exponents, which only other writers of JSON use.
    Number number = NumberCoercion.coerce(text, NumberType.LONG);
    return number == null ? millis : OptionalLong.of(number.longValue());
  }

  /** The time that a value at one of the places of other products is. */
  static OptionalLong time(Scalar kind, String text) {
    return kind == Scalar.BOOLEAN ? OptionalLong.empty() : WrittenTime.parse(text);
  }

  /** The scope whose slot this fills. */
  final int scope() {
    return scope;
  }

  /** The slot that this fills. */
  final int slot() {
    return slot;
  }

  /** Whether this takes dates. */
  boolean isDate() {
    return false;
  }

  /**
   * Takes a scalar.
   *
   * @param text a string as it is, anything else as it is written
   */
  abstract void accept(Sink event, Scalar kind, String text);

  final void add(Sink event, @Nullable Object value, Class<? extends Object[]> arrayType) {
    if (value == null) {
      event.ignore();
    } else {
      event.add(scope, slot, value, arrayType);
    }
  }

  private static final class Keywords extends ValueTarget {
    private final boolean lowercased;

    /** Longer texts are not values. */
    private final int longest;

    Keywords(int scope, int slot, KeywordField field) {
      super(scope, slot);
      this.lowercased = field.isLowercased();
      this.longest = field.reading().ignoreAbove().orElse(Integer.MAX_VALUE);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      if (text.length() > longest) {
        event.ignore();
        return;
      }
      add(event, lowercased ? CaseFolding.lower(text) : text, String[].class);
    }
  }

  private static final class Numbers extends ValueTarget {
    private final NumberType type;

    /** Zero if numbers are not rounded to multiples of a fraction. */
    private final double scalingFactor;

    Numbers(int scope, int slot, NumberField field) {
      super(scope, slot);
      this.type = field.type();
      this.scalingFactor = field.reading().scalingFactor().orElse(0);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      Number number = NumberCoercion.coerce(text, type);
      if (number != null && scalingFactor != 0) {
        number = Math.round(number.doubleValue() * scalingFactor) / scalingFactor;
      }
      add(event, number, Number[].class);
    }
  }

  private static final class Booleans extends ValueTarget {
    Booleans(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      boolean isTrue = text.equals("true");
      boolean isBoolean = isTrue || text.equals("false") || text.isEmpty();
      add(event, isBoolean ? isTrue : null, Boolean[].class);
    }
  }

  private static final class Dates extends ValueTarget {
    Dates(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    boolean isDate() {
      return true;
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      OptionalLong millis = date(kind, text);
      add(event, millis.isPresent() ? millis.getAsLong() : null, Long[].class);
    }
  }

  /**
   * Times of events. A value that is not a time is not an error: other products may mean something
   * else.
   */
  private static final class Times extends ValueTarget {
    Times(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    boolean isDate() {
      return true;
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      OptionalLong millis = time(kind, text);
      if (millis.isPresent()) {
        add(event, millis.getAsLong(), Long[].class);
      }
    }
  }

  /** Dates that are written in a form of their own, or kept to the nanosecond. */
  private static final class FormattedDates extends ValueTarget {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final DateFormat format;
    private final boolean nanos;

    FormattedDates(int scope, int slot, DateField field) {
      super(scope, slot);
      this.format = field.reading().dateFormat().map(DateFormat::of).orElse(DateFormat.usual());
      this.nanos = field.isInNanos();
    }

    @Override
    boolean isDate() {
      return true;
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      Optional<Instant> instant =
          kind == Scalar.BOOLEAN ? Optional.empty() : format.parse(text, false);
      add(event, instant.map(this::kept).orElse(null), Long[].class);
    }

    /** An instant as it is kept; null if it is beyond what an index keeps in nanoseconds. */
    private @Nullable Long kept(Instant instant) {
      if (!nanos) {
        return instant.toEpochMilli();
      }
      long second = instant.getEpochSecond();
      if (second < 0 || second > Long.MAX_VALUE / NANOS_PER_SECOND) {
        return null;
      }
      // Negative if the last second is passed.
      long kept = second * NANOS_PER_SECOND + instant.getNano();
      return kept < 0 ? null : (Long) kept;
    }
  }

  private static final class Addresses extends ValueTarget {
    Addresses(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      Optional<IpAddress> address =
          kind == Scalar.STRING ? IpAddress.parse(text) : Optional.empty();
      add(event, address.orElse(null), IpAddress[].class);
    }
  }

  /** Blocks of addresses, the only ranges that are not objects. */
  private static final class Blocks extends ValueTarget {
    private final IntervalReading reading;

    Blocks(int scope, int slot, RangeField field) {
      super(scope, slot);
      this.reading = new IntervalReading(field);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      add(event, kind == Scalar.STRING ? reading.block(text) : null, Interval[].class);
    }
  }

  private static final class Texts extends ValueTarget {
    private final TextField field;

    Texts(int scope, int slot, TextField field) {
      super(scope, slot);
      this.field = field;
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      event.addText(scope(), slot(), text, field.analyzer());
    }
  }

  private static final class Presence extends ValueTarget {
    Presence(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(Sink event, Scalar kind, String text) {
      event.set(scope(), slot(), true);
    }
  }
}
