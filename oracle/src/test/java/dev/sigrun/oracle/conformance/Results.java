package dev.sigrun.oracle.conformance;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.oracle.predicate.Engine;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a query for single events: in order of time, cut by its pipes. */
final class Results {
  /**
   * An event with its place in the order of results.
   *
   * @param tiebreaker orders events of the same time; those without one come last
   */
  record Candidate(
      int id, long time, Optional<Long> tiebreaker, Map<String, @Nullable Object> event) {}

  private Results() {}

  static List<Integer> of(List<Candidate> events, List<Query.Pipe> pipes, Engine.Matcher matcher) {
    List<Integer> ids =
        events.stream()
            .sorted(
                Comparator.comparingLong(Candidate::time)
                    .thenComparingLong(c -> c.tiebreaker().orElse(Long.MAX_VALUE)))
            .filter(c -> matcher.matches(c.event()))
            .map(Candidate::id)
            .toList();
    return piped(ids, pipes);
  }

  /** The results that remain after the pipes, from left to right. */
  static <R> List<R> piped(List<R> results, List<Query.Pipe> pipes) {
    List<R> left = results;
    for (Query.Pipe pipe : pipes) {
      int count = (int) Math.min(pipe.count(), left.size());
      left =
          switch (pipe.kind()) {
            case HEAD -> left.subList(0, count);
            case TAIL -> left.subList(left.size() - count, left.size());
          };
    }
    return left;
  }
}
