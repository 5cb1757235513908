package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.Predicate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that decides predicates. */
public interface Engine {
  /** One predicate, ready to be decided. */
  @FunctionalInterface
  interface Matcher {
    /** Whether {@code event}, a tree as of {@code JsonValues}, satisfies the predicate. */
    boolean matches(Map<String, @Nullable Object> event);
  }

  /**
   * A matcher for each predicate, in their order.
   *
   * @param now what events take for the current time
   */
  List<Matcher> prepare(List<Predicate> predicates, Instant now);
}
