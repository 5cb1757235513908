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
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes string functions, many of which SPL has to combine from others. */
final class SplTextFunctions {
  private static final DiagnosticKind POSITIONS =
      DiagnosticKind.warning(
          "SPL032",
          "Positions in '%s' count characters beyond U+FFFF, such as emoji, once; EQL counts them"
              + " twice.");

  private final SplExpressionWriter writer;
  private final Reasons reasons;
  private final Unit unit;

  /** In what the length of a text is counted. */
  enum Unit {
    /** As EQL does. */
    UTF_16,
    /** As SPL does, for positions in its texts. */
    CODE_POINT
  }

  /** Functions whose arguments {@code writer} writes. */
  SplTextFunctions(SplExpressionWriter writer, Reasons reasons, Unit unit) {
    this.writer = writer;
    this.reasons = reasons;
    this.unit = unit;
  }

  /**
   * Whether the code for the function repeats its operands, so that calls inside of each other grow
   * to a power of this.
   */
  static boolean repeatsTexts(Function function) {
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
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, NEGATE, CONCAT, LENGTH, NUMBER, STRING -> false;
      case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> false;
    };
  }

  /** The text that an expression always is. */
  static Optional<String> constant(Expression expression) {
    return expression instanceof Expression.Constant constant
            && constant.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether the regular expression matches somewhere in the text. */
  static SplExpression match(SplExpression text, String body, boolean ignoreCase) {
    String regex = Pcre.flags(body, ignoreCase) + body;
    return call("match", text, new SplExpression.Regex(regex));
  }

  private static SplExpression folded(SplExpression text, boolean ignoreCase) {
    return ignoreCase ? call("lower", text) : text;
  }

  /** Texts with a letter before them are not numbers, which would be compared as such. */
  static SplExpression sameText(SplExpression left, SplExpression right) {
    SplExpression letter = new SplExpression.Text("t");
    return of(
        of(letter, Operator.CONCAT, left), Operator.EQUAL, of(letter, Operator.CONCAT, right));
  }

  /** Whether a text starts or ends with another one. */
  SplExpression affix(Expression.Call call) {
    boolean start = call.function().test() == Function.Test.PREFIX;
    boolean ignoreCase = call.function().ignoresCase();
    SplExpression whole = writer.write(call.arguments().get(0));
    Optional<String> constant = constant(call.arguments().get(1));
    if (constant.isPresent()) {
      String literal = Pcre.literal(constant.get());
      return match(whole, (start ? "^" : "") + literal + (start ? "" : "\\z"), ignoreCase);
    }
    SplExpression part = writer.write(call.arguments().get(1));
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

  SplExpression contains(Expression.Call call) {
    boolean ignoreCase = call.function().ignoresCase();
    SplExpression whole = writer.write(call.arguments().get(0));
    Optional<String> constant = constant(call.arguments().get(1));
    if (constant.isPresent()) {
      String body = constant.get().isEmpty() ? Pcre.NOTHING : Pcre.literal(constant.get());
      return match(whole, body, ignoreCase);
    }
    SplExpression part = writer.write(call.arguments().get(1));
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

  SplExpression indexOf(Expression.Call call) {
    if (call.arguments().size() > 2) {
      return writer.refuse(call.origin());
    }
    SplExpression part = writer.write(call.arguments().get(1));
    SplExpression pieces =
        pieces(writer.write(call.arguments().get(0)), part, call.function().ignoresCase());
    List<SplExpression> cases = new ArrayList<>();
    if (constant(call.arguments().get(1)).filter(text -> !text.isEmpty()).isEmpty()) {
      cases.add(of(call("len", part), Operator.EQUAL, number(0)));
      cases.add(number(0));
    }
    cases.add(of(call("mvcount", pieces), Operator.GREATER, number(1)));
    cases.add(length(call("mvindex", pieces, number(0))));
    return new SplExpression.Call("case", cases);
  }

  SplExpression substring(Expression.Call call) {
    reasons.approximate(Fidelity.MAY_DIFFER, POSITIONS, call.origin(), call.origin().text());
    SplExpression text = writer.write(call.arguments().get(0));
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

  /** A position from the start, possibly before it or beyond the end. */
  private SplExpression position(Expression position, SplExpression text) {
    SplExpression length = call("len", text);
    if (position instanceof Expression.Constant constant
        && constant.value() instanceof Integer at) {
      return at >= 0 ? number(at) : atLeastZero(of(length, Operator.SUBTRACT, number(-(long) at)));
    }
    SplExpression at = position.accept(writer.ofPositions());
    return call(
        "if", of(at, Operator.LESS, number(0)), atLeastZero(of(length, Operator.ADD, at)), at);
  }

  private static SplExpression atLeastZero(SplExpression position) {
    return call("if", of(position, Operator.GREATER, number(0)), position, number(0));
  }

  private static boolean isNull(List<Expression> arguments, int index) {
    return arguments.size() <= index || arguments.get(index) instanceof Expression.Null;
  }

  SplExpression between(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    Optional<String> left = constant(arguments.get(1));
    Optional<String> right = constant(arguments.get(2));
    boolean known = arguments.size() < 4 || arguments.get(3) instanceof Expression.Constant;
    if (left.filter(t -> !t.isEmpty()).isEmpty()
        || right.filter(t -> !t.isEmpty()).isEmpty()
        || !known) {
      return writer.refuse(call.origin());
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
    SplExpression text = writer.write(arguments.get(0));
    SplExpression found = call("match", text, new SplExpression.Regex(regex));
    SplExpression part =
        call("replace", text, new SplExpression.Regex(regex), new SplExpression.Regex("\\1"));
    return call("if", found, part, new SplExpression.Text(""));
  }

  /** The length of a string. UTF-16 counts characters beyond U+FFFF twice. */
  SplExpression length(SplExpression text) {
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
}
