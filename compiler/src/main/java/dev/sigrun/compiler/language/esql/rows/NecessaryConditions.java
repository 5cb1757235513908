package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Predicates that hold for every event of which a row stays. They say less than the conditions of
 * the rows: some value satisfies them, where a condition wants the only one. With them an index
 * finds the rules that an event could satisfy.
 */
final class NecessaryConditions {
  /** Whole numbers up to here are the same as decimals. */
  private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

  /** With all digits, so that no unit of time is left open. */
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final EventRows rows;

  /** Conditions that are longer than this are too long for an index to profit from all of it. */
  private static final int MOST_CONDITIONS = 10_000;

  /** The field whose values a column has some of, by the number of the column. */
  private final Map<Integer, Field> fields = new HashMap<>();

  /** The value of a column that is computed, by the number of the column. */
  private final Map<Integer, RowExpression> computed = new HashMap<>();

  private final Choices choices = new Choices(condition -> needed(condition, true));
  private final Presence presence = new Presence(fields, computed, choices);

  private int conditions;

  private NecessaryConditions(EventRows rows) {
    this.rows = rows;
    for (int i = 0; i < rows.fields().size(); i++) {
      Column input = rows.pipeline().inputs().get(i);
      if (input.type() != RowType.GEO_POINT) {
        fields.put(input.number(), rows.fields().get(i));
      }
    }
  }

  /** The predicates that the conditions of rows need, one for each condition that needs one. */
  static List<Predicate> of(EventRows rows) {
    NecessaryConditions conditions = new NecessaryConditions(rows);
    List<Predicate> needed = new ArrayList<>();
    for (RowStep step : rows.pipeline().steps()) {
      if (step instanceof RowStep.Group || step instanceof RowStep.JoinBack) {
        // Rows after it are made of many events.
        break;
      }
      conditions.add(step, needed);
    }
    return needed;
  }

  private void add(RowStep step, List<Predicate> needed) {
    if (step instanceof RowStep.Expand expand) {
      Field field = fields.get(expand.source().number());
      if (field != null) {
        fields.put(expand.target().number(), field);
      }
    } else if (step instanceof RowStep.Compute compute) {
      computed.put(compute.target().number(), compute.value());
    } else if (step instanceof RowStep.Extract extract) {
      presence.add(extract);
    } else if (step instanceof RowStep.Filter filter) {
      needed(filter.condition(), true).ifPresent(needed::add);
    }
  }

  /** The predicate that holds if the condition is true, or if it is false; empty if unknown. */
  private Optional<Predicate> needed(RowExpression written, boolean truth) {
    if (++conditions > MOST_CONDITIONS) {
      return Optional.empty();
    }
    RowExpression condition = presence.resolved(written);
    if (condition instanceof RowExpression.Not not) {
      return needed(not.operand(), !truth);
    }
    if (condition instanceof RowExpression.And and) {
      return joined(and.origin(), and.terms(), truth, truth);
    }
    if (condition instanceof RowExpression.Or or) {
      return joined(or.origin(), or.terms(), truth, !truth);
    }
    if (condition instanceof RowExpression.Test test) {
      Predicate predicate = rows.tests().get(test.number());
      return Optional.of(truth ? predicate : new Predicate.Not(test.origin(), predicate));
    }
    if (truth && condition instanceof RowExpression.Case choice) {
      return choices.of(choice, this::truth);
    }
    return truth ? leaf(condition) : denied(condition);
  }

  /** What is needed so that a condition is false. */
  private Optional<Predicate> denied(RowExpression condition) {
    if (condition instanceof RowExpression.Comparison comparison
        && comparison.operator() == RowExpression.Operator.EQUAL
        && presence.resolved(comparison.left()) instanceof RowExpression.Case choice) {
      return among(choice, List.of(comparison.right()), false);
    }
    if (condition instanceof RowExpression.In in
        && presence.resolved(in.operand()) instanceof RowExpression.Case choice) {
      return among(choice, in.elements(), false);
    }
    return presence.exist(condition);
  }

  private Optional<Predicate> truth(RowExpression value) {
    return presence.resolved(value) instanceof RowExpression.Constant constant
        ? Choices.when(constant, constant.values().equals(List.of(true)))
        : needed(value, true);
  }

