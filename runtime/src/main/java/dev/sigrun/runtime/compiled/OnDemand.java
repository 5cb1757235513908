package dev.sigrun.runtime.compiled;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a compiled set that is made when it is first needed, once. One that cannot be made
 * fails whenever it is asked for. Safe to share between threads.
 */
final class OnDemand<T> {
  /** Its kind and its rule, for messages. */
  private final String name;

  private final Supplier<? extends T> maker;
  private volatile @Nullable T part;
  private @Nullable Throwable problem;

  OnDemand(String name, Supplier<? extends T> maker) {
    this.name = name;
    this.maker = maker;
  }

  /**
   * The part.
   *
   * @throws IllegalStateException if it cannot be made
   */
  T get() {
    T known = part;
    return known == null ? made() : known;
  }

  private synchronized T made() {
    T known = part;
    if (known == null && problem == null) {
      try {
        known = maker.get();
        part = known;
      } catch (LinkageError | RuntimeException e) {
        problem = e;
      }
    }
    if (known == null) {
      throw new IllegalStateException("The " + name + " cannot be loaded: " + problem, problem);
    }
    return known;
  }
}
