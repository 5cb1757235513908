package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Aggregate;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Field;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Arithmetic;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Comparison;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Name;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes random syntax trees of ES|QL that could have been parsed; their types need not fit. The
 * same random numbers make the same trees.
 */
public final class RandomEsql {
  private static final Origin ORIGIN = Origin.of(SourceText.of("random", ""), new Span(0, 0));
  private static final int DEPTH = 5;

  private static final String[] NAMES = {
    "f",
    "process.name",
    "@timestamp",
    "Esql.@timestamp.min",
    "source.as.organization.name",
    "a.0.b",
    "my-field",
    "a`b",
    "a..b",
    ".a",
    "a b.c",
    "and",
    "where",
    "x.By",
    "_x9",
    "9",
    "caf\u00e9",
    "COUNT(*)",
    "a*b",
    "line\nbreak"
  };

  private static final String[] STRINGS = {
    "",
    "x",
    "C:\\Windows\\*",
    "say \"hi\"",
    "it's",
    "tab\tline\nreturn\r",
    "\u00e9t\u00e9",
    "\ud83d\ude00",
    "\u0000\u001b\u2028\u202e",
    "a?b*",
    "\"\"\"",
    "// no comment",
    "`",
    "\\",
    "| WHERE",
    "%{x}"
  };

  private static final Number[] NUMBERS = {
    0, 1, 42, Integer.MAX_VALUE, 2147483648L, Long.MAX_VALUE, 9.3e18, 0.0, 0.5, 1e-9, 1e300
  };

  private final Random random;

  /** Trees made from {@code random}. */
  public RandomEsql(Random random) {
    this.random = random;
  }

  /** A whole query. */
  public EsqlQuery query() {
    EsqlQuery.From from =
        new EsqlQuery.From(
            ORIGIN,
            list(1, 3, () -> new EsqlQuery.Index(ORIGIN, index())),
            list(0, 2, () -> new Column(ORIGIN, pick("_id", "_index", "_version"))));
    return new EsqlQuery(ORIGIN, from, list(0, 6, this::command));
  }

  private String index() {
    return pick("logs-*", "a", ".alerts-security.*", "c:x::data", "-x", "a/b", "a b", "Metadata");
  }

  private EsqlCommand command() {
    return switch (random.nextInt(13)) {
      case 0, 1 -> new EsqlCommand.Where(ORIGIN, expression());
      case 2 -> new EsqlCommand.Eval(ORIGIN, list(1, 3, this::field));
      case 3 -> stats();
      case 4 -> new EsqlCommand.Keep(ORIGIN, list(1, 3, this::pattern));
      case 5 -> new EsqlCommand.Drop(ORIGIN, list(1, 3, this::pattern));
      case 6 ->
          new EsqlCommand.Rename(
              ORIGIN, list(1, 2, () -> new EsqlCommand.Renaming(ORIGIN, column(), column())));
      case 7 -> new EsqlCommand.MvExpand(ORIGIN, column());
      case 8 ->
          new EsqlCommand.Sort(
              ORIGIN,
              list(
                  1,
                  2,
                  () ->
                      new EsqlCommand.Order(
                          ORIGIN, expression(), random.nextBoolean(), random.nextBoolean())));
      case 9 -> new EsqlCommand.Limit(ORIGIN, random.nextInt(100));
      case 10 -> new EsqlCommand.Grok(ORIGIN, expression(2), text());
      case 11 -> new EsqlCommand.Dissect(ORIGIN, expression(2), text(), pick("", "-", "\""));
      default ->
          new EsqlCommand.Completion(
              ORIGIN,
              column(),
              expression(2),
              random.nextBoolean() ? Optional.empty() : Optional.of(map(1)));
    };
  }

  private EsqlCommand.Stats stats() {
    boolean aggregates = random.nextInt(5) > 0;
    return new EsqlCommand.Stats(
        ORIGIN,
        random.nextInt(4) == 0,
        list(aggregates ? 1 : 0, aggregates ? 3 : 0, this::aggregate),
        list(aggregates ? 0 : 1, 2, this::field));
  }

  private Aggregate aggregate() {
    Optional<EsqlExpression> filter =
        random.nextBoolean() ? Optional.empty() : Optional.of(expression(3));
    return new Aggregate(ORIGIN, field(), filter);
  }

  private Field field() {
    Column column = column();
    return new Field(ORIGIN, column, random.nextInt(5) == 0 ? column : expression(3));
  }