  /** What is needed so that a cell equals one of some constants, or none of them. */
  private Optional<Predicate> among(
      RowExpression.Case choice, List<RowExpression> elements, boolean truth) {
    Set<List<Object>> values = new HashSet<>();
    for (RowExpression element : elements) {
      if (!(element instanceof RowExpression.Constant constant)
          || constant.type() != choice.type()) {
        return Optional.empty();
      }
      values.add(compared(constant));
    }
    return choices.of(
        choice,
        value ->
            presence.resolved(value) instanceof RowExpression.Constant constant
                ? Choices.when(
                    constant,
                    !constant.values().isEmpty() && values.contains(compared(constant)) == truth)
                : presence.of(value));
  }

  /** The values of a constant, of which those that a comparison finds the same are equal. */
  private static List<Object> compared(RowExpression.Constant constant) {
    // The zero with a sign becomes the one without.
    return constant.values().stream()
        .map(value -> value instanceof Double decimal ? (Object) (decimal + 0.0) : value)
        .toList();
  }

  /**
   * A conjunction needs what its terms need, a disjunction only if each of them needs something.
   */
  private Optional<Predicate> joined(
      Origin origin, List<RowExpression> terms, boolean truth, boolean conjunction) {
    List<Predicate> needed = new ArrayList<>();
    for (RowExpression term : terms) {
      Optional<Predicate> each = needed(term, truth);
      if (each.isEmpty() && !conjunction) {
        return Optional.empty();
      }
      each.ifPresent(needed::add);
    }
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(conjunction ? Predicate.and(origin, needed) : Predicate.or(origin, needed));
  }

  private Optional<Predicate> leaf(RowExpression condition) {
    Origin origin = condition.origin();
    if (condition instanceof RowExpression.Comparison comparison) {
      return comparison(comparison);
    }
    if (condition instanceof RowExpression.In in) {
      if (presence.resolved(in.operand()) instanceof RowExpression.Case choice) {
        return among(choice, in.elements(), true);
      }
      List<Predicate> tests = new ArrayList<>();
      for (RowExpression element : in.elements()) {
        Optional<Predicate> test = equal(origin, in.operand(), element);
        if (test.isEmpty()) {
          return presence.exist(condition);
        }
        tests.add(test.get());
      }
      return Optional.of(Predicate.or(origin, tests));
    }
    if (condition instanceof RowExpression.Like like) {
      return texts(like.operand())
          .map(field -> wildcards(origin, field, like.patterns(), CaseSensitivity.SENSITIVE))
          .or(() -> lowered(like))
          .or(() -> presence.exist(condition));
    }
    if (condition instanceof RowExpression.RegexLike like) {
      return texts(like.operand())
          .<Predicate>map(field -> new Predicate.RegexMatch(origin, field, like.regex()))
          .or(() -> presence.exist(condition));
    }
    if (condition instanceof RowExpression.InBlocks in) {
      return field(in.operand())
          .<Predicate>map(field -> new Predicate.IpIn(origin, field, in.blocks()))
          .or(() -> presence.exist(condition));
    }
    if (condition instanceof RowExpression.Cell cell && cell.type() == RowType.BOOLEAN) {
      return field(cell).map(field -> new Predicate.BooleanIs(origin, field, true));
    }
    return condition instanceof RowExpression.IsNull ? Optional.empty() : presence.exist(condition);
  }

  private static Predicate wildcards(
      Origin origin, Field field, List<Wildcard> patterns, CaseSensitivity sensitivity) {
    return new Predicate.WildcardMatch(origin, field, patterns, sensitivity);
  }

  private Optional<Field> field(RowExpression expression) {
    return presence.resolved(expression) instanceof RowExpression.Cell cell
        ? Optional.ofNullable(fields.get(cell.column().number()))
        : Optional.empty();
  }

  /** The field of a cell of texts whose whole values predicates test. */
  private Optional<Field> texts(RowExpression expression) {
    return field(expression).filter(field -> expression.type().isText());
  }

  /** The field of texts of which an expression compares the lower case. */
  private Optional<Field> lowerCase(RowExpression expression) {
    return presence.resolved(expression) instanceof RowExpression.Call call
            && call.function() == RowFunction.TO_LOWER
        ? texts(call.arguments().get(0))
        : Optional.empty();
  }

