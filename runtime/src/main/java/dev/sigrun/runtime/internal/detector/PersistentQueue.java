package dev.sigrun.runtime.internal.detector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable queue; adding at its end and dropping from its start take constant time on average,
 * because the older part is linked from the oldest and the newer part from the newest element.
 */
public final class PersistentQueue<T> {
  private static final PersistentQueue<?> EMPTY = new PersistentQueue<>(null, null, 0);

  private final @Nullable Link<T> older;
  private final @Nullable Link<T> newer;
  private final int size;

  private record Link<T>(T element, @Nullable Link<T> next) {}

  private PersistentQueue(@Nullable Link<T> older, @Nullable Link<T> newer, int size) {
    this.older = older;
    this.newer = newer;
    this.size = size;
  }

  /** The queue without elements. */
  @SuppressWarnings("unchecked") // It has no element of any type.
  public static <T> PersistentQueue<T> empty() {
    return (PersistentQueue<T>) EMPTY;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The same with {@code element} at its end. */
  public PersistentQueue<T> plus(T element) {
    return older == null
        ? new PersistentQueue<>(new Link<>(element, null), null, 1)
        : new PersistentQueue<>(older, new Link<>(element, newer), size + 1);
  }

  /**
   * The first element.
   *
   * @throws IllegalStateException if there is none
   */
  public T first() {
    return front().element();
  }

  /**
   * The same without its first element.
   *
   * @throws IllegalStateException if there is none
   */
  public PersistentQueue<T> withoutFirst() {
    Link<T> rest = front().next();
    return rest != null
        ? new PersistentQueue<>(rest, newer, size - 1)
        : new PersistentQueue<>(reversed(newer), null, size - 1);
  }

  /** Its elements, the first one first. */
  public List<T> elements() {
    List<T> elements = new ArrayList<>(size);
    for (Link<T> link = older; link != null; link = link.next()) {
      elements.add(link.element());
    }
    Deque<T> back = new ArrayDeque<>();
    for (Link<T> link = newer; link != null; link = link.next()) {
      back.addFirst(link.element());
    }
    elements.addAll(back);
    return elements;
  }

  /** What its elements add up to. */
  public long sum(ToLongFunction<? super T> number) {
    long sum = 0;
    for (Link<T> link = older; link != null; link = link.next()) {
      sum += number.applyAsLong(link.element());
    }
    for (Link<T> link = newer; link != null; link = link.next()) {
      sum += number.applyAsLong(link.element());
    }
    return sum;
  }

  private Link<T> front() {
    if (older == null) {
      throw new IllegalStateException("The queue is empty.");
    }
    return older;
  }

  private static <T> @Nullable Link<T> reversed(@Nullable Link<T> links) {
    Link<T> reversed = null;
    for (Link<T> link = links; link != null; link = link.next()) {
      reversed = new Link<>(link.element(), reversed);
    }
    return reversed;
  }
}
