package dev.sigrun.runtime.internal.scan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Objects that are used again from call to call. Each thread mostly finds its own again. Unlike
 * those of a {@link ThreadLocal}, they go when their owner does, although the threads go on:
 * otherwise threads would keep rules that have been replaced, with their class loaders.
 *
 * @param <T> what is used again
 */
public final class Spares<T> {
  /** A power of two. */
  private static final int PLACES = 16;

  private final Supplier<T> maker;
  private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);

  /** None yet; {@code maker} makes more of them. */
  public Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One that nobody else uses until it is given back. */
  public T take() {
    T spare = places.getAndSet(place(), null);
    return spare == null ? maker.get() : spare;
  }

  /** Gives one back. */
  public void give(T used) {
    places.setRelease(place(), used);
  }

  private static int place() {
    return (int) Thread.currentThread().getId() & (PLACES - 1);
  }
}
