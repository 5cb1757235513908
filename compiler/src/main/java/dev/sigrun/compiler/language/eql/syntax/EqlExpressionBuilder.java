package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Arithmetic;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Comparison;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Literal;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Match;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.Nesting;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.WholeNumbers;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Makes syntax trees of the expressions of a parse tree. Refuses what the grammar only accepts for
 * the sake of a better message, and continues with a placeholder: a tree is good if nothing was
 * reported. Recursion is bounded, see {@link Nesting}.
 */
final class EqlExpressionBuilder {
  static final DiagnosticKind NUMBER_TOO_LARGE =
      DiagnosticKind.error("EQL012", "This number is too large.");

  static final DiagnosticKind SINGLE_EQUALS =
      DiagnosticKind.error(
          "EQL016",
          "A single '=' is not a comparison. Use '==', or ':' to ignore case and match wildcards.");

  static final DiagnosticKind CHAINED_COMPARISON =
      DiagnosticKind.error(
          "EQL017",
          "Comparisons cannot be chained. Write 'a < b and b < c' instead of 'a < b < c'.");

  static final DiagnosticKind NOT_BEFORE_MATCH =
      DiagnosticKind.error(
          "EQL018", "Only 'in' and 'in~' can follow 'not'. Write 'not' before %s.");

  static final DiagnosticKind NOT_COLON =
      DiagnosticKind.error("EQL019", "There is no operator '!:'. Write 'not' before %s, and ':'.");

  static final DiagnosticKind NO_PATTERN =
      DiagnosticKind.error(
          "EQL020", "Found %s after '%s', expected a literal or a list of literals.");

  static final DiagnosticKind EMPTY_LIST =
      DiagnosticKind.error("EQL021", "This list is empty. It must contain at least one value.");

  static final DiagnosticKind ARRAY_INDEX =
      DiagnosticKind.error(
          "EQL022",
          "EQL cannot select an element of an array. A condition on %s tests all values.");

  static final DiagnosticKind LINEAGE =
      DiagnosticKind.unsupported(
          "EQL023",
          "Process relationships such as '%s of' belong to the dialect of Elastic Endpoint.");

  static final DiagnosticKind VARIABLE =
      DiagnosticKind.unsupported(
          "EQL024", "Variables such as '%s' belong to the dialect of Elastic Endpoint.");

  private final SyntaxReports reports;
  private boolean variableReported;

  EqlExpressionBuilder(SyntaxReports reports) {
    this.reports = reports;
  }

  EqlExpression expression(EqlBaseParser.ExpressionContext ctx) {
    List<EqlBaseParser.AndExpressionContext> terms = ctx.andExpression();
    return terms.size() == 1
        ? and(terms.get(0))
        : new EqlExpression.Or(reports.origin(ctx), terms.stream().map(this::and).toList());
  }

  private EqlExpression and(EqlBaseParser.AndExpressionContext ctx) {
    List<EqlBaseParser.NotExpressionContext> terms = ctx.notExpression();
    return terms.size() == 1
        ? not(terms.get(0))
        : new EqlExpression.And(reports.origin(ctx), terms.stream().map(this::not).toList());
  }

  private EqlExpression not(EqlBaseParser.NotExpressionContext ctx) {
    EqlExpression result = comparison(ctx.comparison());
    for (int i = ctx.NOT().size() - 1; i >= 0; i--) {
      Token not = ctx.NOT(i).getSymbol();
      result = new EqlExpression.Not(reports.origin(not, ctx.getStop()), result);
    }
    return result;
  }

  private EqlExpression comparison(EqlBaseParser.ComparisonContext ctx) {
    List<EqlExpression> operands = ctx.additive().stream().map(this::additive).toList();
    List<Token> operators =
        ctx.comparisonOperator().stream().map(ParserRuleContext::getStart).toList();
    operators.stream()
        .filter(operator -> operator.getType() == EqlBaseLexer.ASSIGN)
        .forEach(operator -> reports.error(SINGLE_EQUALS, operator));
    if (operators.isEmpty()) {
      return operands.get(0);
    }
    if (operators.size() > 1 && operators.get(1).getType() != EqlBaseLexer.ASSIGN) {
      reports.error(CHAINED_COMPARISON, operators.get(1));
    }
    return new Comparison(
        reports.origin(ctx),
        comparisonOperator(operators.get(0)),
        operands.get(0),
        operands.get(1));
  }

