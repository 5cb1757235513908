package dev.sigrun.compiler.ir.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowExpression.Operator;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.row.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No ill-formed rows can be made: each constructor refuses what it cannot mean, and says why. */
class RowChecksTest {
  private static final SourceText SOURCE = SourceText.of("test", "FROM logs");
  private static final Origin AT = Origin.of(SOURCE, SOURCE.whole());

  private static final RowExpression TEXT = constant(RowType.KEYWORD, "a");
  private static final RowExpression NUMBER = constant(RowType.INTEGER, 1);
  private static final RowExpression LONG = constant(RowType.LONG, 1L);
  private static final RowExpression DECIMAL = constant(RowType.DOUBLE, 1.0);
  private static final RowExpression TRUTH = constant(RowType.BOOLEAN, true);
  private static final RowExpression SPAN = constant(RowType.SPAN, Span.ofDays(1));
  private static final RowExpression NULL = constant(RowType.NULL);
  private static final RowExpression ADDRESS = cell(7, RowType.IP);
  private static final RowExpression DATE = cell(8, RowType.DATE);
  private static final RowExpression POINT = cell(9, RowType.GEO_POINT);
  private static final Regex REGEX = Regex.lucene("a", CaseSensitivity.SENSITIVE);
  private static final Wildcard PATTERN = Wildcard.parse("a*");
  private static final IpBlock BLOCK = IpBlock.of("10.0.0.0/8");

  private static RowExpression constant(RowType type, Object... values) {
    return new RowExpression.Constant(AT, type, List.of(values));
  }

  private static Column column(int number, RowType type) {
    return new Column(number, "c" + number, type);
  }

  private static RowExpression cell(int number, RowType type) {
    return new RowExpression.Cell(AT, column(number, type));
  }

  private static RowExpression call(RowFunction function, RowExpression... arguments) {
    return new RowExpression.Call(AT, function, type(function), List.of(arguments));
  }

  /** The type of the result, for those functions that have one whatever their arguments are. */
  private static RowType type(RowFunction function) {
    return function.signature().result(List.of(NULL));
  }

  private static RowExpression compare(Operator operator, RowExpression a, RowExpression b) {
    return new RowExpression.Comparison(AT, operator, a, b);
  }

  private static RowExpression in(RowExpression operand, RowExpression... elements) {
    return new RowExpression.In(AT, operand, List.of(elements));
  }

  private static RowExpression choice(RowType type, RowExpression condition, RowExpression value) {
    return new RowExpression.Case(
        AT, type, List.of(new RowExpression.Branch(condition, value)), Optional.empty());
  }

  private static Arguments row(String name, String message, Executable make) {
    return arguments(name, message, make);
  }

