package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Arithmetic;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Comparison;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.MapLiteral;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Name;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.WholeNumbers;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import dev.sigrun.grammar.esql.EsqlBaseParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the parse trees of expressions into syntax trees. Recursion is bounded by the parser. */
final class EsqlExpressionBuilder {
  private static final DiagnosticKind NUMBER_TOO_LARGE =
      DiagnosticKind.error("ESQL018", "This number is too large.");

  private static final DiagnosticKind FRACTION_OF_UNIT =
      DiagnosticKind.error("ESQL019", "Found %s, expected a whole number before a unit of time.");

  private static final DiagnosticKind UNKNOWN_UNIT =
      DiagnosticKind.error("ESQL020", "Unknown unit of time '%s'.%s Known units: %s.");

  private static final DiagnosticKind NO_PATTERN =
      DiagnosticKind.error("ESQL021", "Found %s, expected a pattern in double quotes after %s.");

  private static final DiagnosticKind MATCH_OF_COLUMN =
      DiagnosticKind.error(
          "ESQL022", "Found %s before ':', which searches a field. Write '==' to compare.");

  private static final DiagnosticKind NOT_CONSTANT =
      DiagnosticKind.error("ESQL023", "Found %s, expected a constant.");

  private static final DiagnosticKind MISPLACED_MAP =
      DiagnosticKind.error("ESQL024", "Options in braces can only be the last argument.");

  private final SyntaxReports reports;

  EsqlExpressionBuilder(SyntaxReports reports) {
    this.reports = reports;
  }

  EsqlExpression of(EsqlBaseParser.ExpressionContext ctx) {
    List<EsqlExpression> terms = new ArrayList<>();
    for (EsqlBaseParser.ConjunctionContext conjunction : ctx.conjunction()) {
      EsqlExpression term = conjunction(conjunction);
      if (term instanceof EsqlExpression.Or or && ctx.conjunction().size() > 1) {
        terms.addAll(or.terms());
      } else {
        terms.add(term);
      }
    }
    return terms.size() == 1 ? terms.get(0) : new EsqlExpression.Or(reports.origin(ctx), terms);
  }

  private EsqlExpression conjunction(EsqlBaseParser.ConjunctionContext ctx) {
    List<EsqlExpression> terms = new ArrayList<>();
    for (EsqlBaseParser.NegationContext negation : ctx.negation()) {
      EsqlExpression term = negation(negation);
      if (term instanceof EsqlExpression.And and && ctx.negation().size() > 1) {
        terms.addAll(and.terms());
      } else {
        terms.add(term);
      }
    }
    return terms.size() == 1 ? terms.get(0) : new EsqlExpression.And(reports.origin(ctx), terms);
  }

  private EsqlExpression negation(EsqlBaseParser.NegationContext ctx) {
    EsqlExpression result = test(ctx.test());
    for (int i = ctx.NOT().size() - 1; i >= 0; i--) {
      Origin origin = reports.origin(ctx.NOT(i).getSymbol(), ctx.getStop());
      result = new EsqlExpression.Not(origin, result);
    }
    return result;
  }

  private EsqlExpression test(EsqlBaseParser.TestContext ctx) {
    EsqlExpression value = comparison(ctx.comparison());
    Origin origin = reports.origin(ctx);
    EsqlBaseParser.TestTailContext tail = ctx.testTail();
    if (tail instanceof EsqlBaseParser.IsNullContext isNull) {
      return new EsqlExpression.IsNull(origin, value, isNull.NOT() != null);
    }
    if (tail instanceof EsqlBaseParser.InContext in) {
      List<EsqlExpression> list = in.expression().stream().map(this::of).toList();
      return new EsqlExpression.In(origin, value, list, in.NOT() != null);
    }
    if (tail instanceof EsqlBaseParser.LikeContext like) {
      List<StringLiteral> patterns = patterns(like);
      boolean regex = like.operator.getType() == EsqlBaseLexer.RLIKE;
      return new EsqlExpression.Like(origin, value, regex, patterns, like.NOT() != null);
    }
    if (tail instanceof EsqlBaseParser.MatchContext match) {
      boolean isField =
          value instanceof Column
              || (value instanceof EsqlExpression.Cast cast && cast.value() instanceof Column);
      if (!isField) {
        reports.error(MATCH_OF_COLUMN, ctx.comparison(), excerpt(ctx.comparison()));
      }
      return new EsqlExpression.Match(origin, value, constant(match.signed()));
    }
    return value;
  }