  private static Comparison.Operator comparisonOperator(Token token) {
    return switch (token.getType()) {
      case EqlBaseLexer.NEQ -> Comparison.Operator.NOT_EQUAL;
      case EqlBaseLexer.LT -> Comparison.Operator.LESS;
      case EqlBaseLexer.LTE -> Comparison.Operator.LESS_OR_EQUAL;
      case EqlBaseLexer.GT -> Comparison.Operator.GREATER;
      case EqlBaseLexer.GTE -> Comparison.Operator.GREATER_OR_EQUAL;
      default -> Comparison.Operator.EQUAL;
    };
  }

  private EqlExpression additive(EqlBaseParser.AdditiveContext ctx) {
    EqlExpression result = multiplicative(ctx.multiplicative(0));
    for (int i = 0; i < ctx.operators.size(); i++) {
      EqlBaseParser.MultiplicativeContext right = ctx.multiplicative(i + 1);
      boolean plus = ctx.operators.get(i).getType() == EqlBaseLexer.PLUS;
      result =
          new Arithmetic(
              reports.origin(ctx.getStart(), right.getStop()),
              plus ? Arithmetic.Operator.ADD : Arithmetic.Operator.SUBTRACT,
              result,
              multiplicative(right));
    }
    return result;
  }

  private EqlExpression multiplicative(EqlBaseParser.MultiplicativeContext ctx) {
    EqlExpression result = signed(ctx.signed(0));
    for (int i = 0; i < ctx.operators.size(); i++) {
      EqlBaseParser.SignedContext right = ctx.signed(i + 1);
      Arithmetic.Operator operator =
          switch (ctx.operators.get(i).getType()) {
            case EqlBaseLexer.ASTERISK -> Arithmetic.Operator.MULTIPLY;
            case EqlBaseLexer.SLASH -> Arithmetic.Operator.DIVIDE;
            default -> Arithmetic.Operator.MODULO;
          };
      result =
          new Arithmetic(
              reports.origin(ctx.getStart(), right.getStop()), operator, result, signed(right));
    }
    return result;
  }

  private EqlExpression signed(EqlBaseParser.SignedContext ctx) {
    EqlExpression result = lookup(ctx.lookup());
    for (int i = ctx.signs.size() - 1; i >= 0; i--) {
      Token sign = ctx.signs.get(i);
      result =
          new EqlExpression.Sign(
              reports.origin(sign, ctx.getStop()), sign.getType() == EqlBaseLexer.MINUS, result);
    }
    return result;
  }

  private EqlExpression lookup(EqlBaseParser.LookupContext ctx) {
    EqlExpression value = primary(ctx.primary());
    EqlBaseParser.LookupTailContext tail = ctx.lookupTail();
    if (tail == null) {
      return value;
    }
    return tail.operator != null ? in(ctx, value) : match(ctx, value);
  }

  private EqlExpression in(EqlBaseParser.LookupContext ctx, EqlExpression value) {
    EqlBaseParser.LookupTailContext tail = ctx.lookupTail();
    return new EqlExpression.In(
        reports.origin(ctx),
        value,
        elements(tail.list()).stream().map(this::expression).toList(),
        tail.NOT() != null,
        tail.operator.getType() == EqlBaseLexer.IN_TILDE);
  }

  private List<EqlBaseParser.ExpressionContext> elements(EqlBaseParser.ListContext ctx) {
    if (ctx.expression().isEmpty()) {
      reports.error(EMPTY_LIST, ctx);
    }
    return ctx.expression();
  }

  private EqlExpression match(EqlBaseParser.LookupContext ctx, EqlExpression value) {
    EqlBaseParser.LookupTailContext tail = ctx.lookupTail();
    Token operator = tail.matchOperator().getStart();
    String left = Excerpt.of(reports.origin(ctx.primary()).text());
    if (operator.getType() == EqlBaseLexer.NOT_COLON) {
      reports.error(NOT_COLON, operator, left);
    } else if (tail.NOT() != null) {
      reports.error(NOT_BEFORE_MATCH, tail.NOT().getSymbol(), left);
    }
    EqlBaseParser.PatternContext pattern = tail.pattern();
    Stream<? extends ParserRuleContext> parts =
        pattern.list() != null ? elements(pattern.list()).stream() : Stream.of(pattern);
    List<Literal> patterns = parts.flatMap(part -> pattern(part, operator).stream()).toList();
    return new Match(reports.origin(ctx), matchOperator(operator), value, patterns);
  }

  private static Match.Operator matchOperator(Token token) {
    return switch (token.getType()) {
      case EqlBaseLexer.LIKE -> Match.Operator.LIKE;
      case EqlBaseLexer.LIKE_TILDE -> Match.Operator.LIKE_IGNORING_CASE;
      case EqlBaseLexer.REGEX -> Match.Operator.REGEX;
      case EqlBaseLexer.REGEX_TILDE -> Match.Operator.REGEX_IGNORING_CASE;
      default -> Match.Operator.COLON;
    };
  }

