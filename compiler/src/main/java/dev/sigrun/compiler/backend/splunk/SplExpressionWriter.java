package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes computations with {@code eval}'s functions. */
final class SplExpressionWriter implements Expression.Visitor<SplExpression> {
  private static final DiagnosticKind CANNOT_COMPUTE =
      DiagnosticKind.unsupported("SPL030", "SPL has no exact counterpart of '%s'.");
  private final SplunkFields fields;
  private final Reasons reasons;
  private final SplTextFunctions texts;

  /** A writer of expressions in which the length of a text is counted as EQL does. */
  SplExpressionWriter(SplunkFields fields, Reasons reasons) {
    this.fields = fields;
    this.reasons = reasons;
    this.texts = new SplTextFunctions(this, reasons, SplTextFunctions.Unit.UTF_16);
  }

  private SplExpressionWriter(SplExpressionWriter other, SplTextFunctions.Unit unit) {
    this.fields = other.fields;
    this.reasons = other.reasons;
    this.texts = new SplTextFunctions(this, other.reasons, unit);
  }

  /** The same for positions in the texts of SPL, which counts characters. */
  SplExpressionWriter ofPositions() {
    return new SplExpressionWriter(this, SplTextFunctions.Unit.CODE_POINT);
  }

  /** Reports that SPL has no counterpart for the text there. */
  SplExpression refuse(Origin origin) {
    reasons.refuse(CANNOT_COMPUTE, origin, origin.text());
    return SplExpression.constant(false);
  }

  SplExpression write(Expression expression) {
    return expression.accept(this);
  }

  @Override
  public SplExpression visitNull(Expression.Null constant) {
    return call("null");
  }

  @Override
  public SplExpression visitConstant(Expression.Constant constant) {
    if (constant.value() instanceof String text) {
      return fields.text(constant.origin(), text, reasons);
    }
    return constant.value() instanceof Boolean truth
        ? SplExpression.constant(truth)
        : new SplExpression.Numeral(String.valueOf(constant.value()));
  }

  @Override
  public SplExpression visitFieldValue(Expression.FieldValue value) {
    Field field = value.field();
    SplExpression name =
        new SplExpression.Field(fields.nameOf(value.origin(), field.name(), reasons));
    return switch (value.type()) {
      case STRING, IP -> name;
      case NUMBER -> call("tonumber", name);
      case BOOLEAN -> of(name, Operator.EQUAL, new SplExpression.Text("true"));
      case DATE, NULL -> refuse(value.origin());
    };
  }

  @Override
  public SplExpression visitCall(Expression.Call call) {
    return switch (call.function()) {
      case ADD -> binary(call, Operator.ADD);
      case SUBTRACT -> binary(call, Operator.SUBTRACT);
      case MULTIPLY -> binary(call, Operator.MULTIPLY);
      case NEGATE -> of(number(0), Operator.SUBTRACT, write(call.arguments().get(0)));
      case CONCAT -> concat(call);
      case LENGTH -> texts.length(write(call.arguments().get(0)));
      case STRING -> text(call.arguments().get(0));
      case SUBSTRING -> texts.substring(call);
      case STARTS_WITH, STARTS_WITH_IGNORING_CASE -> texts.affix(call);
      case ENDS_WITH, ENDS_WITH_IGNORING_CASE -> texts.affix(call);
      case STRING_CONTAINS, STRING_CONTAINS_IGNORING_CASE -> texts.contains(call);
      case INDEX_OF, INDEX_OF_IGNORING_CASE -> texts.indexOf(call);
      case BETWEEN, BETWEEN_IGNORING_CASE -> texts.between(call);
      case DIVIDE, MODULO, NUMBER -> refuse(call.origin());
      case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> refuse(call.origin());
    };
  }

  private SplExpression binary(Expression.Call call, Operator operator) {
    return of(write(call.arguments().get(0)), operator, write(call.arguments().get(1)));
  }

  private SplExpression concat(Expression.Call call) {
    SplExpression joined = new SplExpression.Text("");
    for (int i = 0; i < call.arguments().size(); i++) {
      SplExpression part = text(call.arguments().get(i));
      joined = i == 0 ? part : of(joined, Operator.CONCAT, part);
    }
    return joined;
  }