  private List<StringLiteral> patterns(EsqlBaseParser.LikeContext ctx) {
    String operator = ctx.operator.getText().toUpperCase(Locale.ROOT);
    List<StringLiteral> patterns = new ArrayList<>();
    for (EsqlBaseParser.SumContext pattern : ctx.likePatterns().sum()) {
      if (sum(pattern) instanceof StringLiteral text) {
        patterns.add(text);
      } else {
        reports.error(NO_PATTERN, pattern, excerpt(pattern), operator);
      }
    }
    return patterns;
  }

  private EsqlExpression comparison(EsqlBaseParser.ComparisonContext ctx) {
    EsqlExpression left = sum(ctx.sum(0));
    if (ctx.operator == null) {
      return left;
    }
    Comparison.Operator operator =
        switch (ctx.operator.getType()) {
          case EsqlBaseLexer.EQ -> Comparison.Operator.EQUAL;
          case EsqlBaseLexer.NEQ -> Comparison.Operator.NOT_EQUAL;
          case EsqlBaseLexer.LT -> Comparison.Operator.LESS;
          case EsqlBaseLexer.LTE -> Comparison.Operator.LESS_OR_EQUAL;
          case EsqlBaseLexer.GT -> Comparison.Operator.GREATER;
          default -> Comparison.Operator.GREATER_OR_EQUAL;
        };
    return new Comparison(reports.origin(ctx), operator, left, sum(ctx.sum(1)));
  }

  private EsqlExpression sum(EsqlBaseParser.SumContext ctx) {
    EsqlExpression result = product(ctx.product(0));
    for (int i = 1; i < ctx.product().size(); i++) {
      boolean adds = ctx.operators.get(i - 1).getType() == EsqlBaseLexer.PLUS;
      Origin origin = reports.origin(ctx.getStart(), ctx.product(i).getStop());
      result =
          new Arithmetic(
              origin,
              adds ? Arithmetic.Operator.ADD : Arithmetic.Operator.SUBTRACT,
              result,
              product(ctx.product(i)));
    }
    return result;
  }

  private EsqlExpression product(EsqlBaseParser.ProductContext ctx) {
    EsqlExpression result = signed(ctx.signed(0));
    for (int i = 1; i < ctx.signed().size(); i++) {
      Arithmetic.Operator operator =
          switch (ctx.operators.get(i - 1).getType()) {
            case EsqlBaseLexer.ASTERISK -> Arithmetic.Operator.MULTIPLY;
            case EsqlBaseLexer.SLASH -> Arithmetic.Operator.DIVIDE;
            default -> Arithmetic.Operator.MODULO;
          };
      Origin origin = reports.origin(ctx.getStart(), ctx.signed(i).getStop());
      result = new Arithmetic(origin, operator, result, signed(ctx.signed(i)));
    }
    return result;
  }

  private EsqlExpression signed(EsqlBaseParser.SignedContext ctx) {
    EsqlExpression result = postfix(ctx.postfix());
    for (int i = ctx.signs.size() - 1; i >= 0; i--) {
      Token sign = ctx.signs.get(i);
      Origin origin = reports.origin(sign, ctx.getStop());
      result = new EsqlExpression.Sign(origin, sign.getType() == EsqlBaseLexer.MINUS, result);
    }
    return result;
  }

  EsqlExpression postfix(EsqlBaseParser.PostfixContext ctx) {
    EsqlExpression result = primary(ctx.primary());
    for (Token type : ctx.types) {
      Name name = new Name(reports.origin(type, type), type.getText());
      result = new EsqlExpression.Cast(reports.origin(ctx.getStart(), type), result, name);
    }
    return result;
  }

  private EsqlExpression primary(EsqlBaseParser.PrimaryContext ctx) {
    if (ctx instanceof EsqlBaseParser.ParenthesizedContext parenthesized) {
      return of(parenthesized.expression());
    }
    if (ctx instanceof EsqlBaseParser.CallContext call) {
      Name name = new Name(reports.origin(call.name, call.name), call.name.getText());
      return new EsqlExpression.Call(reports.origin(call), name, arguments(call.arguments()));
    }
    return ctx instanceof EsqlBaseParser.ColumnPrimaryContext column
        ? column(column.column())
        : literal(((EsqlBaseParser.LiteralPrimaryContext) ctx).literal());
  }

