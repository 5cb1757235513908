package dev.sigrun.runtime.internal.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable set, which is an array as long as it has few elements. */
public final class PersistentSet<T> {
  private static final int FEW = 8;
  private static final Object[] NONE = {};
  private static final PersistentSet<?> EMPTY = new PersistentSet<>(NONE, null);

  /** The elements if they are few; otherwise none. Not changed. */
  private final Object[] few;

  /** The elements, each with itself; null if they are few. */
  private final @Nullable PersistentMap<T, T> many;

  private PersistentSet(Object[] few, @Nullable PersistentMap<T, T> many) {
    this.few = few;
    this.many = many;
  }

  /** The set without elements. */
  @SuppressWarnings("unchecked") // It has no element of any type.
  public static <T> PersistentSet<T> empty() {
    return (PersistentSet<T>) EMPTY;
  }

  public int size() {
    return many == null ? few.length : many.size();
  }

  /** Whether {@code element} is in it. */
  public boolean contains(T element) {
    if (many != null) {
      return many.get(element) != null;
    }
    int hash = element.hashCode();
    for (Object each : few) {
      if (each.hashCode() == hash && each.equals(element)) {
        return true;
      }
    }
    return false;
  }

  /** The same with {@code element}, which is not in it. */
  public PersistentSet<T> withNew(T element) {
    if (many != null) {
      return new PersistentSet<>(NONE, many.withNew(element, element));
    }
    if (few.length < FEW) {
      Object[] more = Arrays.copyOf(few, few.length + 1);
      more[few.length] = element;
      return new PersistentSet<>(more, null);
    }
    PersistentMap<T, T> map = PersistentMap.<T, T>empty().withNew(element, element);
    for (T each : elements()) {
      map = map.withNew(each, each);
    }
    return new PersistentSet<>(NONE, map);
  }

  /** Its elements, in some order. */
  @SuppressWarnings("unchecked") // Only elements are put into the array.
  public List<T> elements() {
    List<T> elements = new ArrayList<>(size());
    for (Object each : few) {
      elements.add((T) each);
    }
    if (many != null) {
      many.forEach((element, same) -> elements.add(element));
    }
    return elements;
  }
}