  /** Values of fields are texts already. */
  private SplExpression text(Expression argument) {
    if (argument instanceof Expression.FieldValue value) {
      if (value.type() == Expression.Type.DATE) {
        return refuse(value.origin());
      }
      return new SplExpression.Field(fields.nameOf(value.origin(), value.field().name(), reasons));
    }
    return argument.type() == Expression.Type.STRING
        ? write(argument)
        : call("tostring", write(argument));
  }

  @Override
  public SplExpression visitComparison(Expression.Comparison comparison) {
    boolean texts = isText(comparison.left()) || isText(comparison.right());
    if (texts) {
      return compareTexts(comparison);
    }
    if (comparison.left().type() != Expression.Type.NUMBER
        || comparison.right().type() != Expression.Type.NUMBER) {
      return refuse(comparison.origin());
    }
    return of(write(comparison.left()), operator(comparison.operator()), write(comparison.right()));
  }

  private static boolean isText(Expression expression) {
    return expression.type() == Expression.Type.STRING || expression.type() == Expression.Type.IP;
  }

  private static Operator operator(Expression.Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL -> Operator.EQUAL;
      case LESS -> Operator.LESS;
      case LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
      case GREATER -> Operator.GREATER;
      case GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
    };
  }

  private SplExpression compareTexts(Expression.Comparison comparison) {
    if (comparison.operator() != Expression.Comparison.Operator.EQUAL) {
      return refuse(comparison.origin());
    }
    Optional<String> constant = SplTextFunctions.constant(comparison.right());
    return constant.isPresent()
        ? SplTextFunctions.match(
            write(comparison.left()), "^" + Pcre.literal(constant.get()) + "\\z", false)
        : SplTextFunctions.sameText(text(comparison.left()), text(comparison.right()));
  }

  @Override
  public SplExpression visitIsNull(Expression.IsNull isNull) {
    return call("isnull", write(isNull.operand()));
  }

  @Override
  public SplExpression visitIn(Expression.In in) {
    if (in.operand().type() == Expression.Type.NUMBER) {
      SplExpression operand = write(in.operand());
      return SplExpression.any(
          in.values().stream().map(v -> of(operand, Operator.EQUAL, write(v))).toList());
    }
    List<Pcre.Alternative> alternatives = new ArrayList<>();
    for (Expression.Constant value : in.values()) {
      alternatives.add(Pcre.whole(String.valueOf(value.value())));
    }
    return matchAny(in.operand(), alternatives, in.sensitivity());
  }

  private SplExpression matchAny(
      Expression operand, List<Pcre.Alternative> alternatives, CaseSensitivity sensitivity) {
    SplExpression text = text(operand);
    return SplExpression.any(
        Pcre.any(alternatives, sensitivity == CaseSensitivity.INSENSITIVE).stream()
            .map(regex -> call("match", text, new SplExpression.Regex(regex)))
            .toList());
  }

  @Override
  public SplExpression visitLike(Expression.Like like) {
    return matchAny(
        like.operand(), like.patterns().stream().map(Pcre::of).toList(), like.sensitivity());
  }

  @Override
  public SplExpression visitRegexLike(Expression.RegexLike like) {
    Optional<Pcre.Alternative> regex = RegexToPcre.translate(like.regex());
    return regex.isEmpty()
        ? refuse(like.origin())
        : matchAny(like.operand(), List.of(regex.get()), like.regex().sensitivity());
  }

  @Override
  public SplExpression visitInBlocks(Expression.InBlocks in) {
    SplExpression address = text(in.operand());
    return SplExpression.any(in.blocks().stream().map(b -> SplBlocks.contain(b, address)).toList());
  }

  @Override
  public SplExpression visitAnd(Expression.And and) {
    return SplExpression.all(and.terms().stream().map(this::write).toList());
  }

  @Override
  public SplExpression visitOr(Expression.Or or) {
    return SplExpression.any(or.terms().stream().map(this::write).toList());
  }

  /** An operand that may be null although there are values would become true. */
  @Override
  public SplExpression visitNot(Expression.Not not) {
    return MissingValues.mayBeNull(not.operand())
        ? refuse(not.origin())
        : new SplExpression.Not(write(not.operand()));
  }
}
