package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.stream.Stream;

/** What becomes of rows, one step after the other. */
public sealed interface RowStep {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of step. */
  <R> R accept(Visitor<R> visitor);

  /** What it computes, in order. */
  default List<RowExpression> expressions() {
    return List.of();
  }

  /** Keeps the rows for which the condition is true. */
  record Filter(Origin origin, RowExpression condition) implements RowStep {
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
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCompute(this);
    }

    @Override
    public List<RowExpression> expressions() {
      return List.of(value);
    }
  }

  /** A way to take texts apart. */
  enum Syntax {
    GROK,
    DISSECT
  }

  /**
   * Takes texts apart by a pattern.
   *
   * @param separator of DISSECT, for keys that are written several times
   * @param targets a column for each key of the pattern, in their order
   */
  record Extract(
      Origin origin,
      RowExpression input,
      Syntax syntax,
      String pattern,
      String separator,
      List<Column> targets)
      implements RowStep {
    /** Copies the list. */
    public Extract {
      targets = List.copyOf(targets);
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
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExpand(this);
    }
  }

  /**
   * Makes a row for each group of rows with the same keys, with only the keys and the aggregates.
   *
   * @param keys none for one group of all rows, even of none
   * @param inline whether the rows of the group stay, each with the aggregates
   */
  record Group(Origin origin, List<Aggregate> aggregates, List<Compute> keys, boolean inline)
      implements RowStep {
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
      return Stream.concat(
              keys.stream().map(Compute::value),
              aggregates.stream()
                  .flatMap(a -> Stream.concat(a.arguments().stream(), a.filter().stream())))
          .toList();
    }
  }

  /** Orders the rows. */
  record Sort(Origin origin, List<Order> orders) implements RowStep {
    /** Copies the list. */
    public Sort {
      orders = List.copyOf(orders);
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
  record Order(RowExpression value, boolean descending, boolean nullsFirst) {}

  /** Keeps the first rows. */
  record Limit(Origin origin, int count) implements RowStep {
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

    R visitSort(Sort sort);

    R visitLimit(Limit limit);
  }
}
