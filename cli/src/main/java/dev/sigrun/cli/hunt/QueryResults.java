package dev.sigrun.cli.hunt;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** The events that a query selects, put in order at the end. */
public final class QueryResults {
  private final List<Result> results = new ArrayList<>();

  /**
   * An event that was selected.
   *
   * @param ordinal its place among the others
   * @param line its line
   */
  public record Result(Ordinal ordinal, EventLine line) {}

  public void add(Result result) {
    results.add(result);
  }

  /**
   * Applies pipes and size.
   *
   * @param pipes applied from left to right
   * @param size keeps this many of the last results, as Elasticsearch does
   */
  public List<Result> inOrder(List<Query.Pipe> pipes, OptionalLong size) {
    results.sort(Comparator.comparing(Result::ordinal));
    return piped(results, pipes, size);
  }

  /** The sorted results that remain after pipes and size. */
  public static <R> List<R> piped(List<R> inOrder, List<Query.Pipe> pipes, OptionalLong size) {
    List<R> left = inOrder;
    for (Query.Pipe pipe : pipes) {
      left =
          switch (pipe.kind()) {
            case HEAD -> left.subList(0, (int) Math.min(pipe.count(), left.size()));
            case TAIL -> last(left, pipe.count());
          };
    }
    return size.isPresent() ? last(left, size.getAsLong()) : left;
  }

  private static <R> List<R> last(List<R> results, long count) {
    return results.subList((int) Math.max(0, results.size() - count), results.size());
  }
}
