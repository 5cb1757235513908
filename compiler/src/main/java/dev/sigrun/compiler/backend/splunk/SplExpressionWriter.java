package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says computations with {@code eval}'s functions. */
final class SplExpressionWriter implements Expression.Visitor<SplExpression> {
  private static final DiagnosticKind CANNOT_COMPUTE =
      DiagnosticKind.unsupported("SPL030", "SPL has no exact counterpart of '%s'.");
  private static final DiagnosticKind SEVERAL_VALUES =
      DiagnosticKind.warning(
          "SPL031",
          "Of events with several values of the fields in '%s', maybe not all are tried.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.unsupported(
          "SPL033", "SPL would repeat '%s' too often: it nests more than %s functions of texts.");

  /** What is written several times in each of them grows to a power of this. */
  private static final int MOST_NESTED = 4;

  private static final DiagnosticKind POSITIONS =
      DiagnosticKind.warning(
          "SPL032",
          "Positions in '%s' count characters beyond U+FFFF, such as emoji, once; EQL counts them"
              + " twice.");

  private final SplunkFields fields;
  private final Reasons reasons;
  private final Unit unit;

  /** In what the length of a text is counted. */
  private enum Unit {
    /** As EQL does. */
    UTF_16,
    /** As SPL does, for positions in its texts. */
    CODE_POINT
  }

  SplExpressionWriter(SplunkFields fields, Reasons reasons) {
    this(fields, reasons, Unit.UTF_16);
  }

  private SplExpressionWriter(SplunkFields fields, Reasons reasons, Unit unit) {
    this.fields = fields;
    this.reasons = reasons;
    this.unit = unit;
  }

  /** Whether {@code address} lies in {@code block}, an address or a CIDR block. */
  static SplExpression inBlock(String block, SplExpression address) {
    String cidr =
        block.indexOf('/') >= 0 ? block : block + (block.indexOf(':') >= 0 ? "/128" : "/32");
    return call("cidrmatch", new SplExpression.Text(cidr), address);
  }

  /**
   * The condition for some choice of one value for each of its fields: by looking at each value, or
   * at each pair of values. What is true without some of them has no such form.
   */
  SplExpression condition(Predicate.Computed computed) {
    Expression condition = computed.condition();
    if (nesting(condition) > MOST_NESTED) {
      reasons.refuse(TOO_DEEP, computed.origin(), computed.origin().text(), MOST_NESTED);
      return SplExpression.constant(false);
    }
    SplExpression written = condition.accept(this);
    List<SplExpression.Field> names = names(computed);
    boolean strict = MissingValues.needsAllFields(condition);
    if (names.size() == 1) {
      SplExpression some = call("isnotnull", call("mvfilter", written));
      return MissingValues.isTrueWithoutFields(condition)
          ? SplExpression.any(List.of(call("isnull", names.get(0)), some))
          : some;
    }
    if (!strict || names.isEmpty()) {
      reasons.approximate(
          Fidelity.MAY_DIFFER, SEVERAL_VALUES, computed.origin(), computed.origin().text());
      return written;
    }
    SplExpression each = call("if", written, number(1), call("null"));
    for (SplExpression.Field name : names) {
      each = call("mvmap", name, each);
    }
    return call("isnotnull", each);
  }

  /** How many calls are inside each other that write their texts more than once. */
  private static int nesting(Expression expression) {
    int below = expression.children().stream().mapToInt(e -> nesting(e)).max().orElse(0);
    return expression instanceof Expression.Call call && repeatsTexts(call.function())
        ? below + 1
        : below;
  }

  private static boolean repeatsTexts(Function function) {
    return switch (function) {
      case SUBSTRING,
          BETWEEN,
          BETWEEN_IGNORING_CASE,
          INDEX_OF,
          INDEX_OF_IGNORING_CASE,
          STARTS_WITH,
          STARTS_WITH_IGNORING_CASE,
          ENDS_WITH,
          ENDS_WITH_IGNORING_CASE,
          STRING_CONTAINS,
          STRING_CONTAINS_IGNORING_CASE ->
          true;
      default -> false;
    };
  }

  private List<SplExpression.Field> names(Predicate.Computed computed) {
    Set<Field> read = FieldNames.of(computed.condition());
    read.forEach(f -> fields.checkReading(computed.origin(), f, reasons));
    return read.stream()
        .map(f -> new SplExpression.Field(fields.nameOf(computed.origin(), f.name(), reasons)))
        .distinct()
        .toList();
  }

  private SplExpression refuse(Origin origin) {
    reasons.refuse(CANNOT_COMPUTE, origin, origin.text());
    return SplExpression.constant(false);
  }

