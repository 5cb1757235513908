package dev.sigrun.runtime.row;

import dev.sigrun.runtime.address.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes cells and takes them apart. */
public final class Cells {
  /** The order of values of one type: texts by their code points, the others as numbers are. */
  public static final Comparator<Object> ORDER = Cells::compare;

  private Cells() {}

  /** A cell with these values: null if there are none, a single one as it is. */
  public static @Nullable Object of(Collection<?> values) {
    return switch (values.size()) {
      case 0 -> null;
      case 1 -> values instanceof List<?> list ? list.get(0) : values.iterator().next();
      default -> List.copyOf(values);
    };
  }

  /** The values of a cell. */
  public static List<?> values(@Nullable Object cell) {
    if (cell instanceof List<?> list) {
      return list;
    }
    return cell == null ? List.of() : List.of(cell);
  }

  /** A cell for each value of {@code cell}; null itself if it is null. */
  public static @Nullable Object[] each(@Nullable Object cell) {
    return cell instanceof List<?> list ? list.toArray() : new @Nullable Object[] {cell};
  }

  /** The values of a keyword: an index sorts them and holds each once. */
  public static @Nullable Object keywords(List<String> values) {
    return values.size() <= 1 ? of(values) : of(values.stream().distinct().sorted(ORDER).toList());
  }

  /** The values of a text, in the order of the event. */
  public static @Nullable Object texts(List<String> values) {
    return of(values);
  }

  /** The values of a field of versions: sorted, each once. */
  public static @Nullable Object versions(List<String> values) {
    if (values.size() == 1) {
      return new Version(values.get(0));
    }
    return of(values.stream().map(Version::new).distinct().sorted().toList());
  }

  /** The addresses that texts hold: sorted, each once. */
  public static @Nullable Object addresses(List<String> values) {
    if (values.size() <= 1) {
      return values.isEmpty() ? null : IpAddress.parse(values.get(0)).orElse(null);
    }
    return of(
        values.stream().flatMap(v -> IpAddress.parse(v).stream()).distinct().sorted().toList());
  }

  /** The values of a field of booleans, sorted. */
  public static @Nullable Object booleans(List<Boolean> values) {
    return values.size() <= 1 ? of(values) : of(values.stream().sorted().toList());
  }

  /** The values of a field of dates, sorted. */
  public static @Nullable Object dates(List<Long> values) {
    return values.size() <= 1 ? of(values) : of(values.stream().sorted().toList());
  }

  /** The values of a field of 32-bit whole numbers or smaller ones, sorted. */
  public static @Nullable Object integers(List<Number> values) {
    return numbers(values, Number::intValue);
  }

  /** The values of a field of 64-bit whole numbers, sorted. */
  public static @Nullable Object longs(List<Number> values) {
    return numbers(values, Number::longValue);
  }

  /** The values of a field of unsigned 64-bit whole numbers, sorted. */
  public static @Nullable Object unsignedLongs(List<Number> values) {
    return numbers(values, RowNumbers::bigInteger);
  }

  /** The values of a field of decimals, sorted. */
  public static @Nullable Object doubles(List<Number> values) {
    return numbers(values, Number::doubleValue);
  }

  private static <T extends Comparable<T>> @Nullable Object numbers(
      List<Number> values, Function<Number, T> type) {
    if (values.size() <= 1) {
      return values.isEmpty() ? null : type.apply(values.get(0));
    }
    return of(values.stream().map(type).sorted().toList());
  }

  /** The values of several cells, each once, in their order. */
  static @Nullable Object distinct(Collection<?> values) {
    return of(new LinkedHashSet<>(values));
  }

  /** The results of a function for each value of a cell; what it fails for is left out. */
  static @Nullable Object map(
      @Nullable Object cell, Function<Object, ? extends @Nullable Object> function) {
    if (!(RowBudget.read(cell) instanceof List<?> list)) {
      return cell == null ? null : function.apply(cell);
    }
    List<Object> results = new ArrayList<>(list.size());
    for (Object value : list) {
      Object result = function.apply(value);
      if (result != null) {
        results.add(result);
      }
    }
    return of(results);
  }

  @SuppressWarnings("unchecked") // Both are of one type, all of which are comparable.
  private static int compare(Object left, Object right) {
    return left instanceof String a && right instanceof String b
        ? compareTexts(a, b)
        : ((Comparable<Object>) left).compareTo(right);
  }

  /** Compares by code points, which is the order of the bytes of UTF-8. */
  private static int compareTexts(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean mixed = Character.isSurrogate(a) != Character.isSurrogate(b);
        return mixed ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
