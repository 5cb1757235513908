package dev.sigrun.proof.spl.eval;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of expressions. */
public final class EvalFunctions {
  /** The implementation of a function, which evaluates its arguments itself. */
  @FunctionalInterface
  private interface Function {
    @Nullable Value call(List<Expr> arguments, Evaluator evaluator);
  }

  /**
   * A function and how many arguments it takes.
   *
   * @param most -1 for any number
   */
  private record Entry(int least, int most, Function function) {}

  private static final Map<String, Entry> FUNCTIONS = new TreeMap<>();

  static {
    conditions();
    texts();
    numbers();
    several();
    times();
  }

  private EvalFunctions() {}

  public static @Nullable Value call(Expr.Call call, Evaluator evaluator) {
    Entry entry = FUNCTIONS.get(call.function());
    if (entry == null) {
      throw new SplException("The function is not supported: " + call.function());
    }
    int count = call.arguments().size();
    if (count < entry.least() || (entry.most() >= 0 && count > entry.most())) {
      throw new SplException("Wrong number of arguments: " + call);
    }
    return entry.function().call(call.arguments(), evaluator);
  }

  private static void add(String name, int least, int most, Function function) {
    FUNCTIONS.put(name, new Entry(least, most, function));
  }

  private static void conditions() {
    add("(", 1, 1, (a, e) -> e.eval(a.get(0)));
    add("true", 0, 0, (a, e) -> Value.Bool.TRUE);
    add("false", 0, 0, (a, e) -> Value.Bool.FALSE);
    add("null", 0, 0, (a, e) -> null);
    add("isnull", 1, 1, (a, e) -> Value.Bool.of(e.eval(a.get(0)) == null));
    add("isnotnull", 1, 1, (a, e) -> Value.Bool.of(e.eval(a.get(0)) != null));
    // A test on a missing value takes the false branch.
    add("if", 3, 3, (a, e) -> e.eval(e.isTrue(a.get(0)) ? a.get(1) : a.get(2)));
    add("case", 2, -1, EvalFunctions::firstCase);
    add("coalesce", 1, -1, EvalFunctions::coalesce);
    add("nullif", 2, 2, EvalFunctions::nullIf);
    add("in", 2, -1, EvalFunctions::in);
    add("like", 2, 2, (a, e) -> onTexts(a, e, (s, p) -> Pcre.of(likeRegex(p)).finds(s)));
    add("match", 2, 2, (a, e) -> onTexts(a, e, (s, p) -> Pcre.of(p).finds(s)));
    add("cidrmatch", 2, 2, (a, e) -> onTexts(a, e, Cidr::contains));
    add("isnum", 1, 1, (a, e) -> Value.Bool.of(e.number(a.get(0)) != null));
  }

  private static @Nullable Value firstCase(List<Expr> arguments, Evaluator evaluator) {
    if (arguments.size() % 2 != 0) {
      throw new SplException("case() takes pairs of a condition and a value.");
    }
    for (int i = 0; i < arguments.size(); i += 2) {
      if (evaluator.isTrue(arguments.get(i))) {
        return evaluator.eval(arguments.get(i + 1));
      }
    }
    return null;
  }

