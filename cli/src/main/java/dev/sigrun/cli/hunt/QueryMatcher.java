package dev.sigrun.cli.hunt;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Judges event lines by one query. Safe for several threads. */
public final class QueryMatcher {
  private final RuleSet query;
  private final EventReader reader;
  private final OrderFields order;

  /**
   * The order of results.
   *
   * @param timestamp a field
   * @param nanos whether it has nanoseconds
   * @param tiebreaker another field
   */
  public record OrderFields(String timestamp, boolean nanos, Optional<String> tiebreaker) {
    /** The place of the event in {@code line} among others. */
    Ordinal ordinal(EventLine line) {
      EventTree tree = new EventTree(line.tree());
      List<Object> tiebreakers = tiebreaker.map(tree::values).orElse(List.of());
      return Ordinal.of(tree.values(timestamp), nanos, tiebreakers, line.position());
    }
  }

  /**
   * The result of one line.
   *
   * @param line the line
   * @param result present if the query selects it
   * @param malformed why the line is not a valid event
   */
  public record Answer(
      EventLine line, Optional<QueryResults.Result> result, Optional<String> malformed) {}

  public QueryMatcher(RuleSet query, Now now, OrderFields order) {
    this.query = query;
    this.reader = query.reader(now);
    this.order = order;
  }

  public Answer judge(EventLine line) {
    try {
      Event event = reader.read(line.bytes());
      AtomicBoolean selected = new AtomicBoolean();
      query.match(event, (rule, matched) -> selected.set(true));
      return new Answer(
          line, selected.get() ? Optional.of(result(line)) : Optional.empty(), Optional.empty());
    } catch (EventFormatException e) {
      return new Answer(line, Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private QueryResults.Result result(EventLine line) {
    return new QueryResults.Result(order.ordinal(line), line);
  }
}
