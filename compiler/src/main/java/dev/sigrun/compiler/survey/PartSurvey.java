package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.explain.ConditionLines;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.QueryParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A survey of one condition: the number of events that satisfy it, and the nearest miss. */
public final class PartSurvey {
  private static final int MOST_PLACES = 3;

  private final QueryParts.Part part;
  private final List<String> places = new ArrayList<>();
  private long satisfied;
  private Optional<Miss> nearest = Optional.empty();

  /**
   * An event that does not satisfy a condition.
   *
   * @param place the event, as messages call it
   * @param inTheWay how many tests would have to turn out otherwise
   * @param condition the condition with what the event makes of it
   */
  public record Miss(String place, int inTheWay, ConditionLines condition) {}

  PartSurvey(QueryParts.Part part) {
    this.part = part;
  }

  /** Looks at the event that a judge has read, whose predicate at {@code index} is this one. */
  void add(ConditionProbe.Judge judge, int index, String source, long line) {
    if (judge.truth(index)) {
      satisfied++;
      if (places.size() < MOST_PLACES) {
        places.add(source + ":" + line);
      }
      return;
    }
    if (nearest.isPresent() && nearest.get().inTheWay() <= 1) {
      return;
    }
    int inTheWay = judge.inTheWay(index);
    if (nearest.isEmpty() || inTheWay < nearest.get().inTheWay()) {
      nearest =
          Optional.of(
              new Miss(source + ":" + line, inTheWay, ConditionLines.of(judge.tree(index))));
    }
  }

  /** The condition, such as {@code stage 1 of 2}. */
  public String name() {
    return part.name();
  }

  /** The number of events that satisfy it. */
  public long satisfied() {
    return satisfied;
  }

  /** The first events that satisfy it, not more than a few. */
  public List<String> places() {
    return List.copyOf(places);
  }

  /** The first of the events that come nearest to satisfying it; empty if all satisfy it. */
  public Optional<Miss> nearest() {
    return nearest;
  }
}
