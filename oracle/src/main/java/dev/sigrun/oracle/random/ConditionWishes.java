package dev.sigrun.oracle.random;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Goes backwards from a condition to what is wanted of its operands. */
final class ConditionWishes {
  private final RowWishes wishes;
  private final RowOrigins origins;
  private final InputValues inputs;
  private final List<Predicate> tests;
  private final Random random;

  /**
   * Wishes of conditions.
   *
   * @param wishes what is wanted of operands
   * @param tests those of events, by number
   */
  ConditionWishes(
      RowWishes wishes,
      RowOrigins origins,
      InputValues inputs,
      List<Predicate> tests,
      Random random) {
    this.wishes = wishes;
    this.origins = origins;
    this.inputs = inputs;
    this.tests = tests;
    this.random = random;
  }

  /** A condition shall be true, or false. */
  void truth(RowExpression condition, boolean truth) {
    if (condition instanceof RowExpression.And || condition instanceof RowExpression.Or) {
      boolean all = condition instanceof RowExpression.And == truth;
      List<RowExpression> terms = condition.children();
      if (all) {
        terms.forEach(term -> truth(term, truth));
      } else {
        truth(terms.get(random.nextInt(terms.size())), truth);
      }
    } else if (condition instanceof RowExpression.Not not) {
      truth(not.operand(), !truth);
    } else if (condition instanceof RowExpression.Comparison comparison) {
      compare(comparison, truth);
    } else if (condition instanceof RowExpression.IsNull test) {
      if (truth) {
        inputs.omit(origins.inputs(test.operand()));
      } else {
        wishes.something(test.operand());
      }
    } else if (condition instanceof RowExpression.Like like) {
      if (truth) {
        wishes.like(
            like.operand(), filled(like.patterns().get(random.nextInt(like.patterns().size()))));
      } else {
        wishes.something(like.operand());
      }
    } else if (condition instanceof RowExpression.RegexLike like) {
      if (truth) {
        wishes.like(like.operand(), RegexSampler.sample(like.regex(), random));
      } else {
        wishes.something(like.operand());
      }
    } else if (condition instanceof RowExpression.In in) {
      isIn(in, truth);
    } else if (condition instanceof RowExpression.InBlocks in) {
      if (truth) {
        String block = in.blocks().get(random.nextInt(in.blocks().size())).text();
        RowValues.as(RowType.IP, AddressSampler.inside(block, random))
            .ifPresent(value -> wishes.want(in.operand(), value));
      } else {
        wishes.something(in.operand());
      }
    } else if (condition instanceof RowExpression.Test test) {
      if (truth) {
        Predicate predicate = tests.get(test.number());
        inputs.give(SatisfyingEvent.of(predicate, random));
      }
    } else if (!(condition instanceof RowExpression.Constant)) {
      wishes.want(condition, truth);
    }
  }

  private void isIn(RowExpression.In in, boolean truth) {
    RowExpression element = in.elements().get(random.nextInt(in.elements().size()));
    Optional<Object> literal = RowWishes.constant(element);
    if (!truth) {
      wishes.something(in.operand());
    } else if (literal.isPresent()) {
      wishes.want(in.operand(), literal.get());
    } else {
      RowWishes.constant(in.operand()).ifPresent(value -> wishes.want(element, value));
    }
  }

  private void compare(RowExpression.Comparison comparison, boolean truth) {
    RowExpression left = comparison.left();
    RowExpression right = comparison.right();
    if (comparison.operator() == RowExpression.Operator.EQUAL) {
      Object value =
          RowWishes.constant(right)
              .or(() -> RowWishes.constant(left))
              .orElse(RowValues.some(left.type(), 1));
      if (truth) {
        wishes.want(left, value);
        wishes.want(right, value);
      } else {
        wishes.other(left, value);
        wishes.other(right, value);
      }
      return;
    }
    // "left < right" or the opposite: "right <= left".
    boolean strict = (comparison.operator() == RowExpression.Operator.LESS) == truth;
    RowExpression low = truth ? left : right;
    RowExpression high = truth ? right : left;
    int more = strict ? 1 : 0;
    Optional<Object> lowest = RowWishes.constant(low);
    Optional<Object> highest = RowWishes.constant(high);
    int far = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
    if (highest.isPresent()) {
      RowValues.plus(highest.get(), low.type(), -more - far).ifPresent(v -> wishes.want(low, v));
    } else if (lowest.isPresent()) {
      RowValues.plus(lowest.get(), high.type(), more + far).ifPresent(v -> wishes.want(high, v));
    } else {
      wishes.want(low, RowValues.some(low.type(), 1));
      wishes.want(high, RowValues.some(high.type(), 8));
    }
  }

  private String filled(Wildcard pattern) {
    StringBuilder text = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        text.append(literal.text());
      } else if (segment instanceof Wildcard.AnyOne) {
        text.append('c');
      } else if (random.nextInt(3) == 0) {
        text.append(random.nextBoolean() ? "a1" : " x ");
      }
    }
    return text.toString();
  }
}
