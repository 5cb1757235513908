package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.Wildcard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes expressions for one row. */
final class Evaluator implements RowExpression.Visitor<List<Object>> {
  private final Map<Integer, List<Object>> row;
  private final Map<String, @Nullable Object> event;
  private final List<Predicate> tests;
  private final Instant now;
  private final Set<String> warnings;
  private final EventFacts facts;

  /**
   * An evaluator.
   *
   * @param row cells by the number of their column; a column that is not there is null
   * @param event that the row comes from; empty for rows of groups
   */
  Evaluator(
      Map<Integer, List<Object>> row,
      Map<String, @Nullable Object> event,
      List<Predicate> tests,
      Instant now,
      Set<String> warnings,
      EventFacts facts) {
    this.row = row;
    this.event = event;
    this.tests = tests;
    this.now = now;
    this.warnings = warnings;
    this.facts = facts;
  }

  List<Object> of(RowExpression expression) {
    return expression.accept(this);
  }

  boolean isTrue(RowExpression condition) {
    return of(condition).equals(List.of(true));
  }

  /** The value of a cell with one; empty for null and for lists, of which it warns. */
  private List<Object> single(RowExpression expression) {
    List<Object> cell = of(expression);
    if (cell.size() > 1) {
      warnings.add("single-value function encountered multi-value");
      return List.of();
    }
    return cell;
  }

  @Override
  public List<Object> visitConstant(RowExpression.Constant constant) {
    return constant.values();
  }

  @Override
  public List<Object> visitCell(RowExpression.Cell cell) {
    return row.getOrDefault(cell.column().number(), List.of());
  }

  @Override
  public List<Object> visitCall(RowExpression.Call call) {
    if (call.function() == RowFunction.NOW) {
      return List.of(now.toEpochMilli());
    }
    try {
      if (call.function().takesLists()) {
        List<List<Object>> cells = call.arguments().stream().map(this::of).toList();
        return ListFunctions.apply(call.function(), call.type(), cells);
      }
      List<Object> arguments = new ArrayList<>();
      for (RowExpression argument : call.arguments()) {
        arguments.addAll(single(argument));
      }
      return arguments.size() < call.arguments().size()
          ? List.of()
          : ValueFunctions.apply(call.function(), call.type(), arguments);
    } catch (FailureException e) {
      warnings.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  @Override
  public List<Object> visitConvert(RowExpression.Convert convert) {
    List<Object> converted = new ArrayList<>();
    for (Object value : of(convert.operand())) {
      try {
        converted.add(Conversion.convert(value, convert.operand().type(), convert.type()));
      } catch (FailureException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }
    return converted;
  }

  @Override
  public List<Object> visitComparison(RowExpression.Comparison comparison) {
    List<Object> left = single(comparison.left());
    List<Object> right = single(comparison.right());
    if (left.isEmpty() || right.isEmpty()) {
      return List.of();
    }
    boolean equal = Order.equal(left.get(0), right.get(0));
    boolean less = Order.less(left.get(0), right.get(0));
    return List.of(
        switch (comparison.operator()) {
          case EQUAL -> equal;
          case LESS -> less;
          case LESS_OR_EQUAL -> less || equal;
        });
  }

  @Override
  public List<Object> visitIn(RowExpression.In in) {
    List<Object> operand = single(in.operand());
    List<List<Object>> elements = in.elements().stream().map(this::single).toList();
    boolean found =
        !operand.isEmpty()
            && elements.stream()
                .anyMatch(e -> !e.isEmpty() && Order.equal(e.get(0), operand.get(0)));
    boolean unknown = operand.isEmpty() || elements.stream().anyMatch(List::isEmpty);
    return found || !unknown ? List.of(found) : List.of();
  }

  @Override
  public List<Object> visitLike(RowExpression.Like like) {
    return single(like.operand()).stream()
        .<Object>map(v -> like.patterns().stream().anyMatch(p -> matches((String) v, p)))
        .toList();
  }

  private static boolean matches(String text, Wildcard pattern) {
    StringBuilder regex = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        regex.append(Pattern.quote(literal.text()));
      } else {
        regex.append(segment instanceof Wildcard.AnyRun ? ".*" : ".");
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  @Override
  public List<Object> visitRegexLike(RowExpression.RegexLike like) {
    return single(like.operand()).stream()
        .<Object>map(v -> like.regex().matches((String) v))
        .toList();
  }

  @Override
  public List<Object> visitInBlocks(RowExpression.InBlocks in) {
    return single(in.operand()).stream()
        .<Object>map(v -> in.blocks().stream().anyMatch(b -> b.contains((IpAddress) v)))
        .toList();
  }

  @Override
  public List<Object> visitIsNull(RowExpression.IsNull test) {
    return List.of(of(test.operand()).isEmpty());
  }

  @Override
  public List<Object> visitAnd(RowExpression.And and) {
    return joined(and.terms(), false);
  }

  @Override
  public List<Object> visitOr(RowExpression.Or or) {
    return joined(or.terms(), true);
  }

  /**
   * From left to right: the deciding value if one side has it, otherwise null if one is, otherwise
   * the other value. A list decides nothing and makes the whole null, whatever the other side is.
   */
  private List<Object> joined(List<RowExpression> terms, boolean deciding) {
    List<Object> joined = of(terms.get(0));
    for (RowExpression term : terms.subList(1, terms.size())) {
      List<Object> cell = of(term);
      if (joined.size() > 1 || cell.size() > 1) {
        warnings.add("single-value function encountered multi-value");
        joined = List.of();
      } else if (joined.equals(List.of(deciding)) || cell.equals(List.of(deciding))) {
        joined = List.of(deciding);
      } else {
        joined = joined.isEmpty() || cell.isEmpty() ? List.of() : List.of(!deciding);
      }
    }
    return joined;
  }

  @Override
  public List<Object> visitNot(RowExpression.Not not) {
    return single(not.operand()).stream().<Object>map(v -> !((Boolean) v)).toList();
  }

  @Override
  public List<Object> visitCase(RowExpression.Case choice) {
    for (RowExpression.Branch branch : choice.branches()) {
      List<Object> condition = of(branch.condition());
      if (condition.size() > 1) {
        warnings.add("CASE expects a single-valued boolean");
      }
      if (condition.equals(List.of(true))) {
        return of(branch.value());
      }
    }
    return Stream.ofNullable(choice.otherwise().orElse(null))
        .map(this::of)
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public List<Object> visitTest(RowExpression.Test test) {
    return List.of(facts.test(tests.get(test.number()), event));
  }
}
