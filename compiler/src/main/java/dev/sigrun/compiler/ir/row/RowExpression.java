package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cell that is computed from cells of the same row: null, one value, or a list. Types are
 * explicit: operands have the type that an operation needs.
 */
public sealed interface RowExpression {
  /** The position in the source. */
  Origin origin();

  /** The type of the result's values. */
  RowType type();

  /** A visitor with a method for each kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** Direct sub-expressions, from left to right. */
  default List<RowExpression> children() {
    return List.of();
  }

  /** This expression and all below it, each before those that it holds. */
  default Stream<RowExpression> all() {
    return Stream.concat(Stream.of(this), children().stream().flatMap(RowExpression::all));
  }

  /**
   * A constant cell.
   *
   * @param values of the Java classes of {@code dev.sigrun.runtime.row}; empty for null
   */
  record Constant(Origin origin, RowType type, List<Object> values) implements RowExpression {
    /** Copies the list. */
    public Constant {
      values = List.copyOf(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }
  }

  /** The cell of a column. */
  record Cell(Origin origin, Column column) implements RowExpression {
    @Override
    public RowType type() {
      return column.type();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCell(this);
    }
  }

  /** A function applied to its arguments. */
  record Call(Origin origin, RowFunction function, RowType type, List<RowExpression> arguments)
      implements RowExpression {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }

    @Override
    public List<RowExpression> children() {
      return arguments;
    }
  }

  /** The values of a cell as values of another type; those that are none are left out. */
  record Convert(Origin origin, RowExpression operand, RowType type) implements RowExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConvert(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /** The comparison operators; the others are these with sides exchanged, or negated. */
  enum Operator {
    EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  /** A comparison of cells of one type; null if one is null or a list. */
  record Comparison(Origin origin, Operator operator, RowExpression left, RowExpression right)
      implements RowExpression {
    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComparison(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(left, right);
    }
  }

  /** Whether a cell equals one of others, of the same type; null if none and one is null. */
  record In(Origin origin, RowExpression operand, List<RowExpression> elements)
      implements RowExpression {
    /** Copies the list. */
    public In {
      elements = List.copyOf(elements);
    }

    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIn(this);
    }

    @Override
    public List<RowExpression> children() {
      List<RowExpression> children = new ArrayList<>();
      children.add(operand);
      children.addAll(elements);
      return children;
    }
  }

  /** Whether a text as a whole matches one of the patterns, with regard to case. */
  record Like(Origin origin, RowExpression operand, List<Wildcard> patterns)
      implements RowExpression {
    /** Copies the list. */
    public Like {
      patterns = List.copyOf(patterns);
    }

    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLike(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /**
   * Whether a text as a whole matches a regular expression.
   *
   * @param regex in the dialect of Lucene, well-formed
   */
  record RegexLike(Origin origin, RowExpression operand, String regex) implements RowExpression {
    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRegexLike(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /**
   * Whether an address lies in one of the blocks.
   *
   * @param blocks as they are written, well-formed
   */
  record InBlocks(Origin origin, RowExpression operand, List<String> blocks)
      implements RowExpression {
    /** Copies the list. */
    public InBlocks {
      blocks = List.copyOf(blocks);
    }

    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInBlocks(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /** Whether a cell is null: true or false, never null. */
  record IsNull(Origin origin, RowExpression operand) implements RowExpression {
    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIsNull(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /** Two or more conditions: false if one is, otherwise null if one is, otherwise true. */
  record And(Origin origin, List<RowExpression> terms) implements RowExpression {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }

    @Override
    public List<RowExpression> children() {
      return terms;
    }
  }

  /** Two or more conditions: true if one is, otherwise null if one is, otherwise false. */
  record Or(Origin origin, List<RowExpression> terms) implements RowExpression {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }

    @Override
    public List<RowExpression> children() {
      return terms;
    }
  }

  /** The opposite; null of null. */
  record Not(Origin origin, RowExpression operand) implements RowExpression {
    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }

    @Override
    public List<RowExpression> children() {
      return List.of(operand);
    }
  }

  /** The value of the first branch whose condition is true, otherwise the last value or null. */
  record Case(Origin origin, RowType type, List<Branch> branches, Optional<RowExpression> otherwise)
      implements RowExpression {
    /** Copies the list. */
    public Case {
      branches = List.copyOf(branches);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCase(this);
    }

    @Override
    public List<RowExpression> children() {
      List<RowExpression> children = new ArrayList<>();
      for (Branch branch : branches) {
        children.add(branch.condition());
        children.add(branch.value());
      }
      otherwise.ifPresent(children::add);
      return children;
    }
  }

  /** A condition and the value if it is true; null and lists are not. */
  record Branch(RowExpression condition, RowExpression value) {}

  /**
   * Whether the event of the row satisfies a predicate: true or false.
   *
   * @param number of the predicate among those of the rows
   */
  record Test(Origin origin, int number) implements RowExpression {
    @Override
    public RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTest(this);
    }
  }

  /** One method for each kind, so that a new kind makes every visitor say what it does with it. */
  interface Visitor<R> {
    R visitConstant(Constant constant);

    R visitCell(Cell cell);

    R visitCall(Call call);

    R visitConvert(Convert convert);

    R visitComparison(Comparison comparison);

    R visitIn(In in);

    R visitLike(Like like);

    R visitRegexLike(RegexLike like);

    R visitInBlocks(InBlocks in);

    R visitIsNull(IsNull test);

    R visitAnd(And and);

    R visitOr(Or or);

    R visitNot(Not not);

    R visitCase(Case choice);

    R visitTest(Test test);
  }
}
