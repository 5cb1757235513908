package dev.sigrun.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.DateBound;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing ill-formed can be made: each constructor refuses what it cannot mean. */
class IrChecksTest {
  private static final Query.IndicatorMatch.Comparison EQUAL =
      Query.IndicatorMatch.Comparison.EQUAL;
  private static final SourceText SOURCE = SourceText.of("test", "any where true");
  private static final Origin AT = Origin.of(SOURCE, SOURCE.whole());

  private static final Expression TEXT = new Expression.Constant(AT, "a");
  private static final Expression NUMBER = new Expression.Constant(AT, 1);
  private static final Expression TRUTH = new Expression.Constant(AT, true);
  private static final Expression DATE = value(ValueType.DATE);
  private static final Expression ADDRESS = value(ValueType.IP);
  private static final Expression NULL = new Expression.Null(AT);
  private static final Regex REGEX = Regex.lucene("a", CaseSensitivity.SENSITIVE);
  private static final Wildcard PATTERN = Wildcard.parse("a*");
  private static final IpBlock BLOCK = IpBlock.of("10.0.0.0/8");
  private static final Field MANY = Field.matching("f.*", List.of());
  private static final Field OBJECTS = Field.named("o", ValueType.NESTED);
  private static final Predicate TRUE = new Predicate.Constant(AT, true);

  private static Field field(ValueType type) {
    return Field.named("f", type);
  }

  private static Expression value(ValueType type) {
    return new Expression.FieldValue(AT, field(type));
  }

  private static Expression.Constant constant(Object value) {
    return new Expression.Constant(AT, value);
  }

  private static Expression call(Function function, Expression... arguments) {
    return new Expression.Call(AT, function, List.of(arguments));
  }

  private static Expression in(Expression operand, CaseSensitivity sensitivity, Object... values) {
    return new Expression.In(
        AT, operand, Stream.of(values).map(IrChecksTest::constant).toList(), sensitivity);
  }

  private static Expression in(Expression operand, Object... values) {
    return in(operand, CaseSensitivity.SENSITIVE, values);
  }

  private static Arguments row(String name, Executable make) {
    return arguments(name, make);
  }

  static Stream<Arguments> expressions() {
    return Stream.of(
        row("a constant of another class", () -> constant(new BigDecimal(1))),
        row("one value of an object", () -> value(ValueType.OBJECT)),
        row("one value of a nested list", () -> value(ValueType.NESTED)),
        row(
            "one value of many fields",
            () -> new Expression.FieldValue(AT, Field.matching("a*", List.of()))),
        row("too few arguments", () -> call(Function.STARTS_WITH, TEXT)),
        row("too many arguments", () -> call(Function.LENGTH, TEXT, TEXT)),
        row("no arguments", () -> call(Function.CONCAT)),
        row("a number for a text", () -> call(Function.LENGTH, NUMBER)),
        row("a text for a number", () -> call(Function.ADD, NUMBER, TEXT)),
        row("a text for a truth", () -> call(Function.BETWEEN, TEXT, TEXT, TEXT, TEXT)),
        row("a truth for a number", () -> call(Function.SUBSTRING, TEXT, TRUTH)),
        row("a list of nothing", () -> in(TEXT)),
        row("numbers among texts", () -> in(TEXT, "a", 1)),
        row("texts among numbers", () -> in(NUMBER, 1, "a")),
        row("numbers among truths", () -> in(TRUTH, true, 1)),
        row("numbers among addresses", () -> in(ADDRESS, 1)),
        row("truths among dates", () -> in(DATE, true)),
        row("numbers in any case", () -> in(NUMBER, CaseSensitivity.INSENSITIVE, 1)),
        row(
            "no patterns",
            () -> new Expression.Like(AT, TEXT, List.of(), CaseSensitivity.SENSITIVE)),
        row(
            "patterns of numbers",
            () -> new Expression.Like(AT, NUMBER, List.of(PATTERN), CaseSensitivity.SENSITIVE)),
        row(
            "patterns of truths",
            () -> new Expression.Like(AT, TRUTH, List.of(PATTERN), CaseSensitivity.SENSITIVE)),
        row("regexes of numbers", () -> new Expression.RegexLike(AT, NUMBER, REGEX)),
        row("regexes of addresses", () -> new Expression.RegexLike(AT, ADDRESS, REGEX)),
        row("no blocks", () -> new Expression.InBlocks(AT, ADDRESS, List.of())),
        row("blocks of numbers", () -> new Expression.InBlocks(AT, NUMBER, List.of(BLOCK))),
        row("a conjunction of one", () -> new Expression.And(AT, List.of(TRUTH))),
        row("a conjunction of texts", () -> new Expression.And(AT, List.of(TRUTH, TEXT))),
        row("a disjunction of one", () -> new Expression.Or(AT, List.of(TRUTH))),
        row("a disjunction of numbers", () -> new Expression.Or(AT, List.of(NUMBER, TRUTH))),
        row("the negation of a date", () -> new Expression.Not(AT, DATE)));
  }