  static Stream<Arguments> expressions() {
    return Stream.of(
        row(
            "a number as a text",
            "KEYWORD are not of class Integer",
            () -> constant(RowType.KEYWORD, 1)),
        row("32 bits as 64", "LONG are not of class Integer", () -> constant(RowType.LONG, 1)),
        row(
            "a text as a date",
            "DATE are not of class String",
            () -> constant(RowType.DATE, "2024")),
        row("a value of null", "NULL are not of class String", () -> constant(RowType.NULL, "a")),
        row("a list with another", "not of class String", () -> constant(RowType.INTEGER, 1, "a")),
        row("too few arguments", "does not take 1 arg", () -> call(RowFunction.LEFT, TEXT)),
        row("too many", "does not take 2 arg", () -> call(RowFunction.LENGTH, TEXT, TEXT)),
        row("arguments of none", "does not take 1 arg", () -> call(RowFunction.NOW, TEXT)),
        row("none of one or more", "does not take 0 arg", () -> call(RowFunction.CONCAT)),
        row(
            "a text for a number",
            "LEFT takes a number as argument 2, found KEYWORD",
            () -> call(RowFunction.LEFT, TEXT, TEXT)),
        row("a number for a text", "a text as arg", () -> call(RowFunction.LENGTH, NUMBER)),
        row("a whole number for a decimal", "a decimal", () -> call(RowFunction.SIN, NUMBER)),
        row("a text for a date", "a date", () -> call(RowFunction.DAY_NAME, TEXT)),
        row("a text for a point", "a point", () -> call(RowFunction.ST_X, TEXT)),
        row(
            "a span that is computed",
            "a constant span of time as argument 1",
            () -> call(RowFunction.DATE_TRUNC, cell(0, RowType.SPAN), DATE)),
        row(
            "a pattern that is computed",
            "a constant regular expression as argument 2",
            () -> call(RowFunction.REPLACE, TEXT, cell(0, RowType.KEYWORD), TEXT)),
        row(
            "a malformed pattern",
            "a constant regular expression as argument 2",
            () -> call(RowFunction.REPLACE, TEXT, constant(RowType.KEYWORD, "("), TEXT)),
        row(
            "a format behind the date",
            "a text as argument 1, found DATE",
            () -> call(RowFunction.DATE_FORMAT, DATE, TEXT)),
        row(
            "numbers of two types",
            "of one type with the others as argument 2, found LONG",
            () -> RowExpression.Call.of(AT, RowFunction.ADD, List.of(NUMBER, LONG))),
        row(
            "a text and a number in one list",
            "of one type with the others",
            () -> RowExpression.Call.of(AT, RowFunction.MV_APPEND, List.of(TEXT, NUMBER))),
        row(
            "the sum of texts",
            "a number of one type",
            () -> RowExpression.Call.of(AT, RowFunction.ADD, List.of(TEXT, TEXT))),
        row(
            "the greatest point",
            "which has an order",
            () -> RowExpression.Call.of(AT, RowFunction.GREATEST, List.of(POINT, POINT))),
        row(
            "another result",
            "The result of LENGTH is INTEGER, not LONG",
            () -> new RowExpression.Call(AT, RowFunction.LENGTH, RowType.LONG, List.of(TEXT))),
        row(
            "a span as text",
            "No value of type SPAN can be read as KEYWORD",
            () -> new RowExpression.Convert(AT, SPAN, RowType.KEYWORD)),
        row(
            "an address as a number",
            "No value of type IP can be read as LONG",
            () -> new RowExpression.Convert(AT, ADDRESS, RowType.LONG)),
        row(
            "a text as null",
            "can be read as NULL",
            () -> new RowExpression.Convert(AT, TEXT, RowType.NULL)),
        row(
            "sides of two types",
            "The types INTEGER and LONG cannot be compared",
            () -> compare(Operator.EQUAL, NUMBER, LONG)),
        row("points in order", "have no order", () -> compare(Operator.LESS, POINT, POINT)),
        row("spans in order", "have no order", () -> compare(Operator.LESS_OR_EQUAL, SPAN, NULL)),
        row("a list of nothing", "use a constant", () -> in(TEXT)),
        row("numbers among texts", "types KEYWORD and INTEGER", () -> in(TEXT, TEXT, NUMBER)),
        row("no patterns", "use a constant", () -> new RowExpression.Like(AT, TEXT, List.of())),
        row(
            "patterns of numbers",
            "Expected KEYWORD, found INTEGER",
            () -> new RowExpression.Like(AT, NUMBER, List.of(PATTERN))),
        row(
            "regexes of addresses",
            "Expected KEYWORD, found IP",
            () -> new RowExpression.RegexLike(AT, ADDRESS, REGEX)),
        row(
            "no blocks",
            "use a constant",
            () -> new RowExpression.InBlocks(AT, ADDRESS, List.of())),
        row(
            "blocks of texts",
            "Expected IP, found KEYWORD",
            () -> new RowExpression.InBlocks(AT, TEXT, List.of(BLOCK))),
        row("a conjunction of one", "two terms", () -> new RowExpression.And(AT, List.of(TRUTH))),
        row(
            "a conjunction of texts",
            "Expected BOOLEAN, found KEYWORD",
            () -> new RowExpression.And(AT, List.of(TRUTH, TEXT))),
        row("a disjunction of none", "two terms", () -> new RowExpression.Or(AT, List.of())),
        row(
            "a disjunction of numbers",
            "Expected BOOLEAN",
            () -> new RowExpression.Or(AT, List.of(NUMBER, TRUTH))),
        row("the opposite of a date", "found DATE", () -> new RowExpression.Not(AT, DATE)),
        row(
            "no branches",
            "use a constant",
            () -> new RowExpression.Case(AT, RowType.INTEGER, List.of(), Optional.of(NUMBER))),
        row("a number as condition", "BOOLEAN", () -> choice(RowType.INTEGER, NUMBER, NUMBER)),
        row("another value", "found INTEGER", () -> choice(RowType.KEYWORD, TRUTH, NUMBER)),
        row("a value as null", "Expected NULL", () -> choice(RowType.NULL, TRUTH, NUMBER)),
        row(
            "another last value",
            "Expected KEYWORD, found INTEGER",
            () ->
                new RowExpression.Case(
                    AT,
                    RowType.KEYWORD,
                    List.of(new RowExpression.Branch(TRUTH, TEXT)),
                    Optional.of(NUMBER))),
        row(
            "a predicate before the first",
            "no predicate -1",
            () -> new RowExpression.Test(AT, -1)),
        row("a column before the first", "no column -1", () -> column(-1, RowType.LONG)));
  }

