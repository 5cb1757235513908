package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.AddressSampler;
import dev.sigrun.oracle.random.RegexSampler;
import dev.sigrun.runtime.pattern.Wildcard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values for the fields of a computation, tried until it is true, or false, as wanted. */
final class ComputedValues {
  private static final int ATTEMPTS = 60;

  private final Random random;
  private final LeafValues values;
  private final List<String> texts = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();

  private ComputedValues(Expression condition, Random random) {
    this.random = random;
    this.values = new LeafValues(random);
    collect(condition);
  }

  /** Adds values to {@code draft}, also instead of some that it has. */
  static void choose(
      Predicate.Computed computed, boolean wanted, EventDraft draft, Random random, Instant now) {
    List<Field> fields = Leaves.fields(computed.condition());
    ComputedValues source = new ComputedValues(computed.condition(), random);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (Interpreter.test(computed, draft.tree(), now) == wanted) {
        return;
      }
      for (Field field : fields) {
        String place = EventDraft.place(field);
        boolean has = !draft.get(place).isEmpty();
        if (has) {
          source.texts.add(String.valueOf(draft.get(place).get(0)));
        }
        // Values chosen by other conditions are kept in half of the attempts.
        if (!has || i > ATTEMPTS / 2) {
          draft.set(place, source.value(field));
        }
      }
    }
  }

  private void collect(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      constant(constant);
    } else if (expression instanceof Expression.In in) {
      in.values().forEach(this::constant);
    } else if (expression instanceof Expression.Like like) {
      for (Wildcard pattern : like.patterns()) {
        texts.add(Texts.filled(pattern, random));
      }
    } else if (expression instanceof Expression.RegexLike like) {
      texts.add(RegexSampler.sample(like.regex(), random));
    } else if (expression instanceof Expression.InBlocks in) {
      in.blocks().forEach(block -> texts.add(AddressSampler.inside(block.text(), random)));
    }
    expression.children().forEach(this::collect);
  }

  private void constant(Expression.Constant constant) {
    if (constant.value() instanceof String text) {
      texts.add(text);
    } else if (constant.value() instanceof Number number) {
      numbers.add(number.longValue());
    }
  }

  private Object value(Field field) {
    return switch (field.type()) {
      case KEYWORD, LOWERCASE, VERSION, TEXT, SCRIPT_TEXT -> text();
      case IP -> texts.isEmpty() ? values.any(field) : Texts.pick(texts, random);
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          numbers.isEmpty() || random.nextInt(4) == 0
              ? (Object) (long) random.nextInt(100)
              : (Object) (Texts.pick(numbers, random) + random.nextInt(3) - 1);
      case BOOLEAN,
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
          values.any(field);
    };
  }

  private String text() {
    String one = texts.isEmpty() ? "x" : Texts.pick(texts, random);
    return switch (random.nextInt(7)) {
      case 0, 1 -> one;
      case 2 -> Texts.respelled(one, random);
      case 3 -> one + (texts.isEmpty() ? "" : Texts.pick(texts, random));
      case 4 -> "a " + one + " b";
      case 5 -> String.valueOf(random.nextInt(30));
      default -> asLong(one);
    };
  }

  /** As long as some number of the computation says, or nearly. */
  private String asLong(String start) {
    long length = numbers.isEmpty() ? 10 : Texts.pick(numbers, random) + random.nextInt(3) - 1;
    int rest = (int) Math.max(0, Math.min(length, 100_000) - start.length());
    return start + "y".repeat(rest);
  }
}