  private List<EsqlExpression> arguments(EsqlBaseParser.@Nullable ArgumentsContext ctx) {
    if (ctx == null) {
      return List.of();
    }
    if (ctx.ASTERISK() != null) {
      return List.of(new EsqlExpression.Star(reports.origin(ctx)));
    }
    List<EsqlExpression> arguments = new ArrayList<>();
    for (EsqlBaseParser.ArgumentContext argument : ctx.argument()) {
      if (argument.map() == null) {
        arguments.add(of(argument.expression()));
      } else {
        if (argument != ctx.argument(ctx.argument().size() - 1)) {
          reports.error(MISPLACED_MAP, argument);
        }
        arguments.add(map(argument.map()));
      }
    }
    return arguments;
  }

  Column column(EsqlBaseParser.ColumnContext ctx) {
    List<String> parts =
        ctx.columnPart().stream().map(part -> EsqlNames.part(part.getStart())).toList();
    return new Column(reports.origin(ctx), String.join(".", parts));
  }

  MapLiteral map(EsqlBaseParser.MapContext ctx) {
    List<Map.Entry<String, EsqlExpression>> entries = new ArrayList<>();
    for (EsqlBaseParser.EntryContext entry : ctx.entry()) {
      EsqlBaseParser.MapValueContext value = entry.mapValue();
      entries.add(
          Map.entry(
              text(entry.text()).value(),
              value.map() == null ? constant(value.signed()) : map(value.map())));
    }
    return new MapLiteral(reports.origin(ctx), entries);
  }

  StringLiteral text(EsqlBaseParser.TextContext ctx) {
    return new StringLiteral(reports.origin(ctx), EsqlStrings.value(ctx.getStart()).orElseThrow());
  }

  private EsqlExpression constant(EsqlBaseParser.SignedContext ctx) {
    EsqlExpression value = signed(ctx);
    EsqlExpression inner = value;
    while (inner instanceof EsqlExpression.Sign sign) {
      inner = sign.operand();
    }
    if (!(inner instanceof EsqlExpression.Literal)) {
      reports.error(NOT_CONSTANT, ctx, excerpt(ctx));
    }
    return value;
  }

  private EsqlExpression literal(EsqlBaseParser.LiteralContext ctx) {
    Origin origin = reports.origin(ctx);
    if (ctx.text() != null) {
      return text(ctx.text());
    }
    if (ctx.number != null) {
      return ctx.unit == null
          ? new EsqlExpression.NumberLiteral(origin, number(ctx.number))
          : span(ctx, origin);
    }
    if (ctx.LB() != null) {
      return new EsqlExpression.ListLiteral(
          origin, ctx.signed().stream().map(this::constant).toList());
    }
    return switch (ctx.getStart().getType()) {
      case EsqlBaseLexer.TRUE -> new EsqlExpression.BooleanLiteral(origin, true);
      case EsqlBaseLexer.FALSE -> new EsqlExpression.BooleanLiteral(origin, false);
      default -> new EsqlExpression.NullLiteral(origin);
    };
  }

  private EsqlExpression span(EsqlBaseParser.LiteralContext ctx, Origin origin) {
    if (ctx.number.getType() == EsqlBaseLexer.DECIMAL) {
      reports.error(FRACTION_OF_UNIT, ctx.number, Excerpt.of(ctx.number.getText()));
    }
    String unit = ctx.unit.getText();
    Optional<TimeUnit> known = TimeUnit.of(unit);
    if (known.isEmpty()) {
      reports.error(
          UNKNOWN_UNIT,
          origin,
          unit,
          Suggestions.didYouMean(unit, TimeUnit.plurals()),
          String.join(", ", TimeUnit.plurals()));
    }
    if (number(ctx.number) instanceof Double) {
      if (ctx.number.getType() == EsqlBaseLexer.INTEGER) {
        reports.error(NUMBER_TOO_LARGE, ctx.number);
      }
      return new EsqlExpression.NullLiteral(origin);
    }
    long amount = number(ctx.number).longValue();
    return new EsqlExpression.SpanLiteral(origin, amount, known.orElse(TimeUnit.SECOND));
  }

  private Number number(Token token) {
    String text = token.getText();
    if (token.getType() == EsqlBaseLexer.INTEGER) {
      Optional<Number> exact = WholeNumbers.integer(text);
      if (exact.isPresent()) {
        return exact.get();
      }
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      reports.error(NUMBER_TOO_LARGE, token);
    }
    return value;
  }

  private String excerpt(ParserRuleContext ctx) {
    return Excerpt.of(reports.origin(ctx).text());
  }
}