  static Stream<Arguments> predicates() {
    Field keyword = field(ValueType.KEYWORD);
    Field number = field(ValueType.LONG);
    Field text = field(ValueType.TEXT);
    return Stream.of(
        row("a conjunction of one", () -> new Predicate.And(AT, List.of(TRUE))),
        row("a disjunction of none", () -> new Predicate.Or(AT, List.of())),
        row(
            "no texts",
            () -> new Predicate.StringIn(AT, keyword, List.of(), CaseSensitivity.SENSITIVE)),
        row(
            "texts of a number",
            () -> new Predicate.StringIn(AT, number, List.of("1"), CaseSensitivity.SENSITIVE)),
        row(
            "no patterns",
            () -> new Predicate.WildcardMatch(AT, keyword, List.of(), CaseSensitivity.SENSITIVE)),
        row(
            "patterns of words",
            () ->
                new Predicate.WildcardMatch(AT, text, List.of(PATTERN), CaseSensitivity.SENSITIVE)),
        row("regexes of dates", () -> new Predicate.RegexMatch(AT, field(ValueType.DATE), REGEX)),
        row(
            "a text range of numbers",
            () -> new Predicate.StringInRange(AT, number, Range.from("a", true))),
        row(
            "texts in the wrong order",
            () -> new Predicate.StringInRange(AT, keyword, Range.closed("b", "a"))),
        row(
            "versions in the wrong order",
            () ->
                new Predicate.StringInRange(
                    AT, field(ValueType.VERSION), Range.closed("1.10", "1.9"))),
        row("no numbers", () -> new Predicate.NumberIn(AT, number, List.of())),
        row(
            "numbers of a text",
            () -> new Predicate.NumberIn(AT, keyword, List.of(BigDecimal.ONE))),
        row(
            "numbers in the wrong order",
            () ->
                new Predicate.NumberInRange(
                    AT, number, Range.closed(BigDecimal.TEN, BigDecimal.ONE))),
        row("the truth of a text", () -> new Predicate.BooleanIs(AT, keyword, true)),
        row("no blocks", () -> new Predicate.IpIn(AT, field(ValueType.IP), List.of())),
        row("blocks of a text", () -> new Predicate.IpIn(AT, keyword, List.of(BLOCK))),
        row(
            "addresses in the wrong order",
            () ->
                new Predicate.IpInRange(
                    AT, field(ValueType.IP), Range.closed(ip("10.0.0.2"), ip("10.0.0.1")))),
        row(
            "an address range of texts",
            () -> new Predicate.IpInRange(AT, keyword, Range.from(ip("::1"), true))),
        row(
            "dates in the wrong order",
            () ->
                new Predicate.DateInRange(
                    AT, field(ValueType.DATE), Range.closed(date("2025"), date("2024")))),
        row(
            "a date range of texts",
            () -> new Predicate.DateInRange(AT, keyword, Range.from(date("2024"), true))),
        row("no words", () -> new Predicate.TokenIn(AT, text, List.of())),
        row("a word without letters", () -> new Predicate.TokenIn(AT, text, List.of(""))),
        row("a word in upper case", () -> new Predicate.TokenIn(AT, text, List.of("Fox"))),
        row("words of a keyword", () -> new Predicate.TokenIn(AT, keyword, List.of("fox"))),
        row("a phrase of nothing", () -> new Predicate.TokenPhrase(AT, text, List.of())),
        row(
            "a phrase in upper case",
            () -> new Predicate.TokenPhrase(AT, text, List.of("quick", "FOX"))),
        row("no word patterns", () -> new Predicate.TokenMatch(AT, text, List.of())),
        row(
            "word patterns in upper case",
            () -> new Predicate.TokenMatch(AT, text, List.of(Wildcard.parse("F*")))),
        row("elements of an object", () -> new Predicate.NestedAny(AT, keyword, TRUE)),
        row("a computed text", () -> new Predicate.Computed(AT, TEXT)));
  }

