package dev.sigrun.runtime.event;

import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.time.Timestamps;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes scalars for one slot, in the form that the field of the slot wants. */
abstract class ValueTarget {
  private final int scope;
  private final int slot;

  /** What a scalar is in JSON. */
  enum Scalar {
    STRING,
    NUMBER,
    BOOLEAN
  }

  private ValueTarget(int scope, int slot) {
    this.scope = scope;
    this.slot = slot;
  }

  /** The target that fills {@code slot} with values for {@code field}. */
  static ValueTarget of(Field field, int scope, int slot) {
    if (field instanceof KeywordField keyword) {
      return new Keywords(scope, slot, keyword.isLowercased());
    }
    if (field instanceof NumberField number) {
      return new Numbers(scope, slot, number.type());
    }
    if (field instanceof BooleanField) {
      return new Booleans(scope, slot);
    }
    if (field instanceof DateField) {
      return new Dates(scope, slot);
    }
    if (field instanceof IpField) {
      return new Addresses(scope, slot);
    }
    if (field instanceof TextField text) {
      return new Texts(scope, slot, text);
    }
    return new Presence(scope, slot);
  }

  /** The scope whose slot this fills. */
  final int scope() {
    return scope;
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
  abstract void accept(EventBuilder event, Scalar kind, String text);

  final void add(EventBuilder event, @Nullable Object value, Class<? extends Object[]> arrayType) {
    if (value == null) {
      event.ignore();
    } else {
      event.add(scope, slot, value, arrayType);
    }
  }

  private static final class Keywords extends ValueTarget {
    private final boolean lowercased;

    Keywords(int scope, int slot, boolean lowercased) {
      super(scope, slot);
      this.lowercased = lowercased;
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
      add(event, lowercased ? text.toLowerCase(Locale.ROOT) : text, String[].class);
    }
  }

  private static final class Numbers extends ValueTarget {
    private final NumberType type;

    Numbers(int scope, int slot, NumberType type) {
      super(scope, slot);
      this.type = type;
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
      add(event, NumberCoercion.coerce(text, type), Number[].class);
    }
  }

  private static final class Booleans extends ValueTarget {
    Booleans(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
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
    void accept(EventBuilder event, Scalar kind, String text) {
      OptionalLong millis = OptionalLong.empty();
      if (kind == Scalar.STRING) {
        millis = Timestamps.parse(text);
      } else if (kind == Scalar.NUMBER) {
        millis = Timestamps.parseMillis(text);
        if (millis.isEmpty()) {
          // Exponents, which only other writers of JSON use.
          Number number = NumberCoercion.coerce(text, NumberType.LONG);
          millis = number == null ? millis : OptionalLong.of(number.longValue());
        }
      }
      add(event, millis.isPresent() ? millis.getAsLong() : null, Long[].class);
    }
  }

  private static final class Addresses extends ValueTarget {
    Addresses(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
      Optional<IpAddress> address =
          kind == Scalar.STRING ? IpAddress.parse(text) : Optional.empty();
      add(event, address.orElse(null), IpAddress[].class);
    }
  }

  private static final class Texts extends ValueTarget {
    private final TextField field;

    Texts(int scope, int slot, TextField field) {
      super(scope, slot);
      this.field = field;
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
      event.addText(super.scope, super.slot, text, field.analyzer());
    }
  }

  private static final class Presence extends ValueTarget {
    Presence(int scope, int slot) {
      super(scope, slot);
    }

    @Override
    void accept(EventBuilder event, Scalar kind, String text) {
      event.set(super.scope, super.slot, true);
    }
  }
}
