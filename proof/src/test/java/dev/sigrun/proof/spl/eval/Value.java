package dev.sigrun.proof.spl.eval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The value of a field or an expression; a missing value is a Java null. */
public sealed interface Value {
  /** The displayed text. */
  String text();

  /** Text; also what looks like a number, as all fields of events do. */
  record Text(String text) implements Value {}

  /** The result of arithmetic, or a number in an expression. */
  record Num(double number) implements Value {
    @Override
    public String text() {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return whole
          ? Long.toString((long) number)
          : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
  }

  /** The result of a test; no field can have it. */
  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public String text() {
      return value ? "True" : "False";
    }
  }

  /**
   * Two or more values.
   *
   * @param values neither several nor truths themselves
   */
  record Multi(List<Value> values) implements Value {
    /** Copies the list. */
    public Multi {
      values = List.copyOf(values);
    }

    @Override
    public String text() {
      return values.stream().map(Value::text).collect(Collectors.joining("\n"));
    }
  }

  /** No value, one, or several. */
  static @Nullable Value of(List<Value> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : new Multi(values);
  }

  /** All values, one by one. */
  static List<Value> each(@Nullable Value value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof Multi multi ? multi.values() : List.of(value);
  }

  /** The values of two fields as those of one. */
  static @Nullable Value joined(@Nullable Value first, @Nullable Value second) {
    List<Value> all = new ArrayList<>(each(first));
    all.addAll(each(second));
    return of(all);
  }

  /** The number that it is or that its text looks like; null if none. */
  static @Nullable Double number(Value value) {
    if (value instanceof Num num) {
      return num.number();
    }
    String text = value.text();
    return text.matches("\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*")
        ? Double.valueOf(text.strip())
        : null;
  }
}
