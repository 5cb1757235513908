package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.time.DateFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field in an event. A dotted name is followed through objects whose keys are one
 * part of the name or several; arrays are transparent; null is not a value.
 */
public final class FieldValues {
  private static final List<String> MULTI_FIELDS = List.of(".text", ".caseless", ".keyword");

  private FieldValues() {}

  /**
   * The values in the form that tests of the field's type compare: String, BigDecimal or a Java
   * number, Boolean, milliseconds as Long, or {@link IpAddress}. Values that do not fit the type
   * are left out. Ranges are {@link Ranges}.
   */
  public static List<Object> of(Map<String, @Nullable Object> event, Field field) {
    List<Object> typed = new ArrayList<>();
    if (field.type().isRange()) {
      below(event, field.name()).stream()
          .filter(Objects::nonNull)
          .forEach(value -> Ranges.of(value, field).ifPresent(typed::add));
      return typed;
    }
    for (Object scalar : scalars(event, field)) {
      if (scalar.toString().length() > field.reading().ignoreAbove().orElse(Integer.MAX_VALUE)) {
        continue;
      }
      typed(scalar, field).ifPresent(typed::add);
    }
    if (typed.isEmpty()) {
      field.reading().constant().ifPresent(typed::add);
    }
    return typed;
  }

  /** Whether there is any scalar at the place of an object or below it. */
  public static boolean isPresent(Map<String, @Nullable Object> event, Field object) {
    return below(event, object.name()).stream().anyMatch(FieldValues::hasLeaf);
  }

  /** The objects of a nested list; the target of a dotted key is a separate object. */
  public static List<Map<String, @Nullable Object>> elements(
      Map<String, @Nullable Object> event, Field nested) {
    return below(event, nested.name()).stream()
        .filter(Map.class::isInstance)
        .map(FieldValues::object)
        .toList();
  }

  /** The values at {@code name}, including those under longer keys that start with it. */
  private static List<@Nullable Object> below(Map<String, @Nullable Object> event, String name) {
    List<@Nullable Object> found = new ArrayList<>();
    find(event, name, found);
    event.forEach(
        (key, value) -> {
          if (key.startsWith(name + ".")) {
            Map<String, @Nullable Object> object = new HashMap<>();
            object.put(key.substring(name.length() + 1), value);
            found.add(object);
          }
        });
    return found;
  }

  private static boolean hasLeaf(@Nullable Object node) {
    if (node instanceof Iterable<?> array) {
      return StreamSupport.stream(array.spliterator(), false).anyMatch(FieldValues::hasLeaf);
    }
    return node instanceof Map
        ? object(node).values().stream().anyMatch(FieldValues::hasLeaf)
        : node != null;
  }

  private static List<Object> scalars(Map<String, @Nullable Object> event, Field field) {
    if (field.pattern()) {
      List<Object> matching = new ArrayList<>();
      walk("", event, field, matching);
      return matching;
    }
    List<Object> declared = new ArrayList<>();
    for (String pattern : field.reading().patterns()) {
      walk("", event, Field.matching(pattern, List.of()), declared);
    }
    if (!field.reading().places().isEmpty()) {
      field.reading().places().forEach(place -> declared.addAll(scalars(event, place)));
    }
    String first =
        field.reading().places().isEmpty() ? field.name() : field.reading().places().get(0);
    List<@Nullable Object> found = new ArrayList<>();
    find(event, first, found);
    long nulls = found.stream().filter(Objects::isNull).count();
    for (long i = 0; i < nulls; i++) {
      field.reading().nullValue().ifPresent(declared::add);
    }
    if (!field.reading().places().isEmpty()) {
      return declared;
    }
    List<Object> own = scalars(event, field.name());
    own.addAll(declared);
    Optional<String> ending = MULTI_FIELDS.stream().filter(field.name()::endsWith).findFirst();
    return own.isEmpty() && ending.isPresent()
        ? scalars(event, field.name().substring(0, field.name().length() - ending.get().length()))
        : own;
  }

  private static List<Object> scalars(Map<String, @Nullable Object> event, String name) {
    List<@Nullable Object> found = new ArrayList<>();
    find(event, name, found);
    List<Object> scalars = new ArrayList<>();
    for (Object each : found) {
      if (each != null && !(each instanceof Map)) {
        scalars.add(each);
      }
    }
    return scalars;
  }

  /** Collects the values at {@code name} below {@code node}; an empty name is the node itself. */
  private static void find(@Nullable Object node, String name, List<@Nullable Object> found) {
    if (node instanceof Iterable<?> array) {
      array.forEach(element -> find(element, name, found));
    } else if (name.isEmpty()) {
      found.add(node);
    } else if (node instanceof Map) {
      object(node)
          .forEach(
              (key, value) -> {
                if (name.equals(key)) {
                  find(value, "", found);
                } else if (name.startsWith(key + ".")) {
                  find(value, name.substring(key.length() + 1), found);
                }
              });
    }
  }

