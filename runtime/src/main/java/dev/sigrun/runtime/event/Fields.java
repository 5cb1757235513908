package dev.sigrun.runtime.event;

import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The fields that a set of matchers reads. Asking twice for the same field gives the same object.
 * Once a reader was made for them, fields are frozen and new ones are refused.
 *
 * <p>A name that ends in {@code .text}, {@code .caseless} or {@code .keyword} is a multi-field: it
 * has the values that the event holds at its own path, otherwise those of the path before the
 * ending, unless a {@link Reading} says where its values are.
 *
 * <p>Not safe for concurrent use until frozen.
 */
public final class Fields {
  private final Registry registry;
  private final Reading reading;

  /** State shared by all views of the same fields. */
  private static final class Registry {
    private final Map<Key, Field> fieldByKey = new HashMap<>();
    private final List<Field> fields = new ArrayList<>();
    private boolean frozen;
  }

  private enum Kind {
    KEYWORD,
    LOWERCASE,
    VERSION,
    PATTERN,
    NUMBER,
    BOOLEAN,
    DATE,
    DATE_NANOS,
    EVENT_TIME,
    IP,
    RANGE,
    TEXT,
    PRESENCE,
    NESTED
  }

  private record Key(Kind kind, String name, Object variant, Reading reading) {}

  /** Makes an empty registry. */
  public Fields() {
    this(new Registry(), Reading.PLAIN);
  }

  private Fields(Registry registry, Reading reading) {
    this.registry = registry;
    this.reading = reading;
  }

  /** The same registry, for fields whose values are held by events in another way. */
  public Fields reading(Reading other) {
    return new Fields(registry, other);
  }

  /** The field whose values are strings; numbers and booleans count as their source text. */
  public KeywordField keyword(String name) {
    return intern(
        KeywordField.class,
        Kind.KEYWORD,
        name,
        "",
        slot -> new KeywordField(name, slot, reading, false, false));
  }

  /** The field whose values are strings in lower case, by the rules of the root locale. */
  public KeywordField lowercase(String name) {
    return intern(
        KeywordField.class,
        Kind.LOWERCASE,
        name,
        "",
        slot -> new KeywordField(name, slot, reading, true, false));
  }

  /** The field whose values are software versions: strings that sort as such. */
  public KeywordField version(String name) {
    return intern(
        KeywordField.class,
        Kind.VERSION,
        name,
        "",
        slot -> new KeywordField(name, slot, reading, false, true));
  }

  /**
   * The field that has the scalar values of every path that matches {@code pattern}.
   *
   * @param pattern names of fields, in which {@code *} matches any run of characters
   * @param except names that do not count although they match
   */
  public KeywordField keywordPattern(String pattern, List<String> except) {
    List<String> exceptions = List.copyOf(except);
    return intern(
        KeywordField.class,
        Kind.PATTERN,
        pattern,
        exceptions,
        slot -> new KeywordField(pattern, slot, exceptions));
  }

  /** The field whose values are numbers; strings that hold numbers count as well. */
  public NumberField number(String name, NumberType type) {
    return intern(
        NumberField.class,
        Kind.NUMBER,
        name,
        type,
        slot -> new NumberField(name, slot, reading, type));
  }

  /** The field whose values are true or false. */
  public BooleanField bool(String name) {
    return intern(
        BooleanField.class, Kind.BOOLEAN, name, "", slot -> new BooleanField(name, slot, reading));
  }

  /** The field whose values are instants to the millisecond. */
  public DateField date(String name) {
    return intern(
        DateField.class, Kind.DATE, name, "", slot -> new DateField(name, slot, reading, false));
  }

  /** The field whose values are instants to the nanosecond, from 1970 to 2262. */
  public DateField dateNanos(String name) {
    return intern(
        DateField.class,
        Kind.DATE_NANOS,
        name,
        "",
        slot -> new DateField(name, slot, reading, true));
  }