  private SplExpression write(Expression expression) {
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
      case LENGTH -> length(write(call.arguments().get(0)));
      case STRING -> text(call.arguments().get(0));
      case SUBSTRING -> substring(call);
      case STARTS_WITH, STARTS_WITH_IGNORING_CASE -> affix(call, true, false);
      case ENDS_WITH, ENDS_WITH_IGNORING_CASE -> affix(call, false, true);
      case STRING_CONTAINS, STRING_CONTAINS_IGNORING_CASE -> contains(call);
      case INDEX_OF, INDEX_OF_IGNORING_CASE -> indexOf(call);
      case BETWEEN, BETWEEN_IGNORING_CASE -> between(call);
      case DIVIDE, MODULO, NUMBER -> refuse(call.origin());
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

  private static SplExpression folded(SplExpression text, boolean ignoreCase) {
    return ignoreCase ? call("lower", text) : text;
  }

  private static Optional<String> constant(Expression expression) {
    return expression instanceof Expression.Constant constant
            && constant.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private static SplExpression match(SplExpression text, String body, boolean ignoreCase) {
    String regex = Pcre.flags(body, ignoreCase) + body;
    return call("match", text, new SplExpression.Regex(regex));
  }

  private SplExpression affix(Expression.Call call, boolean start, boolean end) {
    boolean ignoreCase = call.function().ignoresCase();
    SplExpression whole = write(call.arguments().get(0));
    Optional<String> constant = constant(call.arguments().get(1));
    if (constant.isPresent()) {
      String literal = Pcre.literal(constant.get());
      return match(whole, (start ? "^" : "") + literal + (end ? "\\z" : ""), ignoreCase);
    }
    SplExpression part = write(call.arguments().get(1));
    SplExpression same = start ? beginning(whole, part) : end(whole, part);
    return sameText(folded(same, ignoreCase), folded(part, ignoreCase));
  }

  /** As much of the beginning of {@code whole} as {@code part} is long. */
  private static SplExpression beginning(SplExpression whole, SplExpression part) {
    return call("substr", whole, number(1), call("len", part));
  }

  /** As much of the end of {@code whole} as {@code part} is long. */
  private static SplExpression end(SplExpression whole, SplExpression part) {
    SplExpression before = of(call("len", whole), Operator.SUBTRACT, call("len", part));
    return call(
        "if",
        of(before, Operator.GREATER_OR_EQUAL, number(0)),
        call("substr", whole, of(before, Operator.ADD, number(1))),
        new SplExpression.Text(""));
  }

  /** Texts with a letter before them are no numbers, which would be compared as such. */
  private static SplExpression sameText(SplExpression left, SplExpression right) {
    SplExpression letter = new SplExpression.Text("t");
    return of(
        of(letter, Operator.CONCAT, left), Operator.EQUAL, of(letter, Operator.CONCAT, right));
  }

  private SplExpression contains(Expression.Call call) {
    boolean ignoreCase = call.function().ignoresCase();
    SplExpression whole = write(call.arguments().get(0));
    Optional<String> constant = constant(call.arguments().get(1));
    if (constant.isPresent()) {
      String body = constant.get().isEmpty() ? Pcre.NOTHING : Pcre.literal(constant.get());
      return match(whole, body, ignoreCase);
    }
    SplExpression part = write(call.arguments().get(1));
    SplExpression count =
        call(
            "if",
            of(call("len", part), Operator.GREATER, number(0)),
            call("mvcount", pieces(whole, part, ignoreCase)),
            number(0));
    return of(count, Operator.GREATER, number(1));
  }

  private static SplExpression pieces(SplExpression whole, SplExpression part, boolean ignoreCase) {
    return call("split", folded(whole, ignoreCase), folded(part, ignoreCase));
  }

  private SplExpression indexOf(Expression.Call call) {
    if (call.arguments().size() > 2) {
      return refuse(call.origin());
    }
    SplExpression part = write(call.arguments().get(1));
    SplExpression pieces =
        pieces(write(call.arguments().get(0)), part, call.function().ignoresCase());
    List<SplExpression> cases = new ArrayList<>();
    if (constant(call.arguments().get(1)).filter(text -> !text.isEmpty()).isEmpty()) {
      cases.add(of(call("len", part), Operator.EQUAL, number(0)));
      cases.add(number(0));
    }
    cases.add(of(call("mvcount", pieces), Operator.GREATER, number(1)));
    cases.add(length(call("mvindex", pieces, number(0))));
    return new SplExpression.Call("case", cases);
  }

  private SplExpression substring(Expression.Call call) {
    reasons.approximate(Fidelity.MAY_DIFFER, POSITIONS, call.origin(), call.origin().text());
    SplExpression text = write(call.arguments().get(0));
    List<Expression> arguments = call.arguments();
    SplExpression from = isNull(arguments, 1) ? number(0) : position(arguments.get(1), text);
    SplExpression start = from.equals(number(0)) ? number(1) : of(from, Operator.ADD, number(1));
    if (isNull(arguments, 2)) {
      return call("substr", text, start);
    }
    SplExpression to = position(arguments.get(2), text);
    SplExpression length = from.equals(number(0)) ? to : of(to, Operator.SUBTRACT, from);
    return call(
        "if",
        of(to, Operator.GREATER, from),
        call("substr", text, start, length),
        new SplExpression.Text(""));
  }

  /** A position from the start, maybe before it or beyond the end. */
  private SplExpression position(Expression position, SplExpression text) {
    SplExpression length = call("len", text);
    if (position instanceof Expression.Constant constant
        && constant.value() instanceof Integer at) {
      return at >= 0 ? number(at) : atLeastZero(of(length, Operator.SUBTRACT, number(-(long) at)));
    }
    SplExpression at = position.accept(new SplExpressionWriter(fields, reasons, Unit.CODE_POINT));
    return call(
        "if", of(at, Operator.LESS, number(0)), atLeastZero(of(length, Operator.ADD, at)), at);
  }

  private static SplExpression atLeastZero(SplExpression position) {
    return call("if", of(position, Operator.GREATER, number(0)), position, number(0));
  }

  private static boolean isNull(List<Expression> arguments, int index) {
    return arguments.size() <= index || arguments.get(index) instanceof Expression.Null;
  }

  private SplExpression between(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    Optional<String> left = constant(arguments.get(1));
    Optional<String> right = constant(arguments.get(2));
    boolean known = arguments.size() < 4 || arguments.get(3) instanceof Expression.Constant;
    if (left.filter(t -> !t.isEmpty()).isEmpty()
        || right.filter(t -> !t.isEmpty()).isEmpty()
        || !known) {
      return refuse(call.origin());
    }
    boolean greedy =
        arguments.size() > 3 && ((Expression.Constant) arguments.get(3)).value().equals(true);
    String inner = greedy ? "(.*)" : "(.*?)";
    String regex =
        (call.function().ignoresCase() ? "(?is)" : "(?s)")
            + "^.*?"
            + Pcre.literal(left.get())
            + inner
            + Pcre.literal(right.get())
            + ".*\\z";
    SplExpression text = write(arguments.get(0));
    SplExpression found = call("match", text, new SplExpression.Regex(regex));
    SplExpression part =
        call("replace", text, new SplExpression.Regex(regex), new SplExpression.Regex("\\1"));
    return call("if", found, part, new SplExpression.Text(""));
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
    Optional<String> constant = constant(comparison.right());
    return constant.isPresent()
        ? match(write(comparison.left()), "^" + Pcre.literal(constant.get()) + "\\z", false)
        : sameText(text(comparison.left()), text(comparison.right()));
  }

  /** How long a text is. UTF-16 counts characters beyond U+FFFF twice. */
  private SplExpression length(SplExpression text) {
    return unit == Unit.CODE_POINT
        ? call("len", text)
        : call(
            "len",
            call(
                "replace",
                text,
                new SplExpression.Regex("([^\\x{0}-\\x{ffff}])"),
                new SplExpression.Regex("\\1x")));
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
    boolean ignoreCase = like.sensitivity() == CaseSensitivity.INSENSITIVE;
    Optional<Pcre.Alternative> regex = LuceneToPcre.translate(like.regex(), ignoreCase);
    return regex.isEmpty()
        ? refuse(like.origin())
        : matchAny(like.operand(), List.of(regex.get()), like.sensitivity());
  }

  @Override
  public SplExpression visitInBlocks(Expression.InBlocks in) {
    SplExpression address = text(in.operand());
    return SplExpression.any(in.blocks().stream().map(b -> inBlock(b, address)).toList());
  }

  @Override
  public SplExpression visitAnd(Expression.And and) {
    return SplExpression.all(and.terms().stream().map(this::write).toList());
  }

  @Override
  public SplExpression visitOr(Expression.Or or) {
    return SplExpression.any(or.terms().stream().map(this::write).toList());
  }

  /** What may be null although there are values would become true. */
  @Override
  public SplExpression visitNot(Expression.Not not) {
    return MissingValues.canFail(not.operand())
        ? refuse(not.origin())
        : new SplExpression.Not(write(not.operand()));
  }
}
