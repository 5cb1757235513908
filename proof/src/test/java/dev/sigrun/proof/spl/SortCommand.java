package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Comparisons;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** {@code sort}: another order; rows that are equal keep theirs. */
final class SortCommand {
  private static final int DEFAULT_LIMIT = 10_000;

  private SortCommand() {}

  static Command read(String text) {
    Words words = new Words(text);
    int limit = DEFAULT_LIMIT;
    List<Comparator<Row>> orders = new ArrayList<>();
    boolean first = true;
    while (words.more()) {
      String name = words.name();
      if (first && name.matches("[0-9]+")) {
        limit = Words.count(name);
      } else {
        orders.add(order(name, words));
      }
      first = false;
      words.accept(",");
    }
    int most = limit == 0 ? Integer.MAX_VALUE : limit;
    Comparator<Row> order =
        orders.stream()
            .reduce(Comparator::thenComparing)
            .orElseThrow(() -> new SplException("sort needs a field."));
    return rows -> sorted(rows, order, most);
  }

  private static Comparator<Row> order(String name, Words words) {
    boolean descending = name.startsWith("-");
    String field = name.startsWith("-") || name.startsWith("+") ? name.substring(1) : name;
    if (field.isEmpty()) {
      field = words.name();
    }
    if (words.ahead(0, Word.Kind.PARENTHESES)) {
      if (!List.of("num", "str", "auto").contains(field)) {
        throw new SplException("The order is not supported: " + field);
      }
      boolean texts = field.equals("str");
      String inner = words.next().text().strip();
      return directed(texts ? byText(inner) : by(inner), descending);
    }
    return directed(by(field), descending);
  }

  private static Comparator<Row> directed(Comparator<Row> order, boolean descending) {
    return descending ? Collections.reverseOrder(order) : order;
  }

  /** Numbers by size if both are numbers, else texts. */
  static Comparator<Row> by(String field) {
    return (left, right) -> {
      Value first = value(left, field);
      Value second = value(right, field);
      return Comparisons.test("=", first, second)
          ? 0
          : Comparisons.test("<", first, second) ? -1 : 1;
    };
  }

  private static Comparator<Row> byText(String field) {
    return (left, right) ->
        Comparisons.compareTexts(value(left, field).text(), value(right, field).text());
  }

  private static Value value(Row row, String field) {
    Value value = row.get(field);
    if (value == null || value instanceof Value.Multi) {
      throw new UndocumentedException("the place of a row without a single " + field + " in sort");
    }
    return value;
  }

  /** The number that a row has to have. */
  static double number(Row row, String field) {
    Double number = Value.number(value(row, field));
    if (number == null) {
      throw new SplException("A number is expected in " + field + ".");
    }
    return number;
  }

  private static List<Row> sorted(List<Row> rows, Comparator<Row> order, int most) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(order);
    return sorted.subList(0, Math.min(most, sorted.size()));
  }
}