  private static @Nullable Value coalesce(List<Expr> arguments, Evaluator evaluator) {
    for (Expr argument : arguments) {
      Value value = evaluator.eval(argument);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Value nullIf(List<Expr> arguments, Evaluator evaluator) {
    Value left = evaluator.single(arguments.get(0));
    Value right = evaluator.single(arguments.get(1));
    boolean equal = left != null && right != null && Comparisons.test("=", left, right);
    return equal ? null : left;
  }

  private static @Nullable Value in(List<Expr> arguments, Evaluator evaluator) {
    Value left = evaluator.single(arguments.get(0));
    if (left == null) {
      return null;
    }
    for (Expr argument : arguments.subList(1, arguments.size())) {
      Value right = evaluator.single(argument);
      if (right != null && Comparisons.test("=", left, right)) {
        return Value.Bool.TRUE;
      }
    }
    return Value.Bool.FALSE;
  }

  private static Value.@Nullable Bool onTexts(
      List<Expr> arguments, Evaluator evaluator, BiPredicate<String, String> test) {
    String first = evaluator.text(arguments.get(0));
    String second = evaluator.text(arguments.get(1));
    return first == null || second == null ? null : Value.Bool.of(test.test(first, second));
  }

  /** {@code %} is any run and {@code _} any one; there is no documented way to escape them. */
  private static String likeRegex(String pattern) {
    StringBuilder regex = new StringBuilder("(?s)^(?:");
    pattern
        .codePoints()
        .forEach(
            c -> {
              if (c == '\\') {
                throw new UndocumentedException("a backslash in a pattern of like()");
              } else if (c == '%' || c == '_') {
                regex.append(c == '%' ? ".*" : ".");
              } else if (Character.isLetterOrDigit(c)) {
                regex.appendCodePoint(c);
              } else {
                regex.append("\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return regex.append(")\\z").toString();
  }

  private static void texts() {
    add("len", 1, 1, (a, e) -> length(e.text(a.get(0))));
    add("lower", 1, 1, (a, e) -> cased(e.text(a.get(0)), false));
    add("upper", 1, 1, (a, e) -> cased(e.text(a.get(0)), true));
    add("substr", 2, 3, EvalFunctions::substr);
    add("replace", 3, 3, EvalFunctions::replace);
    add("tostring", 1, 1, (a, e) -> asText(e.single(a.get(0))));
    add("split", 2, 2, EvalFunctions::split);
    add("trim", 1, 1, (a, e) -> trimmed(e.text(a.get(0)), true, true));
    add("ltrim", 1, 1, (a, e) -> trimmed(e.text(a.get(0)), true, false));
    add("rtrim", 1, 1, (a, e) -> trimmed(e.text(a.get(0)), false, true));
    add("spath", 2, 2, EvalFunctions::spath);
  }

  private static @Nullable Value asText(@Nullable Value value) {
    return value == null ? null : new Value.Text(value.text());
  }

  private static @Nullable Value length(@Nullable String text) {
    return text == null ? null : new Value.Num(text.codePointCount(0, text.length()));
  }

  private static @Nullable Value trimmed(@Nullable String text, boolean left, boolean right) {
    if (text == null) {
      return null;
    }
    String rest = left ? text.replaceAll("^[ \t]+", "") : text;
    return new Value.Text(right ? rest.replaceAll("[ \t]+$", "") : rest);
  }

  private static @Nullable Value cased(@Nullable String text, boolean upper) {
    if (text == null) {
      return null;
    }
    StringBuilder cased = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int other = upper ? Character.toUpperCase(c) : Character.toLowerCase(c);
              if (c >= 0x80 && other < 0x80) {
                throw new UndocumentedException("the other case of " + Character.toString(c));
              }
              cased.appendCodePoint(other);
            });
    return new Value.Text(cased.toString());
  }

  /** Counts from 1; a negative start counts from the end. */
  private static @Nullable Value substr(List<Expr> arguments, Evaluator evaluator) {
    String text = evaluator.text(arguments.get(0));
    Double start = evaluator.number(arguments.get(1));
    Double length =
        arguments.size() == 3 ? evaluator.number(arguments.get(2)) : Double.valueOf(1e9);
    if (text == null || start == null || length == null) {
      return null;
    }
    int[] points = text.codePoints().toArray();
    int from = start < 0 ? points.length + start.intValue() : start.intValue() - 1;
    if (start == 0 || from < 0 || length < 0) {
      throw new UndocumentedException("substr() from " + start + " for " + length);
    }
    int to = (int) Math.min(points.length, from + length);
    return new Value.Text(from >= to ? "" : new String(points, from, to - from));
  }

  private static @Nullable Value replace(List<Expr> arguments, Evaluator evaluator) {
    String text = evaluator.text(arguments.get(0));
    String regex = evaluator.text(arguments.get(1));
    String replacement = evaluator.text(arguments.get(2));
    if (text == null || regex == null || replacement == null) {
      return null;
    }
    String java = replacement.replace("$", "\\$").replaceAll("\\\\([0-9])", "\\$$1");
    return new Value.Text(Pcre.restored(Pcre.of(regex).matcher(text).replaceAll(java)));
  }

  private static @Nullable Value split(List<Expr> arguments, Evaluator evaluator) {
    String text = evaluator.text(arguments.get(0));
    String delimiter = evaluator.text(arguments.get(1));
    if (text == null || delimiter == null) {
      return null;
    }
    if (delimiter.isEmpty()) {
      throw new UndocumentedException("split() by nothing");
    }
    List<Value> parts = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
      parts.add(new Value.Text(text.substring(start, end)));
      start = end + delimiter.length();
    }
    parts.add(new Value.Text(text.substring(start)));
    return Value.of(parts);
  }

  private static @Nullable Value spath(List<Expr> arguments, Evaluator evaluator) {
    String text = evaluator.text(arguments.get(0));
    String path = evaluator.text(arguments.get(1));
    return text == null || path == null ? null : JsonFields.all(text).get(path);
  }

  private static void numbers() {
    add("tonumber", 1, 2, EvalFunctions::toNumber);
    add("round", 1, 2, EvalFunctions::round);
    add("floor", 1, 1, (a, e) -> onNumber(e.number(a.get(0)), Math::floor));
    add("ceiling", 1, 1, (a, e) -> onNumber(e.number(a.get(0)), Math::ceil));
    add("ceil", 1, 1, (a, e) -> onNumber(e.number(a.get(0)), Math::ceil));
    add("abs", 1, 1, (a, e) -> onNumber(e.number(a.get(0)), Math::abs));
  }

  private static @Nullable Value onNumber(@Nullable Double number, DoubleUnaryOperator operator) {
    return number == null ? null : new Value.Num(operator.applyAsDouble(number));
  }

  private static @Nullable Value toNumber(List<Expr> arguments, Evaluator evaluator) {
    String text = evaluator.text(arguments.get(0));
    if (text == null) {
      return null;
    }
    if (arguments.size() == 1) {
      return onNumber(Value.number(new Value.Text(text)), n -> n);
    }
    try {
      return new Value.Num(Long.parseLong(text.strip(), evaluator.count(arguments.get(1))));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Value round(List<Expr> arguments, Evaluator evaluator) {
    Double number = evaluator.number(arguments.get(0));
    int digits = arguments.size() == 2 ? evaluator.count(arguments.get(1)) : 0;
    return number == null
        ? null
        : new Value.Num(
            BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).doubleValue());
  }

  private static void several() {
    add("mvcount", 1, 1, (a, e) -> count(e.each(a.get(0))));
    add("mvfind", 2, 2, EvalFunctions::mvfind);
    add("mvfilter", 1, 1, EvalFunctions::mvfilter);
    add("mvmap", 2, 2, EvalFunctions::mvmap);
    add("mvindex", 2, 3, EvalFunctions::mvindex);
    add(
        "mvappend",
        1,
        -1,
        (a, e) -> Value.of(a.stream().flatMap(x -> e.each(x).stream()).toList()));
    add("mvdedup", 1, 1, (a, e) -> Value.of(e.each(a.get(0)).stream().distinct().toList()));
    add("mvjoin", 2, 2, EvalFunctions::mvjoin);
    add("mvsort", 1, 1, (a, e) -> sorted(e.each(a.get(0))));
    add("mvzip", 2, 3, EvalFunctions::mvzip);
    add("mvrange", 2, 3, EvalFunctions::mvrange);
  }

  private static @Nullable Value count(List<Value> values) {
    return values.isEmpty() ? null : new Value.Num(values.size());
  }

  private static @Nullable Value sorted(List<Value> values) {
    return Value.of(
        values.stream().sorted((a, b) -> Comparisons.compareTexts(a.text(), b.text())).toList());
  }

  private static @Nullable Value mvfind(List<Expr> arguments, Evaluator evaluator) {
    List<Value> values = evaluator.each(arguments.get(0));
    String regex = evaluator.text(arguments.get(1));
    if (regex == null) {
      return null;
    }
    for (int i = 0; i < values.size(); i++) {
      if (Pcre.of(regex).finds(values.get(i).text())) {
        return new Value.Num(i);
      }
    }
    return null;
  }

  /** The values for which a condition on their one field is true. */
  private static @Nullable Value mvfilter(List<Expr> arguments, Evaluator evaluator) {
    List<String> fields = FieldsOf.expression(arguments.get(0));
    if (fields.size() != 1) {
      throw new SplException("mvfilter() takes a condition on one field, not on " + fields + ".");
    }
    Row row = evaluator.row().copy();
    Evaluator inner = evaluator.on(row);
    List<Value> kept = new ArrayList<>();
    for (Value value : Value.each(evaluator.row().get(fields.get(0)))) {
      row.set(fields.get(0), value);
      if (inner.isTrue(arguments.get(0))) {
        kept.add(value);
      }
    }
    return Value.of(kept);
  }

  private static @Nullable Value mvmap(List<Expr> arguments, Evaluator evaluator) {
    if (!(arguments.get(0) instanceof Expr.FieldRef field)) {
      throw new SplException("mvmap() takes a field first.");
    }
    Row row = evaluator.row().copy();
    List<Value> mapped = new ArrayList<>();
    for (Value value : evaluator.each(field)) {
      row.set(field.name(), value);
      mapped.addAll(Value.each(evaluator.on(row).eval(arguments.get(1))));
    }
    return Value.of(mapped);
  }

  private static @Nullable Value mvindex(List<Expr> arguments, Evaluator evaluator) {
    List<Value> values = evaluator.each(arguments.get(0));
    int from = evaluator.count(arguments.get(1));
    int to = arguments.size() == 3 ? evaluator.count(arguments.get(2)) : from;
    int first = from < 0 ? values.size() + from : from;
    int last = to < 0 ? values.size() + to : to;
    return first < 0 || last >= values.size() || first > last
        ? null
        : Value.of(values.subList(first, last + 1));
  }

  private static @Nullable Value mvjoin(List<Expr> arguments, Evaluator evaluator) {
    List<Value> values = evaluator.each(arguments.get(0));
    String delimiter = evaluator.text(arguments.get(1));
    return values.isEmpty() || delimiter == null
        ? null
        : new Value.Text(String.join(delimiter, values.stream().map(Value::text).toList()));
  }

  private static @Nullable Value mvzip(List<Expr> arguments, Evaluator evaluator) {
    List<Value> left = evaluator.each(arguments.get(0));
    List<Value> right = evaluator.each(arguments.get(1));
    String delimiter = arguments.size() == 3 ? evaluator.text(arguments.get(2)) : ",";
    if (left.size() != right.size()) {
      throw new UndocumentedException("mvzip() of lists of different lengths");
    }
    List<Value> zipped = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      zipped.add(new Value.Text(left.get(i).text() + delimiter + right.get(i).text()));
    }
    return Value.of(zipped);
  }

  private static @Nullable Value mvrange(List<Expr> arguments, Evaluator evaluator) {
    int from = evaluator.count(arguments.get(0));
    int to = evaluator.count(arguments.get(1));
    int step = arguments.size() == 3 ? evaluator.count(arguments.get(2)) : 1;
    if (step <= 0) {
      throw new UndocumentedException("mvrange() with a step of " + step);
    }
    List<Value> range = new ArrayList<>();
    for (int i = from; i < to; i += step) {
      range.add(new Value.Num(i));
    }
    return Value.of(range);
  }

  private static void times() {
    add("now", 0, 0, (a, e) -> new Value.Num(Math.floor(e.now())));
    add("time", 0, 0, (a, e) -> new Value.Num(e.now()));
    add("relative_time", 2, 2, EvalFunctions::relativeTime);
    add("strptime", 2, 2, (a, e) -> TimeFormat.parse(e.text(a.get(0)), e.text(a.get(1))));
    add("strftime", 2, 2, (a, e) -> TimeFormat.format(e.number(a.get(0)), e.text(a.get(1))));
  }

  private static @Nullable Value relativeTime(List<Expr> arguments, Evaluator evaluator) {
    Double from = evaluator.number(arguments.get(0));
    String modifier = evaluator.text(arguments.get(1));
    return from == null || modifier == null
        ? null
        : new Value.Num(RelativeTime.resolve(modifier, from));
  }
}