  private Optional<Predicate> lowered(RowExpression.Like like) {
    // A letter whose lower case is two characters is one without regard to case.
    boolean safe =
        like.patterns().stream()
            .allMatch(
                p ->
                    p.segments().stream()
                        .noneMatch(
                            s ->
                                s instanceof Wildcard.AnyOne
                                    || (s instanceof Wildcard.Literal l && !isAscii(l.text()))));
    return lowerCase(like.operand())
        .filter(field -> safe)
        .map(
            field -> wildcards(like.origin(), field, like.patterns(), CaseSensitivity.INSENSITIVE));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private Optional<Predicate> equal(Origin origin, RowExpression operand, RowExpression element) {
    Optional<Object> value = RowConstants.value(element);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof String text) {
      return texts(operand)
          .<Predicate>map(
              field ->
                  new Predicate.StringIn(origin, field, List.of(text), CaseSensitivity.SENSITIVE))
          .or(
              () ->
                  lowerCase(operand)
                      .filter(field -> isAscii(text))
                      .map(
                          field ->
                              new Predicate.StringIn(
                                  origin, field, List.of(text), CaseSensitivity.INSENSITIVE)));
    }
    if (value.get() instanceof Boolean truth) {
      return field(operand).map(field -> new Predicate.BooleanIs(origin, field, truth));
    }
    if (value.get() instanceof IpAddress address) {
      return field(operand)
          .map(field -> new Predicate.IpIn(origin, field, List.of(IpBlock.of(address.toString()))));
    }
    return bound(operand, value.get())
        .flatMap(b -> FieldTests.inRange(origin, b.field(), Range.closed(b.text(), b.text())));
  }

  /** A field and the text of a constant that its values are compared with. */
  private record Bound(Field field, String text) {}

  private Optional<Bound> bound(RowExpression operand, Object value) {
    if (value instanceof Number number && operand.type().isNumber()) {
      RowExpression whole = presence.resolved(operand);
      RowExpression read =
          whole instanceof RowExpression.Convert convert
              ? presence.resolved(convert.operand())
              : whole;
      if (!Double.isFinite(number.doubleValue())) {
        return Optional.empty();
      }
      BigDecimal exact =
          number instanceof Double decimal
              ? new BigDecimal(decimal)
              : new BigDecimal(number.toString());
      // A decimal that becomes a whole number is rounded.
      boolean same =
          read == whole || (read.type() != RowType.DOUBLE && exact.abs().compareTo(EXACT) < 0);
      return field(read)
          .filter(field -> same && read.type().isNumber())
          .map(field -> new Bound(field, exact.stripTrailingZeros().toPlainString()))
          .filter(bound -> bound.text().length() < 300);
    }
    return value instanceof Long millis && operand.type() == RowType.DATE
        ? field(operand)
            .filter(field -> field.reading().dateFormat().isEmpty())
            .map(field -> new Bound(field, MILLIS.format(Instant.ofEpochMilli(millis))))
        : Optional.empty();
  }

  private Optional<Predicate> comparison(RowExpression.Comparison comparison) {
    boolean flipped = comparison.left() instanceof RowExpression.Constant;
    RowExpression operand = flipped ? comparison.right() : comparison.left();
    RowExpression constant = flipped ? comparison.left() : comparison.right();
    Optional<Predicate> found =
        switch (comparison.operator()) {
          case EQUAL ->
              presence.resolved(operand) instanceof RowExpression.Case choice
                  ? among(choice, List.of(constant), true)
                  : equal(comparison.origin(), operand, constant);
          case LESS -> ordered(comparison, operand, constant, flipped, false);
          case LESS_OR_EQUAL -> ordered(comparison, operand, constant, flipped, true);
        };
    return found.or(() -> presence.exist(comparison));
  }

  private Optional<Predicate> ordered(
      RowExpression.Comparison comparison,
      RowExpression operand,
      RowExpression constant,
      boolean isLower,
      boolean inclusive) {
    // The test of a field rounds the bound as its values are: then it may be one of them.
    boolean closed = inclusive || operand.type() == RowType.DOUBLE;
    Function<Bound, Optional<Predicate>> range =
        b ->
            FieldTests.inRange(
                comparison.origin(),
                b.field(),
                isLower ? Range.from(b.text(), closed) : Range.upTo(b.text(), closed));
    return RowConstants.value(constant).flatMap(value -> bound(operand, value)).flatMap(range);
  }
}
