package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.row.GeoPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes expressions for one row. */
final class Evaluator implements RowExpression.Visitor<List<Object>> {
  private static final double RADIUS = 6_371_008.7714;

  private final Map<Integer, List<Object>> row;
  private final Map<String, @Nullable Object> event;
  private final List<Predicate> tests;
  private final Instant now;
  private final Set<String> warnings;
  private final EventFacts facts;

  /**
   * An evaluator.
   *
   * @param row cells by the number of their column; a column that is not there is null
   * @param event that the row comes from; empty for rows of groups
   */
  Evaluator(
      Map<Integer, List<Object>> row,
      Map<String, @Nullable Object> event,
      List<Predicate> tests,
      Instant now,
      Set<String> warnings,
      EventFacts facts) {
    this.row = row;
    this.event = event;
    this.tests = tests;
    this.now = now;
    this.warnings = warnings;
    this.facts = facts;
  }

  List<Object> of(RowExpression expression) {
    return expression.accept(this);
  }

  boolean isTrue(RowExpression condition) {
    return of(condition).equals(List.of(true));
  }

  /** The value of a cell with one; empty for null and for lists, of which it warns. */
  private List<Object> single(RowExpression expression) {
    List<Object> cell = of(expression);
    if (cell.size() > 1) {
      warnings.add("single-value function encountered multi-value");
      return List.of();
    }
    return cell;
  }

  @Override
  public List<Object> visitConstant(RowExpression.Constant constant) {
    return constant.values();
  }

  @Override
  public List<Object> visitCell(RowExpression.Cell cell) {
    return row.getOrDefault(cell.column().number(), List.of());
  }

