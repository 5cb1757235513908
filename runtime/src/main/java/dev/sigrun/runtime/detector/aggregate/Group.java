package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of rows at an instant. Aggregates are computed when they are first asked for. For one
 * thread.
 */
public final class Group {
  private final AggregatePlan plan;
  private final Key key;
  private final List<Pane> panes;
  private final long now;
  private final @Nullable Part[] aggregates;

  Group(AggregatePlan plan, Key key, List<Pane> panes, long now) {
    this.plan = plan;
    this.key = key;
    this.panes = panes;
    this.now = now;
    this.aggregates = new @Nullable Part[plan.aggregates().size()];
  }

  /** The time at which the query is asked, in milliseconds since 1970. */
  public long now() {
    return now;
  }

  /** The cell of the key at this place. */
  public @Nullable Object key(int place) {
    Object value = key.values().get(place);
    return value == null ? null : plan.keys().get(place).type().unpacked(value);
  }

  /** The cell of the aggregate at this place. */
  public @Nullable Object aggregate(int place) {
    Part joined = aggregates[place];
    if (joined == null) {
      joined = plan.aggregates().get(place).none();
      for (Pane pane : panes) {
        joined = joined.joined(pane.parts().get(place));
      }
      aggregates[place] = joined;
    }
    return joined.cell();
  }

  /** Whether an aggregate that was asked for took in no more values, and so may lack some. */
  boolean isFull() {
    return Arrays.stream(aggregates).anyMatch(part -> part != null && part.isFull());
  }
}