  /**
   * The field that has the time of an event: its value at the first of {@code places} at which it
   * has a time. It is called as that place is.
   */
  public DateField eventTime(TimePlaces places) {
    String name = places.names().get(0);
    return intern(
        DateField.class,
        Kind.EVENT_TIME,
        name,
        places,
        slot -> new DateField(slot, places, reading));
  }

  /**
   * The same where times at the first place are written in a form of their own.
   *
   * @param format as {@link dev.sigrun.runtime.time.DateFormat#of} reads it; empty for the usual
   *     forms
   */
  public DateField eventTime(TimePlaces places, Optional<String> format) {
    return format
        .map(f -> reading(Reading.PLAIN.withDateFormat(f)).eventTime(places))
        .orElseGet(() -> eventTime(places));
  }

  /** The field whose values are addresses. */
  public IpField ip(String name) {
    return intern(IpField.class, Kind.IP, name, "", slot -> new IpField(name, slot, reading));
  }

  /** The field whose values are ranges. */
  public RangeField range(String name, RangeField.Type type) {
    return intern(
        RangeField.class,
        Kind.RANGE,
        name,
        type,
        slot -> new RangeField(name, slot, reading, type));
  }

  /** The field whose values are searched by their tokens. */
  public TextField text(String name, TextAnalyzer analyzer) {
    return intern(
        TextField.class,
        Kind.TEXT,
        name,
        analyzer,
        slot -> new TextField(name, slot, reading, analyzer));
  }

  /** The field that exists when there is any scalar at the path or below it. */
  public PresenceField presence(String name) {
    return intern(
        PresenceField.class, Kind.PRESENCE, name, "", slot -> new PresenceField(name, slot));
  }

  /** The field whose values are objects that are looked at one by one. */
  public NestedField nested(String name) {
    return intern(NestedField.class, Kind.NESTED, name, "", slot -> new NestedField(name, slot));
  }

  /** Whether {@link #like} gives a field like this one. */
  public static boolean canHaveLike(Field other) {
    return !(other instanceof TextField
        || other instanceof RangeField
        || other instanceof PresenceField
        || other instanceof NestedField
        || (other instanceof KeywordField keyword && keyword.isPattern()));
  }

  /**
   * The field with the name, kind and reading of one from another registry.
   *
   * @throws IllegalArgumentException for a field that has no scalar values, or is a pattern
   */
  public Field like(Field other) {
    Fields alike = reading(other.reading());
    String name = other.name();
    if (other instanceof KeywordField keyword && !keyword.isPattern()) {
      if (keyword.holdsVersions()) {
        return alike.version(name);
      }
      return keyword.isLowercased() ? alike.lowercase(name) : alike.keyword(name);
    }
    if (other instanceof NumberField number) {
      return alike.number(name, number.type());
    }
    if (other instanceof BooleanField) {
      return alike.bool(name);
    }
    if (other instanceof DateField date) {
      return date.places()
          .map(alike::eventTime)
          .orElseGet(() -> date.isInNanos() ? alike.dateNanos(name) : alike.date(name));
    }
    if (other instanceof IpField) {
      return alike.ip(name);
    }
    throw new IllegalArgumentException("The field " + other + " does not have values of its own.");
  }

  /** All fields in the order of their slots. */
  List<Field> inSlotOrder() {
    return List.copyOf(registry.fields);
  }

  /** From now on, new fields are refused; also in the fields of nested elements. */
  void freeze() {
    registry.frozen = true;
    for (Field field : registry.fields) {
      if (field instanceof NestedField nested) {
        nested.fields().freeze();
      }
    }
  }

  private <F extends Field> F intern(
      Class<F> type, Kind kind, String name, Object variant, IntFunction<F> factory) {
    Key key = new Key(kind, name, variant, reading);
    Field known = registry.fieldByKey.get(key);
    if (known != null) {
      return type.cast(known);
    }
    if (registry.frozen) {
      throw new IllegalStateException(
          "Field " + name + " comes too late: a reader has already been created for these fields.");
    }
    F field = factory.apply(registry.fields.size());
    registry.fieldByKey.put(key, field);
    registry.fields.add(field);
    return field;
  }
}
