package dev.sigrun.runtime.row;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of cells with any number of values. */
public final class RowLists {
  /** Longer lists are not made. */
  static final int MOST_VALUES = 100_000;

  private RowLists() {}

  /** The values of a cell, all of which are looked at. */
  private static List<?> read(@Nullable Object cell) {
    return Cells.values(RowBudget.read(cell));
  }

  /** The number of values; null of null. */
  public static @Nullable Object count(@Nullable Object cell) {
    return cell == null ? null : (Object) Cells.values(cell).size();
  }

  /** The first value. */
  public static @Nullable Object first(@Nullable Object cell) {
    return cell instanceof List<?> list ? list.get(0) : cell;
  }

  /** The last value. */
  public static @Nullable Object last(@Nullable Object cell) {
    return cell instanceof List<?> list ? list.get(list.size() - 1) : cell;
  }

  /** The least value. */
  public static @Nullable Object min(@Nullable Object cell) {
    return RowBudget.read(cell) instanceof List<?> list ? Collections.min(list, Cells.ORDER) : cell;
  }

  /** The greatest value. */
  public static @Nullable Object max(@Nullable Object cell) {
    return RowBudget.read(cell) instanceof List<?> list ? Collections.max(list, Cells.ORDER) : cell;
  }

  /** The sum of the values. */
  public static @Nullable Object sum(@Nullable Object cell) {
    if (!(RowBudget.read(cell) instanceof List<?> list)) {
      return cell;
    }
    if (list.get(0) instanceof Double) {
      return RowNumbers.finite(total(list));
    }
    Object sum = list.get(0);
    for (Object value : list.subList(1, list.size())) {
      sum = RowNumbers.add(sum, value);
    }
    return sum;
  }

  /** The sum of decimals, in which small ones beside large ones are not lost. */
  private static double total(List<?> numbers) {
    double sum = 0;
    double lost = 0;
    for (Object each : numbers) {
      double number = ((Number) each).doubleValue();
      double next = sum + number;
      lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
      sum = next;
    }
    return sum + lost;
  }

  /** The mean of the values, a decimal. */
  public static @Nullable Object avg(@Nullable Object cell) {
    List<?> values = read(cell);
    return values.isEmpty() ? null : RowNumbers.finite(total(values) / values.size());
  }

  /** The value in the middle; the mean of the two there of an even number of values. */
  public static @Nullable Object median(@Nullable Object cell) {
    if (!(RowBudget.readSorting(cell) instanceof List<?> list)) {
      return cell;
    }
    List<?> sorted = list.stream().sorted(Cells.ORDER).toList();
    Object right = sorted.get(sorted.size() / 2);
    if (sorted.size() % 2 == 1) {
      return right;
    }
    Object left = sorted.get(sorted.size() / 2 - 1);
    if (left instanceof Double a && right instanceof Double b) {
      return a / 2 + b / 2;
    }
    BigInteger sum =
        RowNumbers.bigInteger((Number) left).add(RowNumbers.bigInteger((Number) right));
    BigInteger half = sum.shiftRight(1);
    return left instanceof Integer
        ? (Object) half.intValue()
        : left instanceof Long ? (Object) half.longValue() : half;
  }

  /** The values as one text with {@code delimiter} between them. */
  public static @Nullable Object concat(@Nullable Object cell, @Nullable Object delimiter) {
    if (!(delimiter instanceof String d) || cell == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Object value : read(cell)) {
      text.append(value).append(d);
      if (text.length() - d.length() > RowTexts.LONGEST) {
        return null;
      }
    }
    return text.substring(0, text.length() - d.length());
  }

  /** Each value once, in the order in which they are first. */
  public static @Nullable Object dedupe(@Nullable Object cell) {
    return RowBudget.read(cell) instanceof List<?> list ? Cells.distinct(list) : cell;
  }

  /** The values in order, the least first. */
  public static @Nullable Object sort(@Nullable Object cell) {
    return sort(cell, (Object) "asc");
  }

