package dev.sigrun.compiler.ir.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.row.RowExpression.Operator;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeastCountsTest {
  private static final SourceText SOURCE = SourceText.of("test", "FROM logs");
  private static final Origin AT = Origin.of(SOURCE, SOURCE.whole());
  private static final Column KEY = new Column(0, "key", RowType.LONG);
  private static final Column COUNT = new Column(1, "count", RowType.LONG);
  private static final Column USERS = new Column(2, "users", RowType.LONG);

  private static RowExpression cell(Column column) {
    return new RowExpression.Cell(AT, column);
  }

  private static RowExpression number(long value) {
    return new RowExpression.Constant(AT, RowType.LONG, List.of(value));
  }

  private static RowExpression compare(RowExpression left, Operator operator, RowExpression right) {
    return new RowExpression.Comparison(AT, operator, left, right);
  }

  private static Map<Integer, Long> least(RowExpression... conditions) {
    List<RowStep> filters =
        Stream.of(conditions).<RowStep>map(each -> new RowStep.Filter(AT, each)).toList();
    List<Column> columns = List.of(KEY, COUNT, USERS);
    return LeastCounts.of(new RowPipeline(columns, filters, columns, 3), List.of(COUNT, USERS));
  }

  @Test
  void countsThatMustBeReached() {
    assertThat(least(compare(number(10), Operator.LESS_OR_EQUAL, cell(COUNT))))
        .containsExactly(Map.entry(0, 10L));
    assertThat(least(compare(number(10), Operator.LESS, cell(USERS))))
        .containsExactly(Map.entry(1, 11L));
    assertThat(least(compare(cell(COUNT), Operator.EQUAL, number(5))))
        .containsExactly(Map.entry(0, 5L));
    assertThat(least(compare(number(5), Operator.EQUAL, cell(COUNT))))
        .containsExactly(Map.entry(0, 5L));
  }

  @Test
  void allConditionsMustHold() {
    RowExpression both =
        new RowExpression.And(
            AT,
            List.of(
                compare(number(3), Operator.LESS_OR_EQUAL, cell(COUNT)),
                compare(number(4), Operator.LESS_OR_EQUAL, cell(USERS))));
    assertThat(least(both, compare(number(8), Operator.LESS_OR_EQUAL, cell(COUNT))))
        .containsExactly(Map.entry(0, 8L), Map.entry(1, 4L));
  }

  @Test
  void otherConditionsSayNothing() {
    RowExpression many = compare(number(10), Operator.LESS_OR_EQUAL, cell(COUNT));
    assertThat(
            least(
                new RowExpression.Or(AT, List.of(many, many)),
                new RowExpression.Not(AT, many),
                compare(cell(COUNT), Operator.LESS_OR_EQUAL, number(10)),
                compare(number(10), Operator.LESS_OR_EQUAL, cell(KEY)),
                compare(number(1), Operator.LESS_OR_EQUAL, cell(COUNT)),
                compare(cell(USERS), Operator.LESS_OR_EQUAL, cell(COUNT))))
        .isEmpty();
  }
}