  private static Query.Stage stage(boolean missing, int runs, int keys) {
    return new Query.Stage(
        AT,
        missing,
        TRUE,
        IntStream.range(0, keys)
            .mapToObj(i -> new Query.JoinKey(field(ValueType.KEYWORD), false))
            .toList(),
        runs);
  }

  private static Query sequence(Query.Stage... stages) {
    return new Query.Sequence(AT, Optional.empty(), List.of(stages), Optional.empty(), List.of());
  }

  static Stream<Arguments> queries() {
    Query.Stage one = stage(false, 1, 1);
    List<Field> fields = List.of(field(ValueType.KEYWORD));
    return Stream.of(
        row("a sequence of one event", () -> sequence(one)),
        row("events that are all missing", () -> sequence(stage(true, 1, 1), stage(true, 1, 1))),
        row("an event missing for ever", () -> sequence(one, stage(true, 1, 1))),
        row("stages with other keys", () -> sequence(one, stage(false, 1, 2))),
        row(
            "an end with other keys",
            () ->
                new Query.Sequence(
                    AT,
                    Optional.empty(),
                    List.of(one, one),
                    Optional.of(stage(false, 1, 2)),
                    List.of())),
        row(
            "an end that does not happen",
            () ->
                new Query.Sequence(
                    AT,
                    Optional.empty(),
                    List.of(one, one),
                    Optional.of(stage(true, 1, 1)),
                    List.of())),
        row(
            "a negative span",
            () ->
                new Query.Sequence(
                    AT,
                    Optional.of(Duration.ofMillis(-1)),
                    List.of(one, one),
                    Optional.empty(),
                    List.of())),
        row("no runs", () -> stage(false, 0, 1)),
        row("a sample of one stage", () -> new Query.Sample(AT, List.of(one))),
        row("a sample with runs", () -> new Query.Sample(AT, List.of(one, stage(false, 2, 1)))),
        row(
            "a sample of missing events",
            () -> new Query.Sample(AT, List.of(one, stage(true, 1, 1)))),
        row("a threshold of 0", () -> new Query.Threshold(AT, TRUE, fields, 0, Optional.empty())),
        row("0 distinct values", () -> new Query.Cardinality(field(ValueType.KEYWORD), 0)),
        row(
            "new terms of no field",
            () -> new Query.NewTerms(AT, TRUE, List.of(), Duration.ofDays(1))),
        row("no history", () -> new Query.NewTerms(AT, TRUE, fields, Duration.ZERO)),
        row("indicators by nothing", () -> new Query.IndicatorMatch(AT, TRUE, TRUE, List.of(), "")),
        row("a group of nothing", () -> new Query.IndicatorMatch.Group(List.of())),
        row(
            "a group of values that must differ",
            () ->
                new Query.IndicatorMatch.Group(
                    List.of(
                        new Query.IndicatorMatch.Entry(
                            field(ValueType.IP),
                            Query.IndicatorMatch.Comparison.DIFFERENT,
                            field(ValueType.IP))))),
        row("a key of many fields", () -> new Query.JoinKey(MANY, false)),
        row("a key of objects", () -> new Query.JoinKey(OBJECTS, false)),
        row("distinct objects", () -> new Query.Cardinality(OBJECTS, 1)),
        row(
            "a threshold by many fields",
            () -> new Query.Threshold(AT, TRUE, List.of(MANY), 1, Optional.empty())),
        row(
            "new terms of objects",
            () -> new Query.NewTerms(AT, TRUE, List.of(OBJECTS), Duration.ofDays(1))),
        row(
            "indicators of many fields",
            () -> new Query.IndicatorMatch.Entry(field(ValueType.IP), EQUAL, MANY)),
        row(
            "indicators of objects",
            () -> new Query.IndicatorMatch.Entry(OBJECTS, EQUAL, field(ValueType.IP))),
        row("a negative number of results", () -> new Query.Pipe(Query.Pipe.Kind.HEAD, -1)));
  }

