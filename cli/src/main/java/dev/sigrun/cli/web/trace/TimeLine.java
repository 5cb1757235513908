package dev.sigrun.cli.web.trace;

import dev.sigrun.runtime.detector.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The events that a rule with memory wanted, in a lane for each key, and what became of each.
 *
 * @param lanes those with alerts first, then those with most events
 * @param hidden how many lanes are not shown
 */
public record TimeLine(List<Lane> lanes, int hidden) {
  private static final int MOST_LANES = 40;
  private static final int MOST_DOTS = 400;

  /** Times from here on are those of the end of all events. */
  private static final long END = Long.MAX_VALUE / 8;

  /** Copies the list. */
  public TimeLine {
    lanes = List.copyOf(lanes);
  }

  /**
   * The events of one key.
   *
   * @param key the values that tie them together
   * @param dots by time
   * @param alerts for each alert the numbers of its events
   * @param hidden how many events are not shown
   */
  public record Lane(Key key, List<Dot> dots, List<List<Long>> alerts, int hidden) {
    /** Copies the lists. */
    public Lane {
      dots = List.copyOf(dots);
      alerts = List.copyOf(alerts);
    }
  }

  /** The fate of an event. */
  public enum Fate {
    /** It came so late that the rule never saw it. */
    LATE,
    /** It is part of an alert. */
    ALERTED,
    /** It waited for other events that did not come. */
    EXPIRED,
    /** It waited until another event took its place, or ended the wait. */
    REPLACED,
    /** It still waits at the end of the events. */
    WAITING,
    /** There was nothing that it could go on with. */
    PASSED
  }

  /**
   * An event in a lane.
   *
   * @param event its number
   * @param time in milliseconds since 1970, if it has one
   * @param inputs the parts of the rule that it satisfies, from 0
   * @param until the time until which it was remembered, if it was
   * @param endedBy the event that ended that, if one did
   */
  public record Dot(
      long event,
      OptionalLong time,
      List<Integer> inputs,
      Fate fate,
      OptionalLong until,
      OptionalLong endedBy) {
    /** Copies the list. */
    public Dot {
      inputs = List.copyOf(inputs);
    }
  }

  /** The time line of what was recorded. */
  public static TimeLine of(Recorder recorder) {
    Map<Key, LaneBuilder> builders = new LinkedHashMap<>();
    for (Step step : recorder.steps()) {
      builders.computeIfAbsent(step.key(), LaneBuilder::new).add(step);
    }
    List<Lane> lanes =
        builders.values().stream()
            .map(LaneBuilder::lane)
            .sorted(
                Comparator.comparing((Lane lane) -> lane.alerts().isEmpty())
                    .thenComparing(lane -> -lane.dots().size() - lane.hidden()))
            .toList();
    int shown = Math.min(lanes.size(), MOST_LANES);
    return new TimeLine(lanes.subList(0, shown), lanes.size() - shown);
  }

  /** An event while its lane is being made. */
  private static final class Course {
    private final Step.Selected selected;
    private boolean accepted;
    private boolean alerted;
    private boolean kept;
    private boolean wasKept;
    private OptionalLong until = OptionalLong.empty();
    private OptionalLong endedBy = OptionalLong.empty();

    Course(Step.Selected selected) {
      this.selected = selected;
    }

    private Dot dot() {
      return new Dot(selected.event(), selected.time(), selected.inputs(), fate(), until, endedBy);
    }

    private Fate fate() {
      if (!accepted) {
        return Fate.LATE;
      }
      if (alerted) {
        return Fate.ALERTED;
      }
      if (kept) {
        return Fate.WAITING;
      }
      if (!wasKept) {
        return Fate.PASSED;
      }
      return endedBy.isPresent() ? Fate.REPLACED : Fate.EXPIRED;
    }
  }

  private static final class LaneBuilder {
    private final Key key;
    private final Map<Long, Course> courses = new LinkedHashMap<>();
    private final List<List<Long>> alerts = new ArrayList<>();
    private Set<Long> kept = Set.of();

    LaneBuilder(Key key) {
      this.key = key;
    }

    private void add(Step step) {
      if (step instanceof Step.Selected selected) {
        courses.putIfAbsent(selected.event(), new Course(selected));
      } else if (step instanceof Step.Detected detected) {
        alerts.add(detected.events());
        detected.events().forEach(event -> course(event).ifPresent(each -> each.alerted = true));
      } else if (step instanceof Step.Accepted accepted) {
        course(accepted.event()).ifPresent(each -> each.accepted = true);
        keep(accepted.kept(), accepted.time(), OptionalLong.of(accepted.event()));
      } else if (step instanceof Step.Woken woken) {
        keep(woken.kept(), woken.time(), OptionalLong.empty());
      }
    }

    private Optional<Course> course(long event) {
      return Optional.ofNullable(courses.get(event));
    }

    private void keep(Set<Long> now, long time, OptionalLong by) {
      Set<Long> gone = new HashSet<>(kept);
      gone.removeAll(now);
      for (long event : gone) {
        Course course = courses.get(event);
        if (course != null) {
          // What waits when all events are over was still waiting at their end.
          course.kept = time >= END && !course.alerted;
          course.until = time >= END ? OptionalLong.empty() : OptionalLong.of(time);
          course.endedBy = by;
        }
      }
      for (long event : now) {
        Course course = courses.get(event);
        if (course != null) {
          course.kept = true;
          course.wasKept = true;
        }
      }
      kept = now;
    }

    private Lane lane() {
      List<Dot> dots =
          courses.values().stream()
              .map(Course::dot)
              .sorted(Comparator.comparingLong(dot -> dot.time().orElse(Long.MAX_VALUE)))
              .toList();
      int shown = Math.min(dots.size(), MOST_DOTS);
      return new Lane(key, dots.subList(0, shown), alerts, dots.size() - shown);
    }
  }
}
