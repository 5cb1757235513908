package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Events over the fields of {@link RandomFields}: missing, null, single and several values, of the
 * right type and of others, under dotted keys and in nested objects.
 */
public final class RandomEvent {
  private static final List<String> ENDS = List.of("gte", "gt", "lte", "lt", "from");

  private final Random random;

  /** Events that {@code random} decides. */
  public RandomEvent(Random random) {
    this.random = random;
  }

  /** The next event, a tree as of {@code JsonValues}. */
  public Map<String, @Nullable Object> next() {
    return object(0);
  }

  private Map<String, @Nullable Object> object(int nesting) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Field field : RandomFields.at(nesting)) {
      boolean holdsValues = field.type() != ValueType.OBJECT && !field.pattern();
      if (holdsValues && random.nextInt(5) < 3) {
        if (field.type().isRange() && random.nextInt(8) == 0) {
          range(field.type()).forEach((end, v) -> put(object, field.name() + "." + end, v));
        } else {
          put(object, field.name(), values(field, nesting));
        }
      }
    }
    return object;
  }

  private void put(Map<String, @Nullable Object> object, String name, @Nullable Object value) {
    int dot = name.indexOf('.');
    if (dot < 0 || random.nextBoolean()) {
      object.put(name, value);
      return;
    }
    String head = name.substring(0, dot);
    if (!object.containsKey(head)) {
      object.put(head, new LinkedHashMap<String, @Nullable Object>());
    }
    if (object.get(head) instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked")
      Map<String, @Nullable Object> inner = (Map<String, @Nullable Object>) object.get(head);
      put(inner, name.substring(dot + 1), value);
    } else {
      object.put(name, value);
    }
  }

  private @Nullable Object values(Field field, int nesting) {
    if (random.nextInt(3) > 0) {
      return value(field, nesting);
    }
    List<@Nullable Object> several = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      several.add(random.nextInt(8) == 0 ? values(field, nesting) : value(field, nesting));
    }
    return several;
  }

  private @Nullable Object value(Field field, int nesting) {
    int luck = random.nextInt(20);
    if (luck == 0) {
      return null;
    }
    if (luck == 1) {
      return new LinkedHashMap<String, @Nullable Object>(Map.of("deeper", "a"));
    }
    if (luck < 4 && field.type() != ValueType.NESTED) {
      return anything();
    }
    return switch (field.type()) {
      case VERSION -> RandomFields.pick(random, RandomFields.VERSIONS);
      case KEYWORD, LOWERCASE, TEXT, SCRIPT_TEXT -> RandomFields.pick(random, RandomFields.STRINGS);
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          RandomFields.pick(random, RandomFields.NUMBERS);
      case BOOLEAN -> random.nextBoolean();
      case DATE, DATE_NANOS -> RandomFields.pick(random, RandomFields.DATES);
      case IP -> RandomFields.pick(random, RandomFields.ADDRESSES);
      case INTEGER_RANGE, LONG_RANGE, FLOAT_RANGE, DOUBLE_RANGE, DATE_RANGE, IP_RANGE ->
          range(field.type());
      case NESTED -> luck < 4 ? anything() : object(nesting + 1);
      case OBJECT -> anything();
    };
  }

  /** Up to three ends in any order, now and then one that does not belong there. */
  private Map<String, @Nullable Object> range(ValueType type) {
    Map<String, @Nullable Object> range = new LinkedHashMap<>();
    int count = random.nextInt(8) == 0 ? random.nextInt(4) : 2;
    for (int i = 0; i < count; i++) {
      String end =
          RandomFields.pick(
              random, i == 0 ? List.of("gte", "gt") : i == 1 ? List.of("lte", "lt") : ENDS);
      range.put(end, random.nextInt(16) == 0 ? spoilt() : end(type));
    }
    return range;
  }

  private Object end(ValueType type) {
    if (type == ValueType.IP_RANGE) {
      return RandomFields.pick(random, RandomFields.ADDRESSES);
    }
    if (type == ValueType.DATE_RANGE) {
      return RandomFields.pick(random, RandomFields.DATES);
    }
    return RandomFields.pick(
        random, random.nextInt(3) == 0 ? RandomFields.NUMBERS : RandomFields.ENDS);
  }

  private @Nullable Object spoilt() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new ArrayList<@Nullable Object>(List.of(1L));
      case 2 -> new LinkedHashMap<String, @Nullable Object>(Map.of("deeper", 1L));
      default -> anything();
    };
  }

  private Object anything() {
    return switch (random.nextInt(4)) {
      case 0 -> RandomFields.pick(random, RandomFields.STRINGS);
      case 1 -> RandomFields.pick(random, RandomFields.NUMBERS);
      case 2 -> RandomFields.pick(random, RandomFields.DATES);
      default -> random.nextBoolean();
    };
  }
}
