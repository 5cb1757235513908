package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the columns of a pipeline come from: from its inputs, or from one of its steps. */
final class RowOrigins {
  /** The step that makes a column, by its number. */
  private final Map<Integer, RowStep> makers = new HashMap<>();

  /** The numbers of the columns that are inputs. */
  private final Set<Integer> inputs = new HashSet<>();

  RowOrigins(RowPipeline pipeline) {
    for (RowStep step : pipeline.steps()) {
      step.targets().forEach(target -> makers.put(target.number(), step));
    }
    pipeline.inputs().forEach(input -> inputs.add(input.number()));
  }

  /** Whether a column is an input. */
  boolean isInput(int column) {
    return inputs.contains(column);
  }

  /** The step that makes a column; null for an input. */
  @Nullable RowStep maker(int column) {
    return makers.get(column);
  }

  /** The inputs that an expression depends on. */
  Set<Integer> inputs(RowExpression expression) {
    Set<Integer> found = new LinkedHashSet<>();
    Set<Integer> seen = new HashSet<>();
    List<RowExpression> open = new ArrayList<>(expression.all().toList());
    while (!open.isEmpty()) {
      RowExpression next = open.remove(open.size() - 1);
      if (next instanceof RowExpression.Cell cell && seen.add(cell.column().number())) {
        int number = cell.column().number();
        RowStep maker = makers.get(number);
        if (inputs.contains(number)) {
          found.add(number);
        } else if (maker instanceof RowStep.Group group) {
          made(group.keys(), group.aggregates(), number)
              .forEach(each -> open.addAll(each.all().toList()));
        } else if (maker instanceof RowStep.JoinBack join) {
          made(join.keys(), join.aggregates(), number)
              .forEach(each -> open.addAll(each.all().toList()));
          join.results().stream()
              .filter(each -> each.target().number() == number)
              .forEach(each -> open.addAll(each.value().all().toList()));
        } else if (maker != null) {
          maker.expressions().forEach(each -> open.addAll(each.all().toList()));
        }
      }
    }
    return found;
  }

  /** What makes a column of a group. */
  private static List<RowExpression> made(
      List<RowStep.Compute> keys, List<Aggregate> aggregates, int column) {
    List<RowExpression> found = new ArrayList<>();
    keys.stream()
        .filter(key -> key.target().number() == column)
        .forEach(key -> found.add(key.value()));
    aggregates.stream()
        .filter(each -> each.target().number() == column)
        .forEach(each -> found.addAll(each.arguments()));
    return found;
  }
}