  private static Aggregate aggregate(
      AggregateFunction function, RowType type, RowExpression... arguments) {
    return new Aggregate(AT, column(1, type), function, List.of(arguments), Optional.empty());
  }

  static Stream<Arguments> steps() {
    TextPattern word = new TextPattern.Grok("%{WORD:w:int}");
    return Stream.of(
        row("a text that holds", "found KEYWORD", () -> new RowStep.Filter(AT, TEXT)),
        row(
            "a column of another type",
            "The column #0:c0 is of type LONG, its values of type INTEGER",
            () -> new RowStep.Compute(AT, column(0, RowType.LONG), NUMBER)),
        row(
            "a number that is taken apart",
            "Expected KEYWORD, found INTEGER",
            () -> new RowStep.Extract(AT, NUMBER, word, List.of(column(0, RowType.INTEGER)))),
        row(
            "a key without a column",
            "Each key",
            () -> new RowStep.Extract(AT, TEXT, word, List.of())),
        row(
            "a column without a key",
            "Each key",
            () ->
                new RowStep.Extract(
                    AT,
                    TEXT,
                    new TextPattern.Dissect("%{a}", ""),
                    List.of(column(0, RowType.KEYWORD), column(1, RowType.KEYWORD)))),
        row(
            "a key of another type",
            "of type KEYWORD, its values of type INTEGER",
            () -> new RowStep.Extract(AT, TEXT, word, List.of(column(0, RowType.KEYWORD)))),
        row("an unclosed group", "Unclosed", () -> new TextPattern.Grok("(%{WORD:w}")),
        row("an unknown pattern", "no pattern", () -> new TextPattern.Grok("%{WORT:w}")),
        row("an unknown type", "no type byte", () -> new TextPattern.Grok("%{WORD:w:byte}")),
        row(
            "values of another type",
            "of type LONG",
            () -> new RowStep.Expand(AT, column(0, RowType.IP), column(1, RowType.LONG))),
        row(
            "an aggregate without arguments",
            "SUM does not take 0 arguments",
            () -> aggregate(AggregateFunction.SUM, RowType.LONG)),
        row(
            "the mean of texts",
            "AVG takes a number as argument 1",
            () -> aggregate(AggregateFunction.AVG, RowType.DOUBLE, TEXT)),
        row(
            "the greatest of points",
            "MAX takes a value with an order",
            () -> aggregate(AggregateFunction.MAX, RowType.GEO_POINT, POINT)),
        row(
            "the first by a text",
            "a date of any precision as argument 2",
            () -> aggregate(AggregateFunction.FIRST, RowType.KEYWORD, TEXT, TEXT)),
        row(
            "a sum of another type",
            "The result of SUM is DOUBLE, not LONG",
            () -> aggregate(AggregateFunction.SUM, RowType.LONG, DECIMAL)),
        row(
            "a filter that is a text",
            "Expected BOOLEAN",
            () ->
                new Aggregate(
                    AT,
                    column(1, RowType.LONG),
                    AggregateFunction.COUNT,
                    List.of(),
                    Optional.of(TEXT))),
        row("no order", "one key or more", () -> new RowStep.Sort(AT, List.of())),
        row("points in order", "no order", () -> new RowStep.Order(POINT, false, false)),
        row("less than no rows", "not negative: -1", () -> new RowStep.Limit(AT, -1)));
  }

