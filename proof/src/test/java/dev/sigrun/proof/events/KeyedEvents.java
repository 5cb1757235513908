package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events that satisfy a predicate and whose fields have chosen values. */
final class KeyedEvents {
  private final Random random;
  private final EventSearch search;
  private final LeafValues values;

  KeyedEvents(Random random, EventSearch search) {
    this.random = random;
    this.search = search;
    this.values = new LeafValues(random);
  }

  /** A value for a key; texts are plain ones most of the time. */
  Object value(Field field, int number) {
    return switch (field.type()) {
      case KEYWORD, LOWERCASE, VERSION, TEXT, SCRIPT_TEXT, OBJECT, NESTED ->
          random.nextInt(6) == 0 ? "k " + number + " \\*\"é" : "key-" + number;
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          (long) number + 1;
      case IP -> "10.0." + number + ".1";
      case BOOLEAN -> number % 2 == 0;
      case DATE,
          DATE_NANOS,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE ->
          values.any(field);
    };
  }

  /**
   * An event of which {@code predicate} is true and whose fields have these values; if there is
   * none, one that just satisfies the predicate.
   */
  Optional<Map<String, @Nullable Object>> find(
      Predicate predicate, List<Field> fields, List<Object> key) {
    List<Predicate> terms = new ArrayList<>(List.of(predicate));
    for (int i = 0; i < fields.size(); i++) {
      equal(predicate.origin(), fields.get(i), key.get(i)).ifPresent(terms::add);
    }
    Optional<Map<String, @Nullable Object>> keyed =
        search.find(Predicate.and(predicate.origin(), terms), true);
    return keyed.isPresent() ? keyed : search.find(predicate, true);
  }

  private static Optional<Predicate> equal(Origin origin, Field field, Object value) {
    return switch (field.type()) {
      case KEYWORD, LOWERCASE, VERSION ->
          Optional.of(
              new Predicate.StringIn(
                  origin, field, List.of((String) value), CaseSensitivity.SENSITIVE));
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          Optional.of(
              new Predicate.NumberIn(origin, field, List.of(new BigDecimal(value.toString()))));
      case IP ->
          Optional.of(new Predicate.IpIn(origin, field, List.of(IpBlock.of((String) value))));
      case BOOLEAN -> Optional.of(new Predicate.BooleanIs(origin, field, (Boolean) value));
      case TEXT,
          SCRIPT_TEXT,
          DATE,
          DATE_NANOS,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE,
          OBJECT,
          NESTED ->
          Optional.empty();
    };
  }
}
