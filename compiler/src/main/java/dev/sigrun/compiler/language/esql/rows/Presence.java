package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.source.Origin;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Predicates that hold for every event in whose rows some expression is not null. */
final class Presence {
  /** Answers beyond this many would be too long for an index to profit from all of them. */
  private static final int MOST_ASKED = 10_000;

  private final Map<Integer, Field> fields;
  private final Map<Integer, RowExpression> computed;
  private final Choices choices;

  /**
   * The fields that have values if a column is not null, by its number, of those that were asked.
   */
  private final Map<Integer, Set<Field>> present = new HashMap<>();

  /** The text that a column is a part of, by the number of the column. */
  private final Map<Integer, RowExpression> extracted = new HashMap<>();

  private int asked;

  /**
   * Presence in rows with these columns, which may become more.
   *
   * @param fields the field whose values a column has some of, by the number of the column
   * @param computed the value of a column that is computed, by the number of the column
   */
  Presence(Map<Integer, Field> fields, Map<Integer, RowExpression> computed, Choices choices) {
    this.fields = fields;
    this.computed = computed;
    this.choices = choices;
  }

  /** Adds the columns that are parts of a text. */
  void add(RowStep.Extract extract) {
    Set<Field> source = present(extract.input());
    for (Column target : extract.targets()) {
      present.put(target.number(), source);
      extracted.put(target.number(), extract.input());
    }
  }

  /** The expression that computes a cell; any other expression itself. Columns never change. */
  RowExpression resolved(RowExpression expression) {
    RowExpression value = expression;
    while (value instanceof RowExpression.Cell cell
        && computed.containsKey(cell.column().number())) {
      value = computed.get(cell.column().number());
    }
    return value;
  }

  /** What is needed so that an expression is not null. */
  Optional<Predicate> of(RowExpression written) {
    if (++asked > MOST_ASKED) {
      return Optional.empty();
    }
    RowExpression value = resolved(written);
    if (value instanceof RowExpression.Constant constant) {
      return Choices.when(constant, !constant.values().isEmpty());
    }
    if (value instanceof RowExpression.Cell cell) {
      int column = cell.column().number();
      RowExpression input = extracted.get(column);
      return input != null
          ? of(input)
          : Optional.ofNullable(fields.get(column))
              .map(field -> new Predicate.Exists(cell.origin(), field));
    }
    if (value instanceof RowExpression.Case choice) {
      return choices.of(choice, this::of);
    }
    if (value instanceof RowExpression.Call call) {
      return call.function() == RowFunction.COALESCE
          ? Choices.any(call.origin(), call.arguments(), this::of)
          : call.function().isStrict()
              ? Choices.all(call.origin(), call.arguments(), this::of)
              : Optional.empty();
    }
    if (value instanceof RowExpression.Comparison) {
      return Choices.all(value.origin(), value.children(), this::of);
    }
    return readsOne(value) ? of(value.children().get(0)) : Optional.empty();
  }

  /**
   * A condition that is true or false is not null: the fields without which it were have values.
   */
  Optional<Predicate> exist(RowExpression condition) {
    RowExpression value =
        condition instanceof RowExpression.IsNull test ? test.operand() : condition;
    Set<Field> needed = present(value);
    Origin origin = condition.origin();
    List<Predicate> tests =
        needed.stream().<Predicate>map(field -> new Predicate.Exists(origin, field)).toList();
    return tests.isEmpty()
        ? of(value).filter(predicate -> !Choices.isNever(predicate))
        : Optional.of(Predicate.and(origin, tests));
  }

  /** The fields that have values if an expression is not null. */
  private Set<Field> present(RowExpression expression) {
    if (expression instanceof RowExpression.Cell cell) {
      int column = cell.column().number();
      Set<Field> known = present.get(column);
      if (known == null) {
        RowExpression value = computed.get(column);
        Field field = fields.get(column);
        known = value != null ? present(value) : field != null ? Set.of(field) : Set.of();
        present.put(column, known);
      }
      return known;
    }
    if (expression instanceof RowExpression.Call call) {
      return call.function() == RowFunction.COALESCE
          ? inEach(call.arguments())
          : call.function().isStrict() ? inAny(call.arguments()) : Set.of();
    }
    if (expression instanceof RowExpression.Comparison) {
      return inAny(expression.children());
    }
    return readsOne(expression) ? present(expression.children().get(0)) : Set.of();
  }

  /** Whether an expression is null if its first operand is. */
  private static boolean readsOne(RowExpression expression) {
    return !(expression instanceof RowExpression.IsNull)
        && (expression instanceof RowExpression.In
            || expression instanceof RowExpression.CellTest
            || expression instanceof RowExpression.Convert
            || expression instanceof RowExpression.Not);
  }

  private Set<Field> inAny(List<RowExpression> expressions) {
    Set<Field> all = new LinkedHashSet<>();
    expressions.forEach(each -> all.addAll(present(each)));
    return all;
  }

  private Set<Field> inEach(List<RowExpression> expressions) {
    Set<Field> common = new LinkedHashSet<>(present(expressions.get(0)));
    expressions.forEach(each -> common.retainAll(present(each)));
    return common;
  }
}
