package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.stream.Stream;

/**
 * A change of the rows, one after the other. A step that exists is well-formed; that its columns
 * exist is checked by the {@link RowPipeline}.
 */
public sealed interface RowStep {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of step. */
  <R> R accept(Visitor<R> visitor);

  /** The expressions that it computes, in order. */
  default List<RowExpression> expressions() {
    return List.of();
  }

  /** The columns that its expressions read. */
  default Stream<Column> read() {
    return Operands.all(expressions()).stream()
        .filter(RowExpression.Cell.class::isInstance)
        .map(cell -> ((RowExpression.Cell) cell).column());
  }

  /** The columns that it adds, in order. */
  default List<Column> targets() {
    return List.of();
  }

  /** Whether the columns from before the step can be used after it. */
  default boolean keepsColumns() {
    return true;
  }

  /** Keeps the rows for which the condition is true. */
  record Filter(Origin origin, RowExpression condition) implements RowStep {
    /** Refuses expressions that are not conditions. */
    public Filter {
      Operands.require(condition, RowType.BOOLEAN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFilter(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return List.of(condition);
    }
  }

  /** Computes a column. */
  record Compute(Origin origin, Column target, RowExpression value) implements RowStep {
    /** Refuses a column of another type. */
    public Compute {
      target.requireType(value.type());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCompute(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return List.of(value);
    }

    @Override
    public List<Column> targets() {
      return List.of(target);
    }
  }

  /**
   * Takes texts apart by a pattern.
   *
   * @param targets a column for each key of the pattern, in their order
   */
  record Extract(Origin origin, RowExpression input, TextPattern pattern, List<Column> targets)
      implements RowStep {
    /** Copies the list; refuses inputs that are not texts, and columns that do not fit the keys. */
    public Extract {
      targets = List.copyOf(targets);
      Operands.require(input, RowType.KEYWORD);
      List<TextPattern.Key> keys = pattern.keys();
      if (keys.size() != targets.size()) {
        throw new IllegalArgumentException("Each key of a pattern has a column.");
      }
      for (int i = 0; i < keys.size(); i++) {
        targets.get(i).requireType(keys.get(i).type());
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExtract(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return List.of(input);
    }
  }

  /** Makes a row for each value of a column; one if it is null. */
  record Expand(Origin origin, Column source, Column target) implements RowStep {
    /** Refuses columns of different types. */
    public Expand {
      target.requireType(source.type());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExpand(this);
    }

    /** The cell of the source. */
    @Override
    public List<RowExpression> expressions() {
      return List.of(new RowExpression.Cell(origin, source));
    }

    @Override
    public List<Column> targets() {
      return List.of(target);
    }
  }

  /**
   * Makes a row for each group of rows with the same keys, with only the keys and the aggregates.
   *
   * @param keys none for one group of all rows, even of none
   */
  record Group(Origin origin, List<Aggregate> aggregates, List<Compute> keys) implements RowStep {
    /** Copies the lists. */
    public Group {
      aggregates = List.copyOf(aggregates);
      keys = List.copyOf(keys);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGroup(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return grouped(keys, aggregates).toList();
    }

    @Override
    public List<Column> targets() {
      return made(keys, aggregates).toList();
    }

    @Override
    public boolean keepsColumns() {
      return false;
    }
  }

  /**
   * Adds to each row what the groups of rows with the same keys have in all. A row whose keys have
   * several values is in several groups, and gets the values of all of them as one list.
   *
   * @param keys none for one group of all rows
   * @param results computed of each group, from its keys and aggregates, before they are added
   */
  record JoinBack(
      Origin origin, List<Aggregate> aggregates, List<Compute> keys, List<Compute> results)
      implements RowStep {
    /** Copies the lists. */
    public JoinBack {
      aggregates = List.copyOf(aggregates);
      keys = List.copyOf(keys);
      results = List.copyOf(results);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitJoinBack(this);
    }

    /** What is computed of rows, then what is computed of groups. */
    @Override
    public List<RowExpression> expressions() {
      return Stream.concat(grouped(keys, aggregates), results.stream().map(Compute::value))
          .toList();
    }

    @Override
    public List<Column> targets() {
      return Stream.concat(made(keys, aggregates), joined().stream().skip(aggregates.size()))
          .toList();
    }

    /** The columns that come from groups: the aggregates, then the results. */
    public List<Column> joined() {
      return Stream.concat(
              aggregates.stream().map(Aggregate::target), results.stream().map(Compute::target))
          .toList();
    }
  }

  private static Stream<RowExpression> grouped(List<Compute> keys, List<Aggregate> aggregates) {
    return Stream.concat(
        keys.stream().map(Compute::value),
        aggregates.stream()
            .flatMap(a -> Stream.concat(a.arguments().stream(), a.filter().stream())));
  }

  private static Stream<Column> made(List<Compute> keys, List<Aggregate> aggregates) {
    return Stream.concat(
        keys.stream().map(Compute::target), aggregates.stream().map(Aggregate::target));
  }

  /** Orders the rows. */
  record Sort(Origin origin, List<Order> orders) implements RowStep {
    /** Copies the list; refuses none. */
    public Sort {
      orders = List.copyOf(orders);
      if (orders.isEmpty()) {
        throw new IllegalArgumentException("Rows are sorted by one key or more.");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSort(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return orders.stream().map(Order::value).toList();
    }
  }

  /**
   * A key by which rows are sorted: a list by its least value, or its greatest if descending.
   *
   * @param nullsFirst whether rows without a value come first
   */
  record Order(RowExpression value, boolean descending, boolean nullsFirst) {
    /** Refuses values without an order. */
    public Order {
      if (!value.type().isOrdered()) {
        throw new IllegalArgumentException("Values of type " + value.type() + " have no order.");
      }
    }
  }

  /** Keeps the first rows. */
  record Limit(Origin origin, int count) implements RowStep {
    /** Refuses negative numbers. */
    public Limit {
      if (count < 0) {
        throw new IllegalArgumentException("A number of rows is not negative: " + count + ".");
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLimit(this);
    }
  }

  /** One method for each kind of step. */
  interface Visitor<R> {
    R visitFilter(Filter filter);

    R visitCompute(Compute compute);

    R visitExtract(Extract extract);

    R visitExpand(Expand expand);

    R visitGroup(Group group);

    R visitJoinBack(JoinBack join);

    R visitSort(Sort sort);

    R visitLimit(Limit limit);
  }
}
