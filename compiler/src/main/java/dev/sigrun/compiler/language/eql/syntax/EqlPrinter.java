package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Arithmetic;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.EventFilter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Pipe;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes syntax trees as EQL in one canonical form, which {@link EqlParser} reads back as an equal
 * tree. Expressions are on one line, sequences and samples have one line for each event.
 */
public final class EqlPrinter {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_@][A-Za-z0-9_]*");

  private final StringBuilder out = new StringBuilder();
  private final ExpressionPrinter expressions = new ExpressionPrinter();

  private EqlPrinter() {}

  /** The text of a whole query, without a line break at its end. */
  public static String print(EqlQuery query) {
    EqlPrinter printer = new EqlPrinter();
    printer.query(query);
    return printer.out.toString();
  }

  /** The text of an expression. */
  public static String print(EqlExpression expression) {
    EqlPrinter printer = new EqlPrinter();
    printer.expression(expression, Level.OR);
    return printer.out.toString();
  }

  private void query(EqlQuery query) {
    if (query instanceof EqlQuery.SingleEvent event) {
      filter(event.filter());
      event.pipes().forEach(pipe -> pipe(pipe, " "));
      return;
    }
    if (query instanceof EqlQuery.Sequence sequence) {
      out.append("sequence");
      keys(sequence.keys());
      sequence
          .maxSpan()
          .ifPresent(
              span ->
                  out.append(" with maxspan=").append(span.amount()).append(span.unit().symbol()));
      sequence.stages().forEach(stage -> stage("\n  ", stage));
      sequence.until().ifPresent(until -> stage("\n  until ", until));
    } else if (query instanceof EqlQuery.Sample sample) {
      out.append("sample");
      keys(sample.keys());
      sample.stages().forEach(stage -> stage("\n  ", stage));
    }
    query.pipes().forEach(pipe -> pipe(pipe, "\n"));
  }

  private void filter(EventFilter filter) {
    Optional<String> category = filter.category().name();
    out.append(category.map(EqlPrinter::category).orElse("any")).append(" where ");
    expression(filter.condition(), Level.OR);
  }

  private static String category(String name) {
    return isIdentifier(name) ? name : quoted(name);
  }

  private void stage(String start, Stage stage) {
    out.append(start).append(stage.missing() ? "![" : "[");
    filter(stage.filter());
    out.append(']');
    keys(stage.keys());
    if (stage.runs() != 1) {
      out.append(" with runs=").append(stage.runs());
    }
  }

  private void keys(List<Field> keys) {
    String separator = " by ";
    for (Field key : keys) {
      out.append(separator);
      expression(key, Level.OR);
      separator = ", ";
    }
  }

  private void pipe(Pipe pipe, String separator) {
    out.append(separator).append("| ").append(pipe.kind().name().toLowerCase(Locale.ROOT));
    out.append(' ');
    expression(pipe.count(), Level.OR);
  }

  /** How tightly an expression binds its parts, from the weakest. */
  private enum Level {
    OR,
    AND,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    SIGN,
    LOOKUP,
    PRIMARY
  }

  /** Writes {@code expression}, in parentheses if it holds less tight than {@code least}. */
  private void expression(EqlExpression expression, Level least) {
    if (level(expression).compareTo(least) >= 0) {
      expression.accept(expressions);
    } else {
      out.append('(');
      expression.accept(expressions);
      out.append(')');
    }
  }

  private static Level level(EqlExpression expression) {
    if (expression instanceof EqlExpression.Or) {
      return Level.OR;
    }
    if (expression instanceof EqlExpression.And) {
      return Level.AND;
    }
    if (expression instanceof EqlExpression.Not) {
      return Level.NOT;
    }
    if (expression instanceof EqlExpression.Comparison) {
      return Level.COMPARISON;
    }
    if (expression instanceof Arithmetic arithmetic) {
      return level(arithmetic.operator());
    }
    if (expression instanceof EqlExpression.Sign) {
      return Level.SIGN;
    }
    boolean lookup =
        expression instanceof EqlExpression.In || expression instanceof EqlExpression.Match;
    return lookup ? Level.LOOKUP : Level.PRIMARY;
  }

  private static Level level(Arithmetic.Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT -> Level.SUM;
      case MULTIPLY, DIVIDE, MODULO -> Level.PRODUCT;
    };
  }

  private void list(List<? extends EqlExpression> elements, String separator, Level least) {
    for (int i = 0; i < elements.size(); i++) {
      out.append(i == 0 ? "" : separator);
      expression(elements.get(i), least);
    }
  }

  private void inParentheses(List<? extends EqlExpression> elements) {
    out.append('(');
    list(elements, ", ", Level.OR);
    out.append(')');
  }

  private static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches() && !EqlSyntaxErrors.KEYWORDS.contains(name);
  }

  private static String fieldName(String name) {
    String[] parts = name.split("\\.", -1);
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      if (part.isEmpty()) {
        return inBackticks(name);
      }
      text.append(text.length() == 0 ? "" : ".");
      text.append(isIdentifier(part) ? part : inBackticks(part));
    }
    return text.toString();
  }

  private static String inBackticks(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); ) {
      int character = value.codePointAt(i);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (isVisible(character)) {
            text.appendCodePoint(character);
          } else {
            text.append(String.format(Locale.ROOT, "\\u{%02x}", character));
          }
        }
      }
      i += Character.charCount(character);
    }
    return text.append('"').toString();
  }

  /** Whether a reader sees it. A lone surrogate is not visible, but has no escape either. */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Writes each kind of expression without parentheses around it. */
  private final class ExpressionPrinter implements EqlExpression.Visitor<StringBuilder> {
    @Override
    public StringBuilder visitOr(EqlExpression.Or or) {
      list(or.terms(), " or ", Level.AND);
      return out;
    }

    @Override
    public StringBuilder visitAnd(EqlExpression.And and) {
      list(and.terms(), " and ", Level.NOT);
      return out;
    }

    @Override
    public StringBuilder visitNot(EqlExpression.Not not) {
      out.append("not ");
      expression(not.operand(), Level.NOT);
      return out;
    }

    @Override
    public StringBuilder visitComparison(EqlExpression.Comparison comparison) {
      expression(comparison.left(), Level.SUM);
      out.append(' ').append(comparison.operator().symbol()).append(' ');
      expression(comparison.right(), Level.SUM);
      return out;
    }

    @Override
    public StringBuilder visitArithmetic(Arithmetic arithmetic) {
      Level level = level(arithmetic);
      expression(arithmetic.left(), level);
      out.append(' ').append(arithmetic.operator().symbol()).append(' ');
      expression(arithmetic.right(), level == Level.SUM ? Level.PRODUCT : Level.SIGN);
      return out;
    }

    @Override
    public StringBuilder visitSign(EqlExpression.Sign sign) {
      out.append(sign.minus() ? '-' : '+');
      expression(sign.operand(), Level.SIGN);
      return out;
    }

    @Override
    public StringBuilder visitIn(EqlExpression.In in) {
      expression(in.value(), Level.PRIMARY);
      out.append(in.negated() ? " not" : "").append(in.ignoringCase() ? " in~ " : " in ");
      inParentheses(in.list());
      return out;
    }

    @Override
    public StringBuilder visitMatch(EqlExpression.Match match) {
      expression(match.value(), Level.PRIMARY);
      out.append(' ').append(match.operator().symbol()).append(' ');
      if (match.patterns().size() == 1) {
        expression(match.patterns().get(0), Level.PRIMARY);
      } else {
        inParentheses(match.patterns());
      }
      return out;
    }

    @Override
    public StringBuilder visitCall(EqlExpression.Call call) {
      out.append(call.name()).append(call.ignoringCase() ? "~" : "");
      inParentheses(call.arguments());
      return out;
    }

    @Override
    public StringBuilder visitField(Field field) {
      return out.append(field.optional() ? "?" : "").append(fieldName(field.name()));
    }

    @Override
    public StringBuilder visitString(EqlExpression.StringLiteral literal) {
      return out.append(quoted(literal.value()));
    }

    @Override
    public StringBuilder visitNumber(EqlExpression.NumberLiteral literal) {
      return out.append(literal.value());
    }

    @Override
    public StringBuilder visitBoolean(EqlExpression.BooleanLiteral literal) {
      return out.append(literal.value());
    }

    @Override
    public StringBuilder visitNull(EqlExpression.NullLiteral literal) {
      return out.append("null");
    }
  }
}
