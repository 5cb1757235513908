package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Literal;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.MaxSpan;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Pipe;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Stage;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes random syntax trees of EQL that could have been parsed; their types need not fit. The same
 * random numbers make the same trees.
 */
public final class RandomEql {
  private static final Origin ORIGIN = Origin.of(SourceText.of("random", ""), new Span(0, 0));
  private static final int DEPTH = 5;

  private static final String[] FIELDS = {
    "f",
    "process.name",
    "@timestamp",
    "host.id",
    "sequence",
    "a.any.b",
    "as",
    "a.0.b",
    "my-field",
    "a`b",
    "a..b",
    ".a",
    "a b.c",
    "and",
    "_x9",
    "9",
    "caf\u00e9"
  };

  private static final String[] STRINGS = {
    "",
    "x",
    "C:\\Windows\\*",
    "say \"hi\"",
    "it's",
    "tab\tline\nreturn\rback\bfeed\f",
    "\u00e9t\u00e9",
    "\ud83d\ude00",
    "\u0000\u001b\u2028\u202e",
    "a?b*",
    "\"\"\"",
    "// no comment",
    "`",
    "\\",
    "%s"
  };

  private static final String[] CATEGORIES = {
    "process", "file", "any", "sequence", "my-cat", "as", "a\"b", ""
  };

  private static final String[] FUNCTIONS = {"length", "startsWith", "cidrMatch", "no_such", "as"};

  private static final Number[] NUMBERS = {
    0,
    1,
    42,
    Integer.MAX_VALUE,
    2147483648L,
    Long.MAX_VALUE,
    0.5,
    5.0,
    1e20,
    1.5e-7,
    Double.MAX_VALUE,
    Double.MIN_VALUE
  };

  private final Random random;

  /** Trees made of the numbers that {@code random} gives. */
  public RandomEql(Random random) {
    this.random = random;
  }

  /** A query of any kind. */
  public EqlQuery query() {
    return switch (random.nextInt(4)) {
      case 0 -> sequence();
      case 1 -> sample();
      default -> new EqlQuery.SingleEvent(ORIGIN, filter(), pipes());
    };
  }

  /** An expression of any kind. */
  public EqlExpression expression() {
    return expression(DEPTH);
  }

  private EqlQuery sequence() {
    int localKeys = random.nextInt(3);
    boolean spanned = random.nextBoolean();
    List<Stage> stages = new ArrayList<>();
    stages.add(stage(false, localKeys, 1 + random.nextInt(100)));
    for (int i = random.nextInt(3); i >= 0; i--) {
      stages.add(stage(spanned && random.nextInt(4) == 0, localKeys, 1 + random.nextInt(3)));
    }
    return new EqlQuery.Sequence(
        ORIGIN,
        times(random.nextInt(3), this::field),
        spanned ? Optional.of(maxSpan()) : Optional.empty(),
        stages,
        random.nextBoolean() ? Optional.of(stage(false, localKeys, 1)) : Optional.empty(),
        pipes());
  }

  private EqlQuery sample() {
    int localKeys = random.nextInt(3);
    return new EqlQuery.Sample(
        ORIGIN,
        times((localKeys == 0 ? 1 : 0) + random.nextInt(2), this::field),
        times(2 + random.nextInt(2), () -> stage(false, localKeys, 1)),
        List.of());
  }

  private Stage stage(boolean missing, int keys, int runs) {
    return new Stage(ORIGIN, missing, filter(), times(keys, this::field), runs);
  }

  private MaxSpan maxSpan() {
    MaxSpan.Unit unit = pick(MaxSpan.Unit.values());
    return new MaxSpan(ORIGIN, 1L + random.nextInt(1000), unit);
  }

  private EqlQuery.EventFilter filter() {
    Optional<String> name =
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(pick(CATEGORIES));
    return new EqlQuery.EventFilter(ORIGIN, new EqlQuery.Category(ORIGIN, name), expression());
  }

  private List<Pipe> pipes() {
    int number = Math.max(0, random.nextInt(5) - 2);
    return times(
        number,
        () ->
            new Pipe(
                ORIGIN,
                pick(Pipe.Kind.values()),
                new EqlExpression.NumberLiteral(ORIGIN, random.nextInt(100))));
  }

  private EqlExpression expression(int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? field() : literal();
    }
    Supplier<EqlExpression> part = () -> expression(depth - 1);
    return switch (random.nextInt(11)) {
      case 0 -> new EqlExpression.Or(ORIGIN, times(2 + random.nextInt(2), part));
      case 1 -> new EqlExpression.And(ORIGIN, times(2 + random.nextInt(2), part));
      case 2 -> new EqlExpression.Not(ORIGIN, part.get());
      case 3 -> comparison(part);
      case 4 -> arithmetic(part);
      case 5 -> new EqlExpression.Sign(ORIGIN, random.nextBoolean(), part.get());
      case 6 -> in(part);
      case 7, 8 -> match(part);
      case 9 -> call(part);
      default -> expression(0);
    };
  }

  private EqlExpression comparison(Supplier<EqlExpression> part) {
    EqlExpression.Comparison.Operator operator = pick(EqlExpression.Comparison.Operator.values());
    return new EqlExpression.Comparison(ORIGIN, operator, part.get(), part.get());
  }

  private EqlExpression arithmetic(Supplier<EqlExpression> part) {
    EqlExpression.Arithmetic.Operator operator = pick(EqlExpression.Arithmetic.Operator.values());
    return new EqlExpression.Arithmetic(ORIGIN, operator, part.get(), part.get());
  }

  private EqlExpression in(Supplier<EqlExpression> part) {
    return new EqlExpression.In(
        ORIGIN,
        part.get(),
        times(1 + random.nextInt(2), part),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private EqlExpression match(Supplier<EqlExpression> part) {
    EqlExpression.Match.Operator operator = pick(EqlExpression.Match.Operator.values());
    return new EqlExpression.Match(
        ORIGIN, operator, part.get(), times(1 + random.nextInt(2), this::literal));
  }

  private EqlExpression call(Supplier<EqlExpression> part) {
    boolean ignoringCase = random.nextBoolean();
    return new EqlExpression.Call(
        ORIGIN, ORIGIN, pick(FUNCTIONS), ignoringCase, times(random.nextInt(3), part));
  }

  private Field field() {
    return new Field(ORIGIN, pick(FIELDS), random.nextInt(4) == 0);
  }

  private Literal literal() {
    return switch (random.nextInt(5)) {
      case 0 -> new EqlExpression.NumberLiteral(ORIGIN, pick(NUMBERS));
      case 1 -> new EqlExpression.BooleanLiteral(ORIGIN, random.nextBoolean());
      case 2 -> new EqlExpression.NullLiteral(ORIGIN);
      default -> new EqlExpression.StringLiteral(ORIGIN, pick(STRINGS));
    };
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static <T> List<T> times(int number, Supplier<? extends T> supplier) {
    List<T> list = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      list.add(supplier.get());
    }
    return list;
  }
}