  private static Correlation correlation(
      Correlation.Measure measure, Correlation.Verdict verdict, Correlation.Source... sources) {
    return new Correlation(
        AT, List.of(sources), List.of("g"), Duration.ofMinutes(1), measure, verdict);
  }

  private static Correlation.Source source(Correlation.Input input, Correlation.Term... values) {
    List<Correlation.Term> keys = List.of(new Correlation.OfField(field(ValueType.KEYWORD)));
    return new Correlation.Source(AT, "s", input, keys, List.of(values));
  }

  private static Correlation.Measure measure(Correlation.Kind kind) {
    return Correlation.Measure.of(kind);
  }

  private static Correlation.Measure percentile(int share) {
    return new Correlation.Measure(
        Correlation.Kind.PERCENTILE, Optional.of(BigDecimal.valueOf(share)));
  }

  static Stream<Arguments> correlations() {
    Correlation.Verdict many = new Correlation.Bounds(false, Range.from(BigDecimal.TEN, true));
    Correlation.Verdict few = new Correlation.Bounds(true, Range.from(BigDecimal.TEN, true));
    Correlation.Verdict second = new Correlation.Combination(new Correlation.Found(1));
    Correlation.Measure count = measure(Correlation.Kind.COUNT);
    Correlation.Term value = new Correlation.OfField(field(ValueType.LONG));
    Correlation.Source events = source(new Correlation.Events(TRUE));
    return Stream.of(
        row("no source", () -> correlation(count, many)),
        row(
            "no span",
            () -> new Correlation(AT, List.of(events), List.of("g"), Duration.ZERO, count, many)),
        row(
            "a source without keys",
            () ->
                new Correlation(
                    AT, List.of(events), List.of(), Duration.ofMinutes(1), count, many)),
        row(
            "values that are not counted",
            () -> correlation(count, many, source(new Correlation.Events(TRUE), value))),
        row(
            "distinct values of nothing",
            () -> correlation(measure(Correlation.Kind.DISTINCT), many, events)),
        row(
            "the sum of two fields",
            () ->
                correlation(
                    measure(Correlation.Kind.SUM),
                    many,
                    source(new Correlation.Events(TRUE), value, value))),
        row(
            "alerts that come late",
            () ->
                correlation(
                    count, many, source(new Correlation.Alerts(correlation(count, few, events))))),
        row(
            "order that is judged late",
            () -> correlation(measure(Correlation.Kind.ORDER), few, events)),
        row("a condition on a number", () -> correlation(count, second, events, events)),
        row(
            "a stage that is not there",
            () -> correlation(measure(Correlation.Kind.STAGES), second, events)),
        row("a percentile of nothing", () -> measure(Correlation.Kind.PERCENTILE)),
        row("a percentile of 500", () -> percentile(500)),
        row("a percentile below 0", () -> percentile(-1)),
        row(
            "a share of a sum",
            () -> new Correlation.Measure(Correlation.Kind.SUM, Optional.of(BigDecimal.ONE))),
        row(
            "the key of an event",
            () -> source(new Correlation.Events(TRUE), new Correlation.OfGroup(0))),
        row("a group before the first", () -> new Correlation.OfGroup(-1)),
        row("a source before the first", () -> new Correlation.Found(-1)),
        row("a junction of none", () -> new Correlation.Junction(true, List.of())),
        row(
            "a junction of one",
            () -> new Correlation.Junction(false, List.of(new Correlation.Found(0)))));
  }