  /**
   * The values in order.
   *
   * @param order {@code asc} for the least first, {@code desc} for the greatest first
   */
  public static @Nullable Object sort(@Nullable Object cell, @Nullable Object order) {
    if (!(order instanceof String text)) {
      return null;
    }
    Comparator<Object> direction =
        text.equalsIgnoreCase("desc") ? Cells.ORDER.reversed() : Cells.ORDER;
    return RowBudget.readSorting(cell) instanceof List<?> list
        ? list.stream().sorted(direction).toList()
        : cell;
  }

  /** The value at a place, the first of which is zero; a negative one counts from the end. */
  public static @Nullable Object slice(@Nullable Object cell, @Nullable Object at) {
    return slice(cell, at, at);
  }

  /** The values from a place to another one, both included; null if there are none. */
  public static @Nullable Object slice(
      @Nullable Object cell, @Nullable Object from, @Nullable Object to) {
    if (!(from instanceof Number start) || !(to instanceof Number end)) {
      return null;
    }
    List<?> values = Cells.values(cell);
    long first = place(start.longValue(), values);
    long last = Math.min(place(end.longValue(), values), values.size() - 1L);
    return first < 0 || first > last ? null : Cells.of(values.subList((int) first, (int) last + 1));
  }

  private static long place(long index, List<?> values) {
    return index < 0 ? index + values.size() : index;
  }

  /** The values of both; null if one is. */
  public static @Nullable Object append(@Nullable Object left, @Nullable Object right) {
    return left == null || right == null ? null : Cells.of(joined(left, right));
  }

  /** All values; none if that are too many. */
  private static List<Object> joined(@Nullable Object left, @Nullable Object right) {
    List<?> first = read(left);
    List<?> second = read(right);
    if (first.size() + second.size() > MOST_VALUES) {
      return List.of();
    }
    List<Object> values = new ArrayList<>(first);
    values.addAll(second);
    return values;
  }

  /** The texts of both by their places, joined; what is left over of one stays as it is. */
  public static @Nullable Object zip(@Nullable Object left, @Nullable Object right) {
    return zip(left, right, (Object) ",");
  }

  /** The same with a delimiter between the two. */
  public static @Nullable Object zip(
      @Nullable Object left, @Nullable Object right, @Nullable Object delimiter) {
    List<?> a = read(left);
    List<?> b = read(right);
    if (!(delimiter instanceof String d)) {
      return null;
    }
    List<String> pairs = new ArrayList<>();
    int length = 0;
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      String first = i < a.size() ? a.get(i).toString() : "";
      String second = i < b.size() ? b.get(i).toString() : "";
      String pair = first + (i < a.size() && i < b.size() ? d : "") + second;
      length += pair.length();
      if (length > RowTexts.LONGEST) {
        return null;
      }
      pairs.add(pair);
    }
    return Cells.of(pairs);
  }

  /** Whether the first has all values of the second; null has none. */
  public static Object contains(@Nullable Object cell, @Nullable Object wanted) {
    Set<Object> values = new LinkedHashSet<>(read(cell));
    return values.containsAll(read(wanted));
  }

  /** Whether both have a value in common. */
  public static Object intersects(@Nullable Object left, @Nullable Object right) {
    return !Collections.disjoint(new HashSet<>(read(left)), read(right));
  }

  /** The values that both have, in the order of the first. */
  public static @Nullable Object intersection(@Nullable Object left, @Nullable Object right) {
    Set<Object> values = new LinkedHashSet<>(read(left));
    values.retainAll(new LinkedHashSet<Object>(read(right)));
    return Cells.of(values);
  }

  /** The values that one of both has, each once. */
  public static @Nullable Object union(@Nullable Object left, @Nullable Object right) {
    return Cells.distinct(joined(left, right));
  }

  /** The greatest of all values; null if a cell is. */
  public static @Nullable Object greatest(@Nullable Object... cells) {
    return extreme(Cells.ORDER, cells);
  }

  /** The least of all values; null if a cell is. */
  public static @Nullable Object least(@Nullable Object... cells) {
    return extreme(Cells.ORDER.reversed(), cells);
  }

  private static @Nullable Object extreme(Comparator<Object> order, @Nullable Object... cells) {
    List<Object> values = new ArrayList<>();
    for (Object cell : cells) {
      if (cell == null) {
        return null;
      }
      values.addAll(read(cell));
    }
    return Collections.max(values, order);
  }
}