  /** Collects the scalars at all paths that the field's pattern allows. */
  private static void walk(String path, @Nullable Object node, Field field, List<Object> matching) {
    if (node instanceof Iterable<?> array) {
      array.forEach(element -> walk(path, element, field, matching));
    } else if (node instanceof Map) {
      object(node)
          .forEach(
              (key, value) ->
                  walk(path.isEmpty() ? key : path + "." + key, value, field, matching));
    } else if (node != null && Texts.fits(path, field.name()) && !field.except().contains(path)) {
      matching.add(node);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(Object node) {
    return (Map<String, @Nullable Object>) node;
  }

  /** The value that a scalar is in a field that is not a range. */
  static Optional<Object> typed(Object scalar, Field field) {
    String text = scalar.toString();
    return switch (field.type()) {
      case KEYWORD, VERSION, TEXT, SCRIPT_TEXT -> Optional.of(text);
      case LOWERCASE -> Optional.of(lower(text));
      case BYTE -> whole(text, -128, 127).map(BigInteger::intValue);
      case SHORT -> whole(text, -32_768, 32_767).map(BigInteger::intValue);
      case INTEGER -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE).map(BigInteger::intValue);
      case LONG -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE).map(BigInteger::longValue);
      case UNSIGNED_LONG ->
          whole(text)
              .filter(n -> n.signum() >= 0 && n.bitLength() <= 64)
              .map(n -> narrow(n, false));
      case HALF_FLOAT, FLOAT, DOUBLE -> decimalAsJavaReadsIt(field, text);
      case NUMBER -> number(text);
      case BOOLEAN ->
          text.equals("true")
              ? Optional.of(true)
              : text.equals("false") || text.isEmpty() ? Optional.of(false) : Optional.empty();
      case DATE -> field.reading().dateFormat().isEmpty() ? instant(scalar) : dated(scalar, field);
      case DATE_NANOS -> dated(scalar, field);
      case IP -> scalar instanceof String ? Addresses.read(text).map(a -> a) : Optional.empty();
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE, DATE_RANGE, IP_RANGE ->
          throw new IllegalArgumentException("Ranges are not scalars: " + field);
      case OBJECT, NESTED -> Optional.empty();
    };
  }

  private static Optional<Object> decimalAsJavaReadsIt(Field field, String text) {
    try {
      return Double.isFinite(Double.parseDouble(text))
          ? Decimals.kept(field, text)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A number is milliseconds without its fraction, a string what its form says. */
  private static Optional<Object> instant(Object scalar) {
    if (scalar instanceof Number) {
      return whole(scalar.toString(), Long.MIN_VALUE, Long.MAX_VALUE).map(BigInteger::longValue);
    }
    return scalar instanceof String text
        ? Dates.read(text).map(Instant::toEpochMilli)
        : Optional.empty();
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder();
    text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }

  /** Parses a date in the format of the field; in nanoseconds if its type is, from 1970 to 2262. */
  private static Optional<Object> dated(Object scalar, Field field) {
    Optional<Instant> instant =
        scalar instanceof Boolean ? Optional.empty() : instant(scalar.toString(), field);
    if (field.type() == ValueType.DATE) {
      return instant.map(Instant::toEpochMilli);
    }
    return instant
        .map(
            i ->
                BigInteger.valueOf(i.getEpochSecond())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(i.getNano())))
        .filter(n -> n.signum() >= 0 && n.bitLength() < Long.SIZE)
        .map(BigInteger::longValue);
  }

  /** By a format of its own as the runtime reads it, which vectors of a server test. */
  private static Optional<Instant> instant(String text, Field field) {
    return field.reading().dateFormat().isPresent()
        ? DateFormat.of(field.reading().dateFormat().get()).parse(text, false)
        : Dates.read(text);
  }

  /** A number of a field of unknown type: as it is written. */
  private static Optional<Object> number(String text) {
    return text.matches("[+-]?[0-9]+")
        ? Optional.of(narrow(new BigInteger(text), true))
        : decimal(text).map(n -> n);
  }

  private static Number narrow(BigInteger number, boolean toInt) {
    if (toInt && number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  private static Optional<BigInteger> whole(String text, long least, long greatest) {
    return whole(text)
        .filter(n -> n.compareTo(BigInteger.valueOf(least)) >= 0)
        .filter(n -> n.compareTo(BigInteger.valueOf(greatest)) <= 0);
  }

  /** Whole numbers lose their fraction. */
  private static Optional<BigInteger> whole(String text) {
    return isNumber(text) ? Optional.of(new BigDecimal(text).toBigInteger()) : Optional.empty();
  }

  private static Optional<Double> decimal(String text) {
    return isNumber(text)
        ? Optional.of(Double.valueOf(text)).filter(Double::isFinite)
        : Optional.empty();
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  }
}
