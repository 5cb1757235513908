package dev.sigrun.compiler.query;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.runtime.batch.BatchRun;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Now;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A search for what a query selects among events that are all at hand, with the answers of
 * Elasticsearch in its order: events are judged as they are read, those that count are kept, and
 * results are given at the end.
 *
 * <pre>{@code
 * QuerySearch search = QuerySearch.of(program, Now.ofEventOr(clock), order, 1);
 * for (...) {
 *   search.select(json, file, line, position).ifPresent(search::add);
 * }
 * search.results(OptionalLong.empty()).forEach(...);
 * }</pre>
 *
 * <p>Not safe for several threads except for {@link #select}.
 */
public final class QuerySearch {
  private final QueryProgram program;
  private final EventReader reader;
  private final ResultOrder order;
  private final Optional<BatchRun<?>> correlation;
  private final List<Selected> selected = new ArrayList<>();
  private long withoutTime;

  private QuerySearch(
      QueryProgram program, EventReader reader, ResultOrder order, Optional<BatchRun<?>> run) {
    this.program = program;
    this.reader = reader;
    this.order = order;
    this.correlation = run;
  }

  /**
   * A new search.
   *
   * @param now what {@code now} is in the query
   * @param maxSamplesPerKey how many samples with the same key to find
   */
  public static QuerySearch of(
      QueryProgram program, Now now, ResultOrder order, int maxSamplesPerKey) {
    return new QuerySearch(
        program, program.rules().reader(now), order, program.newBatchRun(maxSamplesPerKey));
  }

  /** Whether each result is one event, without join keys. */
  public boolean findsSingleEvents() {
    return correlation.isEmpty();
  }

  /** An event that the query selects, or that may take part in what it selects. */
  public static final class Selected {
    private final ResultOrder.Place place;
    private final EventRecord event;
    private final List<Selection> selections;

    private Selected(ResultOrder.Place place, EventRecord event, List<Selection> selections) {
      this.place = place;
      this.event = event;
      this.selections = List.copyOf(selections);
    }
  }

  /**
   * A result.
   *
   * @param key the values of the join keys; none if the query selects single events
   * @param events in the order of the query; null where an event is missing
   */
  public record Result(Key key, List<@Nullable EventRecord> events) {}

  /**
   * The query's selection of an event, if any. Safe for several threads.
   *
   * @param json the event, which is kept if it counts and must not be changed
   * @param source what the input is called
   * @param line its line there
   * @param position how many events were read before
   */
  public Optional<Selected> select(byte[] json, String source, long line, long position)
      throws EventFormatException {
    Event event = reader.read(json);
    List<Selection> selections = correlation.map(run -> run.select(event)).orElse(List.of());
    if (correlation.isPresent() ? selections.isEmpty() : !isMatch(event)) {
      return Optional.empty();
    }
    ResultOrder.Place place = order.of(json, position);
    EventOrder order = new EventOrder(place.millis().orElse(0), null, position);
    return Optional.of(new Selected(place, new EventRecord(order, source, line, json), selections));
  }

  private boolean isMatch(Event event) {
    AtomicBoolean found = new AtomicBoolean();
    program.rules().match(event, (rule, matched) -> found.set(true));
    return found.get();
  }

  /** Keeps an event for the results. Events without a time take no part in sequences. */
  public void add(Selected event) {
    if (event.place.time().isEmpty() && program.query().shape() == Query.Shape.SEQUENCE) {
      withoutTime++;
    } else {
      selected.add(event);
    }
  }

  /** The number of events that were left out because they have no time. */
  public long withoutTime() {
    return withoutTime;
  }

  /**
   * The results in order, after the pipes of the query.
   *
   * @param size keeps this many of the last results, as Elasticsearch does
   */
  public List<Result> results(OptionalLong size) {
    List<Result> results = correlation.map(run -> correlated(run)).orElseGet(this::singleEvents);
    for (Query.Pipe pipe : program.pipes()) {
      results =
          switch (pipe.kind()) {
            case HEAD -> results.subList(0, (int) Math.min(pipe.count(), results.size()));
            case TAIL -> last(results, pipe.count());
          };
    }
    return List.copyOf(size.isPresent() ? last(results, size.getAsLong()) : results);
  }

  private List<Result> singleEvents() {
    selected.sort(Comparator.comparing((Selected event) -> event.place));
    return selected.stream().map(found -> new Result(Key.NONE, List.of(found.event))).toList();
  }

  private List<Result> correlated(BatchRun<?> run) {
    boolean inOrder = program.query().shape() == Query.Shape.SEQUENCE;
    selected.sort(
        inOrder
            ? Comparator.comparing((Selected event) -> event.place)
            : Comparator.comparingLong((Selected event) -> event.place.position()));
    for (int i = 0; i < selected.size(); i++) {
      Selected next = selected.get(i);
      EventRecord event = next.event;
      // In order already, by more than an ordinal holds: from here on only the place counts.
      EventOrder order = new EventOrder(event.timestamp(), null, i);
      run.accept(
          next.selections, new EventRecord(order, event.source(), event.line(), event.json()));
    }
    return run.finish().stream().map(QuerySearch::result).toList();
  }

  private static Result result(Detection detection) {
    return new Result(detection.key(), detection.events());
  }

  private static <R> List<R> last(List<R> results, long count) {
    return results.subList((int) Math.max(0, results.size() - count), results.size());
  }
}