  private static final Column INPUT = column(0, RowType.KEYWORD);
  private static final RowExpression INPUT_CELL = new RowExpression.Cell(AT, INPUT);
  private static final Column MADE = column(1, RowType.KEYWORD);
  private static final RowStep COPY = new RowStep.Compute(AT, MADE, INPUT_CELL);
  private static final RowStep COUNT =
      new RowStep.Group(AT, List.of(aggregate(AggregateFunction.COUNT, RowType.LONG)), List.of());

  private static RowPipeline pipeline(List<Column> outputs, RowStep... steps) {
    return new RowPipeline(List.of(INPUT), List.of(steps), outputs, 2);
  }

  private static RowStep present(Column column) {
    return new RowStep.Filter(AT, new RowExpression.IsNull(AT, new RowExpression.Cell(AT, column)));
  }

  private static EventRows rows(Field field, RowStep... steps) {
    return new EventRows(pipeline(List.of(), steps), List.of(field), List.of());
  }

  static Stream<Arguments> pipelines() {
    Field name = Field.named("c0", ValueType.KEYWORD);
    return Stream.of(
        row(
            "a column beyond the last",
            "#2:c2 is not one of 2",
            () -> pipeline(List.of(), new RowStep.Compute(AT, column(2, RowType.LONG), LONG))),
        row("a column made twice", "#1:c1 is made twice", () -> pipeline(List.of(), COPY, COPY)),
        row(
            "an input made again",
            "#0:c0 is made twice",
            () -> pipeline(List.of(), new RowStep.Compute(AT, INPUT, TEXT))),
        row("a column before it is made", "no column #1", () -> pipeline(List.of(), present(MADE))),
        row(
            "a column that reads itself",
            "no column #1",
            () -> pipeline(List.of(), new RowStep.Compute(AT, MADE, cell(1, RowType.KEYWORD)))),
        row(
            "a column of another type",
            "#0:c0 is of type KEYWORD, not LONG",
            () -> pipeline(List.of(), present(column(0, RowType.LONG)))),
        row("an event behind a group", "no column #0", () -> pipeline(List.of(), COUNT, COPY)),
        row(
            "the result of an event behind a group",
            "no column #0",
            () -> pipeline(List.of(INPUT), COUNT)),
        row("a result that is not made", "no column #1", () -> pipeline(List.of(MADE))),
        row(
            "two results of one name",
            "the name 'c0'",
            () -> pipeline(List.of(INPUT, new Column(1, "c0", RowType.KEYWORD)), COPY)),
        row(
            "rows of groups as a test of an event",
            "not about one event",
            () -> new Predicate.AnyRow(AT, rows(name, COUNT))),
        row(
            "an input without a field",
            "Each input",
            () -> new EventRows(pipeline(List.of()), List.of(), List.of())),
        row(
            "a field of another type",
            "does not fill the column #0:c0",
            () -> rows(Field.named("c0", ValueType.LONG))),
        row("many fields", "does not fill", () -> rows(Field.matching("c*", List.of()))),
        row(
            "a predicate that is not there",
            "no predicate 0",
            () -> rows(name, new RowStep.Filter(AT, new RowExpression.Test(AT, 0)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"expressions", "steps", "pipelines"})
  void refuses(String name, String message, Executable make) {
    assertThatThrownBy(make::execute)
        .as(name)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> wellFormed() {
    RowExpression noText = constant(RowType.KEYWORD);
    return Stream.of(
        row("null of a type", "", () -> constant(RowType.IP)),
        row("null as an argument", "", () -> call(RowFunction.LEFT, NULL, NULL)),
        row(
            "null among others",
            "",
            () -> RowExpression.Call.of(AT, RowFunction.COALESCE, List.of(NULL, noText, TEXT))),
        row("a date in its own format", "", () -> call(RowFunction.DATE_FORMAT, DATE)),
        row("a date in a format", "", () -> call(RowFunction.DATE_FORMAT, TEXT, DATE)),
        row("texts of both types", "", () -> compare(Operator.LESS, TEXT, cell(0, RowType.TEXT))),
        row("equal points", "", () -> compare(Operator.EQUAL, POINT, POINT)),
        row("null in order", "", () -> compare(Operator.LESS, NULL, LONG)),
        row("null read as an address", "", () -> new RowExpression.Convert(AT, NULL, RowType.IP)),
        row("null as a condition", "", () -> new RowExpression.Not(AT, NULL)),
        row(
            "a copy under another name",
            "",
            () -> pipeline(List.of(new Column(0, "other", RowType.KEYWORD), MADE), COPY)),
        row(
            "an event beside its group",
            "",
            () ->
                pipeline(
                    List.of(INPUT),
                    new RowStep.JoinBack(
                        AT,
                        List.of(aggregate(AggregateFunction.COUNT, RowType.LONG)),
                        List.of(),
                        List.of()))),
        row(
            "keys alone",
            "",
            () ->
                pipeline(
                    List.of(MADE),
                    new RowStep.Group(
                        AT, List.of(), List.of(new RowStep.Compute(AT, MADE, INPUT_CELL))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wellFormed(String name, String ignored, Executable make) {
    assertThatCode(make::execute).as(name).doesNotThrowAnyException();
  }

  /** Lists of patterns repeat what they test, so there may be far more paths than expressions. */
  @Test
  void looksOnceAtSharedOperands() {
    RowExpression condition = new RowExpression.RegexLike(AT, INPUT_CELL, REGEX);
    for (int i = 0; i < 200; i++) {
      condition = new RowExpression.Or(AT, List.of(condition, condition));
    }
    RowPipeline rows = pipeline(List.of(), new RowStep.Filter(AT, condition));
    assertThat(rows.expressions()).hasSize(202);
    assertThat(rows.asksForNow()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void functionsTakeNoFewerArgumentsThanTheyNeed(RowFunction function) {
    Signature signature = function.signature();
    assertThat(signature.takes(signature.least())).isTrue();
    assertThat(signature.takes(signature.least() - 1)).isFalse();
    assertThat(signature.isFold()).isEqualTo(signature.takes(1) && signature.takes(1_000));
  }

  @ParameterizedTest
  @EnumSource
  void wordsFindTheirFunctions(RowFunction function) {
    function.word().ifPresent(word -> assertThat(RowFunction.named(word)).contains(function));
  }

  @ParameterizedTest
  @EnumSource
  void wordsFindTheirAggregates(AggregateFunction function) {
    assertThat(AggregateFunction.named(function.word())).contains(function);
  }

  /** Each type converts to what it is converted to when it is compared with another one. */
  @Test
  void commonTypesCanBeReached() {
    for (RowType left : RowType.values()) {
      for (RowType right : RowType.values()) {
        assertThat(left.common(right)).isEqualTo(right.common(left));
        left.common(right)
            .filter(common -> !common.fits(left))
            .ifPresent(common -> assertThat(left.convertsTo(common)).as("%s", left).isTrue());
      }
    }
  }
}