  private NamePattern pattern() {
    List<String> literals =
        switch (random.nextInt(5)) {
          case 0 -> List.of("", "");
          case 1 -> List.of("a.", "");
          case 2 -> List.of("", "am", "");
          case 3 -> List.of("x-y.z.a", "b.my field");
          default -> List.of(pick(NAMES));
        };
    return new NamePattern(ORIGIN, literals);
  }

  /** An expression. */
  public EsqlExpression expression() {
    return expression(DEPTH);
  }

  private EsqlExpression expression(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextBoolean() ? column() : literal(depth);
    }
    int next = depth - 1;
    return switch (random.nextInt(13)) {
      case 0 -> new EsqlExpression.Or(ORIGIN, list(2, 3, () -> term(next, true)));
      case 1, 2 -> new EsqlExpression.And(ORIGIN, list(2, 3, () -> term(next, false)));
      case 3 -> new EsqlExpression.Not(ORIGIN, expression(next));
      case 4, 5 ->
          new Comparison(
              ORIGIN, pick(Comparison.Operator.values()), expression(next), expression(next));
      case 6 ->
          new Arithmetic(
              ORIGIN, pick(Arithmetic.Operator.values()), expression(next), expression(next));
      case 7 -> new EsqlExpression.Sign(ORIGIN, random.nextBoolean(), expression(next));
      case 8 -> new EsqlExpression.IsNull(ORIGIN, expression(next), random.nextBoolean());
      case 9 ->
          new EsqlExpression.In(
              ORIGIN, expression(next), list(1, 3, () -> expression(next)), random.nextBoolean());
      case 10 ->
          new EsqlExpression.Like(
              ORIGIN,
              expression(next),
              random.nextBoolean(),
              list(1, 3, this::text),
              random.nextBoolean());
      case 11 -> special(next);
      default -> call(next);
    };
  }

  /** A term of a chain, which is not such a chain itself. */
  private EsqlExpression term(int depth, boolean or) {
    EsqlExpression term = expression(depth);
    boolean isChain = or ? term instanceof EsqlExpression.Or : term instanceof EsqlExpression.And;
    return isChain ? column() : term;
  }

  private EsqlExpression special(int depth) {
    return random.nextBoolean()
        ? new EsqlExpression.Match(
            ORIGIN, random.nextBoolean() ? column() : cast(column()), constant())
        : cast(expression(depth));
  }

  private EsqlExpression cast(EsqlExpression value) {
    return new EsqlExpression.Cast(ORIGIN, value, new Name(ORIGIN, pick("string", "LONG")));
  }

  private EsqlExpression call(int depth) {
    List<EsqlExpression> arguments = new ArrayList<>();
    if (random.nextInt(5) == 0) {
      arguments.add(new EsqlExpression.Star(ORIGIN));
    } else {
      arguments.addAll(list(0, 3, () -> expression(depth)));
      if (random.nextInt(5) == 0) {
        arguments.add(map(2));
      }
    }
    return new EsqlExpression.Call(
        ORIGIN, new Name(ORIGIN, pick("CONCAT", "to_lower", "First", "LAST", "_f")), arguments);
  }

  private EsqlExpression.MapLiteral map(int depth) {
    return new EsqlExpression.MapLiteral(
        ORIGIN,
        list(
            0,
            2,
            () ->
                Map.entry(
                    pick(STRINGS),
                    depth > 0 && random.nextInt(4) == 0 ? map(depth - 1) : constant())));
  }

  private EsqlExpression constant() {
    EsqlExpression literal = literal(0);
    return random.nextInt(4) == 0 ? new EsqlExpression.Sign(ORIGIN, true, literal) : literal;
  }

  private EsqlExpression literal(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 6)) {
      case 0 -> new EsqlExpression.NumberLiteral(ORIGIN, pick(NUMBERS));
      case 1 -> new EsqlExpression.BooleanLiteral(ORIGIN, random.nextBoolean());
      case 2 -> new EsqlExpression.NullLiteral(ORIGIN);
      case 3 -> new EsqlExpression.SpanLiteral(ORIGIN, random.nextInt(90), pick(TimeUnit.values()));
      case 4 -> text();
      default -> new EsqlExpression.ListLiteral(ORIGIN, list(1, 3, this::constant));
    };
  }

  private StringLiteral text() {
    return new StringLiteral(ORIGIN, pick(STRINGS));
  }

  private Column column() {
    return new Column(ORIGIN, pick(NAMES));
  }

  private <T> List<T> list(int least, int most, Supplier<? extends T> element) {
    List<T> list = new ArrayList<>();
    for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