  @Test
  void sharesAreFromNoneToAll() {
    assertThat(percentile(0).share()).hasValue(BigDecimal.ZERO);
    assertThat(percentile(100).share()).hasValue(BigDecimal.valueOf(100));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"expressions", "predicates", "queries", "correlations"})
  void refuses(String name, Executable make) {
    assertThatThrownBy(make::execute).as(name).isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Arguments> expressionsOfNull() {
    return Stream.of(
        row("call", () -> call(Function.ADD, NULL, NUMBER)),
        row("optional argument left out", () -> call(Function.SUBSTRING, TEXT, NUMBER)),
        row("in", () -> in(NULL, "a", 1)),
        row("in~", () -> in(NULL, CaseSensitivity.INSENSITIVE, "a")),
        row(
            "like",
            () -> new Expression.Like(AT, NULL, List.of(PATTERN), CaseSensitivity.SENSITIVE)),
        row("regex", () -> new Expression.RegexLike(AT, NULL, REGEX)),
        row("blocks", () -> new Expression.InBlocks(AT, NULL, List.of(BLOCK))),
        row("blocks of a computed text", () -> new Expression.InBlocks(AT, TEXT, List.of(BLOCK))),
        row("dates as milliseconds", () -> in(DATE, 1L, "2024")),
        row("and", () -> new Expression.And(AT, List.of(NULL, TRUTH))),
        row("not", () -> new Expression.Not(AT, NULL)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expressionsOfNull")
  void takesNullForAnyOperand(String name, Executable make) {
    assertThatCode(make::execute).as(name).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void functionsTakeNoMoreArgumentsThanTheyHaveParameters(Function function) {
    assertThat(function.least()).isPositive();
    assertThat(function.takes(function.least())).isTrue();
    assertThat(function.takes(function.least() - 1)).isFalse();
    int most = (int) IntStream.range(0, 5).filter(i -> function.parameter(i).isPresent()).count();
    assertThat(function.takes(most + 1)).isEqualTo(most == 0 && function.takes(1));
  }

  /** The content of a range depends on the values that its field can hold. */
  @ParameterizedTest
  @CsvSource({
    "LONG, 1, true, 1, true, false",
    "LONG, 1, true, 1, false, true",
    "LONG, 2, true, 1, true, true",
    "FLOAT, 1.00000001, true, 1, true, false",
    "HALF_FLOAT, 1.0001, true, 1, true, false",
    "DOUBLE, 1.00000001, true, 1, true, true",
    "NUMBER, 1.5, false, 1.5, true, true"
  })
  void numbersLieInRangesAsTheirFieldKeepsThem(
      ValueType type, BigDecimal lower, boolean from, BigDecimal upper, boolean to, boolean empty) {
    Range<BigDecimal> range = range(lower, from, upper, to);
    assertThat(Predicate.NumberInRange.of(AT, field(type), range) instanceof Predicate.Constant)
        .isEqualTo(empty);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE, 2024-05-01, true, 2024-05-01, true, false",
    "DATE, 2024-05-01, false, 2024-05-01, true, true",
    "DATE, 2024-05-01, true, 2024-05-01, false, true",
    "DATE, 2024-05-01T10:00:00.1239Z, true, 2024-05-01T10:00:00.1231Z, true, false",
    "DATE_NANOS, 2024-05-01T10:00:00.1239Z, true, 2024-05-01T10:00:00.1231Z, true, true",
    "DATE, now, true, now-1d, true, false",
    "DATE, 2024-05-01||+1M, true, 2024-05-31, true, true"
  })
  void datesLieInRangesAsTheirFieldKeepsThem(
      ValueType type, String lower, boolean from, String upper, boolean to, boolean empty) {
    Range<DateBound> range = range(date(lower), from, date(upper), to);
    assertThat(Predicate.DateInRange.of(AT, field(type), range) instanceof Predicate.Constant)
        .isEqualTo(empty);
  }

  @ParameterizedTest
  @CsvSource({
    "KEYWORD, a, true, a, true, false",
    "KEYWORD, 1.10, true, 1.9, true, false",
    "VERSION, 1.9, true, 1.10, true, false",
    "KEYWORD, 😀, true, \uFFFD, true, true"
  })
  void textsLieInRangesByTheOrderOfTheirField(
      ValueType type, String lower, boolean from, String upper, boolean to, boolean empty) {
    Range<String> range = range(lower, from, upper, to);
    assertThat(Predicate.StringInRange.of(AT, field(type), range) instanceof Predicate.Constant)
        .isEqualTo(empty);
  }

  @Test
  void addressesLieInRangesByTheirBits() {
    assertThat(
            Predicate.IpInRange.of(
                AT, field(ValueType.IP), Range.closed(ip("::1"), ip("10.0.0.1"))))
        .isInstanceOf(Predicate.IpInRange.class);
    assertThat(
            Predicate.IpInRange.of(
                AT, field(ValueType.IP), Range.closed(ip("2001:db8::"), ip("10.0.0.1"))))
        .isEqualTo(new Predicate.Constant(AT, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a{2,1}", "(((a{1000}){1000}){1000})"})
  void regexesAreWellFormedAndOfBoundedSize(String text) {
    for (CaseSensitivity sensitivity : CaseSensitivity.values()) {
      assertThatThrownBy(() -> Regex.lucene(text, sensitivity))
          .isInstanceOf(RegexSyntaxException.class);
    }
  }

  @Test
  void regexesHaveTheFlagsOfTheirDialect() {
    assertThatThrownBy(() -> Regex.of(Regex.Dialect.LUCENE, "a", Set.of(Regex.Flag.DOT_ALL)))
        .hasMessage("LUCENE has no flag DOT_ALL.");
    Regex regex = Regex.lucene("ab*", CaseSensitivity.INSENSITIVE);
    assertThat(regex).hasToString("LUCENE/ab*/[IGNORE_CASE]");
    assertThat(regex).isNotEqualTo(Regex.lucene("ab*", CaseSensitivity.SENSITIVE));
    assertThat(regex.matches("ABB")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0", "::/129", "::ffff:10.0.0.0/104", "a"})
  void blocksAreAddressesWithOrWithoutAPrefix(String text) {
    assertThat(IpBlock.parse(text)).isEmpty();
    assertThatThrownBy(() -> IpBlock.of(text))
        .hasMessage("\"" + text + "\" is neither an address nor a block such as 10.0.0.0/8.");
  }

  @Test
  void blocksKeepTheirSpelling() {
    IpBlock block = IpBlock.of("2001:0db8::/32");
    assertThat(block).hasToString("2001:0db8::/32");
    assertThat(block.isAddress()).isFalse();
    assertThat(block.address()).hasToString("2001:db8::");
    assertThat(block.contains(ip("2001:db8:1::"))).isTrue();
    assertThat(IpBlock.of("::1").contains(ip("::1"))).isTrue();
    assertThat(IpBlock.of("::1").contains(ip("::2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2024-13", "now+", "now-1x"})
  void datesAreReadWhenTheyAreMade(String text) {
    assertThatThrownBy(() -> DateBound.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> Range<T> range(T lower, boolean from, T upper, boolean to) {
    return new Range<>(
        Optional.of(new Range.Bound<>(lower, from)), Optional.of(new Range.Bound<>(upper, to)));
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static DateBound date(String text) {
    return DateBound.of(text);
  }
}
