package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of the fields of one event, found by going backwards from what is wanted of its rows. Only
 * likely to be right: whoever uses them asks an interpreter.
 */
final class RowWishes {
  /** Functions that leave most of a text as it is. */
  private static final Set<RowFunction> TRANSPARENT =
      EnumSet.of(
          RowFunction.COALESCE,
          RowFunction.LTRIM,
          RowFunction.MV_CONCAT,
          RowFunction.MV_DEDUPE,
          RowFunction.MV_FIRST,
          RowFunction.MV_LAST,
          RowFunction.MV_MAX,
          RowFunction.MV_MIN,
          RowFunction.MV_SORT,
          RowFunction.REPLACE,
          RowFunction.RTRIM,
          RowFunction.SUBSTRING,
          RowFunction.TO_LOWER,
          RowFunction.TO_UPPER,
          RowFunction.TRIM,
          RowFunction.URL_DECODE);

  private final EventRows rows;
  private final Random random;
  private final RowOrigins origins;
  private final InputValues inputs;
  private final ConditionWishes conditions;
  private final CallWishes calls;
  private final Map<RowStep.Extract, Map<String, Object>> extracted = new LinkedHashMap<>();
  private final List<Demand> demands = new ArrayList<>();

  /** A value that an aggregate must have. */
  record Demand(Aggregate aggregate, Object value) {}

  RowWishes(EventRows rows, Random random) {
    this.rows = rows;
    this.random = random;
    this.origins = new RowOrigins(rows.pipeline());
    this.inputs = new InputValues(rows, random);
    this.conditions = new ConditionWishes(this, origins, inputs, rows.tests(), random);
    this.calls = new CallWishes(this, origins, random);
  }

  /** What is demanded of groups. */
  List<Demand> demands() {
    return demands;
  }

  /** The value of each field that an expression reads stays as it is in {@code event}. */
  void lock(RowExpression expression, Map<String, @Nullable Object> event) {
    origins.inputs(expression).forEach(column -> inputs.lock(column, event));
  }

  /** An expression shall be this value, and what was wanted of it before shall stay. */
  void vary(RowExpression expression, Object value) {
    Set<Integer> columns = origins.inputs(expression);
    if (columns.stream().noneMatch(c -> inputs.isWanted(c) || inputs.isPartWanted(c))) {
      want(expression, value);
    } else if (columns.stream().noneMatch(inputs::isWanted)) {
      inputs.joinParts();
      like(expression, value.toString());
    } else if (random.nextBoolean()) {
      want(expression, value);
    }
  }

