package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Comparisons;
import dev.sigrun.proof.spl.eval.EvalParser;
import dev.sigrun.proof.spl.eval.Evaluator;
import dev.sigrun.proof.spl.eval.Expr;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A statistic over rows.
 *
 * @param function its name
 * @param argument what it is about; absent for a count of rows
 * @param name the field that gets the result
 */
record Aggregate(String function, Optional<Expr> argument, String name) {
  private static final int LIST_LIMIT = 100;

  /** Reads statistics up to the word {@code by} or the end. */
  static List<Aggregate> read(Words words) {
    List<Aggregate> aggregates = new ArrayList<>();
    boolean by = false;
    while (words.more() && !by) {
      aggregates.add(one(words));
      words.accept(",");
      by = words.acceptKeyword("by");
    }
    if (by && !words.more()) {
      throw new SplException("Nothing follows by.");
    }
    if (aggregates.isEmpty()) {
      throw new SplException("A statistic is expected.");
    }
    return aggregates;
  }

  private static Aggregate one(Words words) {
    String function = words.name();
    Optional<Expr> argument = Optional.empty();
    String name = function;
    if (words.ahead(0, Word.Kind.PARENTHESES)) {
      String inner = words.next().text().strip();
      name = function + "(" + inner + ")";
      argument = Optional.of(argument(inner));
    }
    if (words.acceptKeyword("as")) {
      name = words.name();
    }
    return new Aggregate(canonical(function, argument.isPresent()), argument, name);
  }

  private static Expr argument(String text) {
    if (text.startsWith("eval(") && text.endsWith(")")) {
      return EvalParser.parse(text.substring("eval(".length(), text.length() - 1));
    }
    Words words = new Words(text);
    String field = words.name();
    words.expectEnd();
    // Here dotted names need no quotes, and single quotes are allowed.
    boolean quoted = field.length() > 2 && field.startsWith("'") && field.endsWith("'");
    return new Expr.FieldRef(quoted ? field.substring(1, field.length() - 1) : field);
  }

  private static String canonical(String function, boolean hasArgument) {
    String name =
        switch (function) {
          case "c" -> "count";
          case "distinct_count" -> "dc";
          case "mean" -> "avg";
          default -> function;
        };
    if (!hasArgument && !name.equals("count")) {
      throw new SplException("The statistic needs an argument: " + function);
    }
    return name;
  }

  /** The result over {@code rows}, in their order. */
  @Nullable Value over(List<Row> rows, double now) {
    if (argument.isEmpty()) {
      return new Value.Num(rows.size());
    }
    List<Value> all = new ArrayList<>();
    for (Row row : rows) {
      all.addAll(values(row, now));
    }
    return switch (function) {
      case "count" -> new Value.Num(all.size());
      case "dc" -> new Value.Num(all.stream().map(Value::text).distinct().count());
      case "values" -> distinct(all);
      case "list" -> Value.of(all.subList(0, Math.min(LIST_LIMIT, all.size())));
      case "first" -> single(rows, now);
      case "last" -> single(reversed(rows), now);
      case "earliest" -> single(byTime(rows), now);
      case "latest" -> single(reversed(byTime(rows)), now);
      case "sum", "avg", "min", "max", "range" -> numeric(all);
      default -> throw new SplException("The statistic is not supported: " + function);
    };
  }

  /** Conditions count where they are true. */
  private List<Value> values(Row row, double now) {
    Value value = new Evaluator(row, now).eval(argument.orElseThrow());
    if (value instanceof Value.Bool bool) {
      if (!function.equals("count")) {
        throw new SplException("A condition can only be counted: " + name);
      }
      return bool.value() ? List.of(new Value.Num(1)) : List.of();
    }
    return Value.each(value);
  }

  private static @Nullable Value distinct(List<Value> all) {
    Set<String> texts = new TreeSet<>(Comparisons::compareTexts);
    all.forEach(value -> texts.add(value.text()));
    return Value.of(texts.stream().<Value>map(Value.Text::new).toList());
  }

  /** The value of the first row that has one. */
  private @Nullable Value single(List<Row> rows, double now) {
    for (Row row : rows) {
      List<Value> values = values(row, now);
      if (values.size() > 1) {
        throw new UndocumentedException(function + "() of several values");
      }
      if (!values.isEmpty()) {
        return values.get(0);
      }
    }
    return null;
  }

  private static List<Row> reversed(List<Row> rows) {
    List<Row> reversed = new ArrayList<>(rows);
    Collections.reverse(reversed);
    return reversed;
  }

  private static List<Row> byTime(List<Row> rows) {
    Set<Double> times = new LinkedHashSet<>();
    for (Row row : rows) {
      if (!times.add(time(row))) {
        throw new UndocumentedException("which of two events at the same time is earlier");
      }
    }
    return rows.stream().sorted(Comparator.comparing(Aggregate::time)).toList();
  }

  private static Double time(Row row) {
    Value time = row.get("_time");
    Double number = time == null ? null : Value.number(time);
    if (number == null) {
      throw new SplException("A row has no time.");
    }
    return number;
  }

  private @Nullable Value numeric(List<Value> all) {
    List<Double> numbers = new ArrayList<>();
    for (Value value : all) {
      Double number = Value.number(value);
      if (number != null) {
        numbers.add(number);
      }
    }
    boolean order = function.equals("min") || function.equals("max");
    if (numbers.isEmpty() && order && !all.isEmpty()) {
      List<String> texts = all.stream().map(Value::text).sorted(Comparisons::compareTexts).toList();
      return new Value.Text(texts.get(function.equals("min") ? 0 : texts.size() - 1));
    }
    if (numbers.size() < all.size() && order) {
      throw new UndocumentedException(function + "() of numbers and texts");
    }
    if (numbers.isEmpty()) {
      return null;
    }
    double least = Collections.min(numbers);
    double greatest = Collections.max(numbers);
    double sum = numbers.stream().mapToDouble(n -> n).sum();
    return new Value.Num(
        switch (function) {
          case "sum" -> sum;
          case "avg" -> sum / numbers.size();
          case "min" -> least;
          case "max" -> greatest;
          default -> greatest - least;
        });
  }
}