  /** A pattern is one token, even where the grammar takes an expression. */
  private Optional<Literal> pattern(ParserRuleContext ctx, Token operator) {
    Optional<Literal> literal =
        ctx.getStart() == ctx.getStop() ? literal(ctx.getStart()) : Optional.empty();
    if (literal.isEmpty()) {
      String found = Excerpt.of(reports.origin(ctx).text());
      reports.error(NO_PATTERN, ctx, found, operator.getText());
    }
    return literal;
  }

  private EqlExpression primary(EqlBaseParser.PrimaryContext ctx) {
    return ctx instanceof EqlBaseParser.ParenthesizedContext parenthesized
        ? expression(parenthesized.expression())
        : atom(((EqlBaseParser.AtomPrimaryContext) ctx).atom());
  }

  private EqlExpression atom(EqlBaseParser.AtomContext ctx) {
    if (ctx instanceof EqlBaseParser.CallContext call) {
      return call(call);
    }
    if (ctx instanceof EqlBaseParser.LineageContext lineage) {
      reports.error(LINEAGE, lineage, lineage.identifier().getText());
      return new EqlExpression.NullLiteral(reports.origin(lineage));
    }
    if (ctx instanceof EqlBaseParser.FieldAtomContext field) {
      return field(field.field());
    }
    return literal(ctx.getStart()).orElseThrow();
  }

  private EqlExpression call(EqlBaseParser.CallContext ctx) {
    boolean tilde = ctx.name.getType() == EqlBaseLexer.TILDE_IDENTIFIER;
    String text = ctx.name.getText();
    String name = tilde ? text.substring(0, text.length() - 1) : text;
    if (EqlSyntaxErrors.isKeywordInWrongCase(name)) {
      reports.error(EqlSyntaxErrors.KEYWORD_CASE, ctx.name, name, name.toLowerCase(Locale.ROOT));
    }
    return new EqlExpression.Call(
        reports.origin(ctx),
        reports.origin(ctx.name, ctx.name),
        name,
        tilde,
        ctx.expression().stream().map(this::expression).toList());
  }

  private Field field(EqlBaseParser.FieldContext ctx) {
    Token first = ctx.first.getStart();
    if (first.getType() == EqlBaseLexer.VARIABLE && !variableReported) {
      variableReported = true;
      reports.error(VARIABLE, first, first.getText());
    }
    List<String> parts = new ArrayList<>();
    parts.add(namePart(first));
    for (EqlBaseParser.FieldStepContext step : ctx.fieldStep()) {
      if (step.DOT() == null) {
        reports.error(ARRAY_INDEX, step, Excerpt.of(String.join(".", parts)));
      } else {
        parts.add(namePart(step.getStop()));
      }
    }
    return new Field(reports.origin(ctx), String.join(".", parts), ctx.QUESTION() != null);
  }

  private static String namePart(Token token) {
    String text = token.getText();
    return token.getType() == EqlBaseLexer.BACKTICKED
        ? text.substring(1, text.length() - 1).replace("``", "`")
        : text;
  }

  /** The literal that {@code token} is, if it is one. */
  private Optional<Literal> literal(Token token) {
    Origin origin = reports.origin(token, token);
    return switch (token.getType()) {
      case EqlBaseLexer.TRUE -> Optional.of(new EqlExpression.BooleanLiteral(origin, true));
      case EqlBaseLexer.FALSE -> Optional.of(new EqlExpression.BooleanLiteral(origin, false));
      case EqlBaseLexer.NULL -> Optional.of(new EqlExpression.NullLiteral(origin));
      case EqlBaseLexer.INTEGER, EqlBaseLexer.DECIMAL ->
          Optional.of(new EqlExpression.NumberLiteral(origin, number(token)));
      default -> text(token).map(value -> new EqlExpression.StringLiteral(origin, value));
    };
  }

  /** The content of the string that {@code token} is, if it is one. */
  static Optional<String> text(Token token) {
    String text = token.getText();
    return switch (token.getType()) {
      // Bad escapes were reported with the tokens.
      case EqlBaseLexer.STRING ->
          Optional.of(EqlStrings.quoted(text, (kind, start, end, argument) -> {}));
      case EqlBaseLexer.RAW_STRING -> Optional.of(EqlStrings.raw(text));
      case EqlBaseLexer.SINGLE_QUOTED, EqlBaseLexer.OLD_RAW_STRING -> Optional.of(text);
      default -> Optional.empty();
    };
  }

  private Number number(Token token) {
    String text = token.getText();
    if (token.getType() == EqlBaseLexer.INTEGER) {
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
}