  /** The event. */
  Map<String, @Nullable Object> event() {
    // From the end, since what is taken apart may have been taken from another text.
    List<RowStep> steps = rows.pipeline().steps();
    Map<Column, String> lines = new HashMap<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof RowStep.Extract step && extracted.containsKey(step)) {
        Map<String, Object> values = new HashMap<>(extracted.getOrDefault(step, Map.of()));
        String text = step.pattern().accept(new ExtractedText(values, random));
        if (step.input() instanceof RowExpression.Cell cell) {
          // Several patterns often look for one line each.
          String other = lines.get(cell.column());
          text = other != null && random.nextBoolean() ? text + "\n" + other : text;
          lines.put(cell.column(), text);
        }
        want(step.input(), text);
      }
    }
    return inputs.event();
  }

  /** A condition shall be true, or false. */
  void truth(RowExpression condition, boolean truth) {
    conditions.truth(condition, truth);
  }

  /** An expression shall be this value, or a list of these values. */
  void want(RowExpression expression, Object value) {
    if (expression instanceof RowExpression.Cell cell) {
      column(cell.column(), value);
    } else if (expression instanceof RowExpression.Convert convert) {
      RowValues.as(convert.operand().type(), value).ifPresent(v -> want(convert.operand(), v));
    } else if (expression instanceof RowExpression.Case choice) {
      choose(choice, value);
    } else if (expression instanceof RowExpression.Call call) {
      calls.call(call, value);
    } else if (value instanceof Boolean truth) {
      truth(expression, truth);
    }
  }

  private void column(Column column, Object value) {
    RowStep maker = origins.maker(column.number());
    if (maker instanceof RowStep.Compute compute) {
      want(compute.value(), value);
    } else if (maker instanceof RowStep.Expand expand) {
      column(expand.source(), value);
    } else if (maker instanceof RowStep.Extract extract) {
      for (int i = 0; i < extract.targets().size(); i++) {
        if (extract.targets().get(i).number() == column.number()) {
          extracted
              .computeIfAbsent(extract, step -> new HashMap<>())
              .put(extract.pattern().keys().get(i).name(), value);
        }
      }
    } else if (maker instanceof RowStep.Group group) {
      grouped(group.keys(), group.aggregates(), column, value);
    } else if (maker instanceof RowStep.JoinBack join) {
      grouped(join.keys(), join.aggregates(), column, value);
      join.results().stream()
          .filter(each -> each.target().number() == column.number())
          .forEach(each -> want(each.value(), value));
    } else {
      inputs.want(column.number(), value);
    }
  }

  private void grouped(
      List<RowStep.Compute> keys, List<Aggregate> aggregates, Column column, Object value) {
    keys.stream()
        .filter(key -> key.target().number() == column.number())
        .forEach(key -> want(key.value(), value));
    aggregates.stream()
        .filter(each -> each.target().number() == column.number())
        .forEach(each -> demands.add(new Demand(each, value)));
  }

  /** A text shall be like one of some patterns, perhaps with more around it. */
  void like(RowExpression expression, String text) {
    if (expression instanceof RowExpression.Cell cell) {
      int number = cell.column().number();
      if (origins.isInput(number)) {
        inputs.wantPart(number, text);
        return;
      }
      if (origins.maker(number) instanceof RowStep.Compute compute) {
        like(compute.value(), text);
        return;
      }
    } else if (expression instanceof RowExpression.Call call
        && TRANSPARENT.contains(call.function())) {
      like(call.arguments().get(0), text);
      return;
    } else if (expression instanceof RowExpression.Convert convert) {
      like(convert.operand(), text);
      return;
    } else if (expression instanceof RowExpression.Call call
        && call.function() == RowFunction.CONCAT) {
      List<RowExpression> cells =
          call.arguments().stream()
              .filter(each -> !(each instanceof RowExpression.Constant))
              .toList();
      if (!cells.isEmpty()) {
        cells.forEach(this::something);
        like(cells.get(random.nextInt(cells.size())), text);
      }
      return;
    }
    want(expression, text);
  }

  private void choose(RowExpression.Case choice, Object value) {
    List<RowExpression.Branch> branches = new ArrayList<>(choice.branches());
    Collections.shuffle(branches, random);
    for (RowExpression.Branch branch : branches) {
      if (branch.value() instanceof RowExpression.Constant constant
          && constant.values().equals(List.of(value))) {
        truth(branch.condition(), true);
        return;
      }
    }
    if (choice.otherwise().isPresent()
        && !isNull(choice.otherwise().get())
        && (random.nextBoolean() || choice.otherwise().get().equals(constant(choice, value)))) {
      choice.branches().forEach(branch -> truth(branch.condition(), false));
      want(choice.otherwise().get(), value);
      return;
    }
    branches.stream()
        .filter(branch -> !(branch.value() instanceof RowExpression.Constant))
        .findFirst()
        .ifPresent(
            branch -> {
              truth(branch.condition(), true);
              want(branch.value(), value);
            });
  }

  private static RowExpression constant(RowExpression.Case choice, Object value) {
    return choice
        .otherwise()
        .filter(RowExpression.Constant.class::isInstance)
        .map(RowExpression.Constant.class::cast)
        .filter(constant -> constant.values().equals(List.of(value)))
        .<RowExpression>map(constant -> constant)
        .orElse(choice);
  }

  /** The value of a constant that has just one. */
  static Optional<Object> constant(RowExpression expression) {
    return expression instanceof RowExpression.Constant constant && constant.values().size() == 1
        ? Optional.of(constant.values().get(0))
        : Optional.empty();
  }

  /** An expression shall have some value but this one. */
  void other(RowExpression expression, Object value) {
    if (expression instanceof RowExpression.Cell cell
        && origins.maker(cell.column().number()) instanceof RowStep.Compute compute
        && compute.value() instanceof RowExpression.Case choice) {
      List<Object> others =
          choice.branches().stream()
              .flatMap(branch -> constant(branch.value()).stream())
              .filter(other -> !other.equals(value))
              .toList();
      if (!others.isEmpty()) {
        choose(choice, others.get(random.nextInt(others.size())));
        return;
      }
    }
    something(expression);
  }

  /** An expression shall have some value. */
  void something(RowExpression expression) {
    if (expression instanceof RowExpression.Case choice) {
      List<RowExpression.Branch> branches =
          choice.branches().stream().filter(branch -> !isNull(branch.value())).toList();
      if (!branches.isEmpty() && (random.nextInt(3) > 0 || choice.otherwise().isEmpty())) {
        RowExpression.Branch branch = branches.get(random.nextInt(branches.size()));
        truth(branch.condition(), true);
        something(branch.value());
        return;
      }
    }
    if (expression instanceof RowExpression.Call call && TRANSPARENT.contains(call.function())) {
      boolean any = call.function() == RowFunction.COALESCE;
      something(call.arguments().get(any ? random.nextInt(call.arguments().size()) : 0));
      return;
    }
    if (expression instanceof RowExpression.Cell cell) {
      RowStep maker = origins.maker(cell.column().number());
      if (maker instanceof RowStep.Extract extract) {
        extracted.computeIfAbsent(extract, step -> new HashMap<>());
        return;
      }
      if (maker instanceof RowStep.Compute compute) {
        something(compute.value());
        return;
      }
    }
    origins.inputs(expression).forEach(inputs::fill);
  }

  private static boolean isNull(RowExpression expression) {
    return expression instanceof RowExpression.Constant constant && constant.values().isEmpty();
  }
}
