package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cell that is computed from cells of the same row: null, one value, or a list. Types are
 * explicit: operands have the type that an operation needs.
 *
 * <p>An expression that exists is well-formed: constructors refuse operands of other types, empty
 * lists and functions with arguments that they do not take.
 */
public sealed interface RowExpression {
  /** The position in the source. */
  Origin origin();

  /** The type of the result's values. */
  RowType type();

  /** Whether the result can have several values. */
  boolean mayBeList();

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

  /** An expression whose result is true, false or null. */
  sealed interface Condition extends RowExpression {
    @Override
    default RowType type() {
      return RowType.BOOLEAN;
    }

    @Override
    default boolean mayBeList() {
      return false;
    }
  }

  /** A condition on one cell. */
  sealed interface CellTest extends Condition {
    /** The cell that is tested. */
    RowExpression operand();

    @Override
    default List<RowExpression> children() {
      return List.of(operand());
    }
  }

  /** Two or more conditions that are joined. */
  sealed interface Logical extends Condition {
    /** The conditions, in order. */
    List<RowExpression> terms();

    @Override
    default List<RowExpression> children() {
      return terms();
    }
  }

  /**
   * A constant cell.
   *
   * @param values of the Java classes of {@code dev.sigrun.runtime.row}; empty for null
   */
  record Constant(Origin origin, RowType type, List<Object> values) implements RowExpression {
    /** Copies the list; refuses values of other classes than the type has. */
    public Constant {
      values = List.copyOf(values);
      for (Object value : values) {
        if (!type.holds(value)) {
          throw new IllegalArgumentException(
              "Values of type "
                  + type
                  + " are not of class "
                  + value.getClass().getSimpleName()
                  + ".");
        }
      }
    }

    @Override
    public boolean mayBeList() {
      return values.size() > 1;
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
    public boolean mayBeList() {
      return true;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCell(this);
    }
  }

  /** A function applied to its arguments. */
  record Call(Origin origin, RowFunction function, RowType type, List<RowExpression> arguments)
      implements RowExpression {
    /** Copies the list; refuses arguments that the function does not take, and other types. */
    public Call {
      arguments = List.copyOf(arguments);
      function.signature().require(function.name(), type, arguments);
    }

    /** A call of the type that follows from the arguments. */
    public static Call of(Origin origin, RowFunction function, List<RowExpression> arguments) {
      return new Call(origin, function, function.signature().result(arguments), arguments);
    }

    @Override
    public boolean mayBeList() {
      return function.mayBeList();
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

  /** The values of a cell as values of another type; those that cannot be read are left out. */
  record Convert(Origin origin, RowExpression operand, RowType type) implements RowExpression {
    /** Refuses types of which no value can be read as one of the other. */
    public Convert {
      if (!operand.type().convertsTo(type)) {
        throw new IllegalArgumentException(
            "No value of type " + operand.type() + " can be read as " + type + ".");
      }
    }

    @Override
    public boolean mayBeList() {
      return true;
    }

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
      implements Condition {
    /** Refuses sides of different types, and those without an order in which one could be less. */
    public Comparison {
      Operands.requireComparable(left, right, operator != Operator.EQUAL);
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
      implements Condition {
    /** Copies the list; refuses none, and elements of other types. */
    public In {
      elements = Operands.some(elements);
      for (RowExpression element : elements) {
        Operands.requireComparable(operand, element, false);
      }
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
  record Like(Origin origin, RowExpression operand, List<Wildcard> patterns) implements CellTest {
    /** Copies the list; refuses none, and operands that are not texts. */
    public Like {
      patterns = Operands.some(patterns);
      Operands.require(operand, RowType.KEYWORD);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLike(this);
    }
  }

  /** Whether a text matches a regular expression. */
  record RegexLike(Origin origin, RowExpression operand, Regex regex) implements CellTest {
    /** Refuses operands that are not texts. */
    public RegexLike {
      Operands.require(operand, RowType.KEYWORD);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRegexLike(this);
    }
  }

  /** Whether an address lies in one of the blocks. */
  record InBlocks(Origin origin, RowExpression operand, List<IpBlock> blocks) implements CellTest {
    /** Copies the list; refuses none, and operands that are not addresses. */
    public InBlocks {
      blocks = Operands.some(blocks);
      Operands.require(operand, RowType.IP);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInBlocks(this);
    }
  }

  /** Whether a cell is null: true or false, never null. */
  record IsNull(Origin origin, RowExpression operand) implements CellTest {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIsNull(this);
    }
  }

  /** Two or more conditions: false if one is, otherwise null if one is, otherwise true. */
  record And(Origin origin, List<RowExpression> terms) implements Logical {
    /** Copies the list; refuses fewer than two terms, and those that are not conditions. */
    public And {
      terms = Operands.terms(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }
  }

  /** Two or more conditions: true if one is, otherwise null if one is, otherwise false. */
  record Or(Origin origin, List<RowExpression> terms) implements Logical {
    /** Copies the list; refuses fewer than two terms, and those that are not conditions. */
    public Or {
      terms = Operands.terms(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }
  }

  /** The opposite; null of null. */
  record Not(Origin origin, RowExpression operand) implements CellTest {
    /** Refuses operands that are not conditions. */
    public Not {
      Operands.require(operand, RowType.BOOLEAN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /** The value of the first branch whose condition is true, otherwise the last value or null. */
  record Case(Origin origin, RowType type, List<Branch> branches, Optional<RowExpression> otherwise)
      implements RowExpression {
    /** Copies the list; refuses none, and values of other types. */
    public Case {
      branches = Operands.some(branches);
      for (Branch branch : branches) {
        Operands.require(branch.value(), type);
      }
      if (otherwise.isPresent()) {
        Operands.require(otherwise.get(), type);
      }
    }

    @Override
    public boolean mayBeList() {
      return true;
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
  record Branch(RowExpression condition, RowExpression value) {
    /** Refuses conditions of other types. */
    public Branch {
      Operands.require(condition, RowType.BOOLEAN);
    }
  }

  /**
   * Whether the event of the row satisfies a predicate: true or false.
   *
   * @param number of the predicate among those of the rows
   */
  record Test(Origin origin, int number) implements Condition {
    /** Refuses negative numbers. */
    public Test {
      if (number < 0) {
        throw new IllegalArgumentException("There is no predicate " + number + ".");
      }
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