  @Override
  public List<Object> visitCall(RowExpression.Call call) {
    if (call.function() == RowFunction.NOW) {
      return List.of(now.toEpochMilli());
    }
    try {
      if (ListFunctions.takes(call.function())) {
        List<List<Object>> cells = call.arguments().stream().map(this::of).toList();
        return ListFunctions.apply(call.function(), call.type(), cells);
      }
      List<Object> arguments = new ArrayList<>();
      for (RowExpression argument : call.arguments()) {
        arguments.addAll(single(argument));
      }
      return arguments.size() < call.arguments().size()
          ? List.of()
          : apply(call.function(), call.type(), arguments);
    } catch (FailureException e) {
      warnings.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static List<Object> apply(RowFunction function, RowType type, List<Object> arguments) {
    Object first = arguments.get(0);
    return switch (function) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          List.of(Numbers.arithmetic(function, type, first, arguments.get(1)));
      case NEGATE -> List.of(Numbers.negate(first, type));
      case ABS -> List.of(Numbers.abs(first, type));
      case CEIL -> List.of(first instanceof Double number ? Math.ceil(number) : first);
      case FLOOR -> List.of(first instanceof Double number ? Math.floor(number) : first);
      case COPY_SIGN -> List.of(copySign(first, (Number) arguments.get(1), type));
      case ROUND ->
          List.of(
              Numbers.rounded(
                  first, type, arguments.size() > 1 ? ((Number) arguments.get(1)).longValue() : 0));
      case ROUND_TO -> List.of(roundedTo(first, arguments.subList(1, arguments.size())));
      case ACOS,
          ASIN,
          ATAN,
          ATAN2,
          BUCKET,
          CBRT,
          COS,
          COSH,
          EXP,
          HYPOT,
          LOG,
          LOG10,
          POW,
          SCALB,
          SIGNUM,
          SIN,
          SINH,
          SQRT,
          TAN,
          TANH,
          TO_DEGREES,
          TO_RADIANS ->
          List.of(Numbers.decimal(function, arguments));
      case PLUS_SPAN,
          DATE_DIFF,
          DATE_EXTRACT,
          DATE_FORMAT,
          DATE_PARSE,
          DATE_TRUNC,
          DAY_NAME,
          MONTH_NAME ->
          DateFunctions.apply(function, type, arguments);
      case ST_X -> List.of(((GeoPoint) first).longitude());
      case ST_Y -> List.of(((GeoPoint) first).latitude());
      case ST_DISTANCE -> List.of(distance((GeoPoint) first, (GeoPoint) arguments.get(1)));
      case IP_PREFIX -> List.of(prefix((IpAddress) first, arguments));
      default -> TextFunctions.apply(function, arguments);
    };
  }

  private static Object copySign(Object number, Number sign, RowType type) {
    Object magnitude = Numbers.abs(number, type);
    return Math.copySign(1, sign.doubleValue()) < 0 ? Numbers.negate(magnitude, type) : magnitude;
  }

  private static Object roundedTo(Object number, List<Object> points) {
    List<Object> sorted = points.stream().sorted(Order.COMPARATOR).toList();
    return sorted.stream()
        .filter(point -> Order.compare(point, number) <= 0)
        .reduce((a, b) -> b)
        .orElse(sorted.get(0));
  }

  /** By the haversine formula. */
  private static double distance(GeoPoint a, GeoPoint b) {
    double height = Math.sin(Math.toRadians(a.latitude() - b.latitude()) / 2);
    double width = Math.sin(Math.toRadians(a.longitude() - b.longitude()) / 2);
    double parallel =
        Math.cos(Math.toRadians(a.latitude())) * Math.cos(Math.toRadians(b.latitude()));
    return 2 * RADIUS * Math.asin(Math.sqrt(height * height + parallel * width * width));
  }

  private static Object prefix(IpAddress address, List<Object> arguments) {
    Object bits = arguments.get(address.isV4() ? 1 : 2);
    return IpBlock.parse(address + "/" + bits)
        .flatMap(block -> IpBlocks.ends(block.text()))
        .map(IpBlocks.Block::first)
        .orElseThrow(() -> new FailureException("Prefix length out of range"));
  }

  @Override
  public List<Object> visitConvert(RowExpression.Convert convert) {
    List<Object> converted = new ArrayList<>();
    for (Object value : of(convert.operand())) {
      try {
        converted.add(Conversion.convert(value, convert.operand().type(), convert.type()));
      } catch (FailureException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }
    return converted;
  }

  @Override
  public List<Object> visitComparison(RowExpression.Comparison comparison) {
    List<Object> left = single(comparison.left());
    List<Object> right = single(comparison.right());
    if (left.isEmpty() || right.isEmpty()) {
      return List.of();
    }
    boolean equal = Order.equal(left.get(0), right.get(0));
    boolean less = Order.less(left.get(0), right.get(0));
    return List.of(
        switch (comparison.operator()) {
          case EQUAL -> equal;
          case LESS -> less;
          case LESS_OR_EQUAL -> less || equal;
        });
  }

  @Override
  public List<Object> visitIn(RowExpression.In in) {
    List<Object> operand = single(in.operand());
    List<List<Object>> elements = in.elements().stream().map(this::single).toList();
    boolean found =
        !operand.isEmpty()
            && elements.stream()
                .anyMatch(e -> !e.isEmpty() && Order.equal(e.get(0), operand.get(0)));
    boolean unknown = operand.isEmpty() || elements.stream().anyMatch(List::isEmpty);
    return found || !unknown ? List.of(found) : List.of();
  }

  @Override
  public List<Object> visitLike(RowExpression.Like like) {
    return single(like.operand()).stream()
        .<Object>map(v -> like.patterns().stream().anyMatch(p -> matches((String) v, p)))
        .toList();
  }

  private static boolean matches(String text, Wildcard pattern) {
    StringBuilder regex = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        regex.append(Pattern.quote(literal.text()));
      } else {
        regex.append(segment instanceof Wildcard.AnyRun ? ".*" : ".");
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  @Override
  public List<Object> visitRegexLike(RowExpression.RegexLike like) {
    Regex regex = Regex.lucene(like.regex(), CaseSensitivity.SENSITIVE);
    return single(like.operand()).stream().<Object>map(v -> regex.matches((String) v)).toList();
  }

  @Override
  public List<Object> visitInBlocks(RowExpression.InBlocks in) {
    return single(in.operand()).stream()
        .<Object>map(v -> in.blocks().stream().anyMatch(b -> IpBlock.of(b).contains((IpAddress) v)))
        .toList();
  }

  @Override
  public List<Object> visitIsNull(RowExpression.IsNull test) {
    return List.of(of(test.operand()).isEmpty());
  }

  @Override
  public List<Object> visitAnd(RowExpression.And and) {
    return joined(and.terms(), false);
  }

  @Override
  public List<Object> visitOr(RowExpression.Or or) {
    return joined(or.terms(), true);
  }

  /**
   * From left to right: the deciding value if one side has it, otherwise null if one is, otherwise
   * the other value. A list decides nothing and makes the whole null, whatever the other side is.
   */
  private List<Object> joined(List<RowExpression> terms, boolean deciding) {
    List<Object> joined = of(terms.get(0));
    for (RowExpression term : terms.subList(1, terms.size())) {
      List<Object> cell = of(term);
      if (joined.size() > 1 || cell.size() > 1) {
        warnings.add("single-value function encountered multi-value");
        joined = List.of();
      } else if (joined.equals(List.of(deciding)) || cell.equals(List.of(deciding))) {
        joined = List.of(deciding);
      } else {
        joined = joined.isEmpty() || cell.isEmpty() ? List.of() : List.of(!deciding);
      }
    }
    return joined;
  }

  @Override
  public List<Object> visitNot(RowExpression.Not not) {
    return single(not.operand()).stream().<Object>map(v -> !((Boolean) v)).toList();
  }

  @Override
  public List<Object> visitCase(RowExpression.Case choice) {
    for (RowExpression.Branch branch : choice.branches()) {
      List<Object> condition = of(branch.condition());
      if (condition.size() > 1) {
        warnings.add("CASE expects a single-valued boolean");
      }
      if (condition.equals(List.of(true))) {
        return of(branch.value());
      }
    }
    return Stream.ofNullable(choice.otherwise().orElse(null))
        .map(this::of)
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public List<Object> visitTest(RowExpression.Test test) {
    return List.of(facts.test(tests.get(test.number()), event));
  }
}
