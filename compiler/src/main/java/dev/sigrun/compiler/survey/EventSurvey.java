package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.QueryParts;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.util.ArrayList;
import java.util.List;

/**
 * A survey of a rule over many events: the number that satisfies each of its conditions, and for
 * its groups how far they come. Not safe for several threads.
 *
 * <pre>{@code
 * EventSurvey survey = EventSurvey.of(rule, schema, now);
 * for (...) {
 *   survey.add(json, "events.ndjson", line);
 * }
 * survey.parts().forEach(part -> print(part.name(), part.satisfied()));
 * }</pre>
 */
public final class EventSurvey {
  private final ConditionProbe.Judge judge;
  private final List<PartSurvey> parts;
  private final GroupProgress groups;
  private long events;

  private EventSurvey(ConditionProbe.Judge judge, List<PartSurvey> parts, GroupProgress groups) {
    this.judge = judge;
    this.parts = List.copyOf(parts);
    this.groups = groups;
  }

  /**
   * A survey without events.
   *
   * @param schema says how dates are written
   * @param now what {@code now} is in the rule
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static EventSurvey of(AnalyzedRule rule, Schema schema, Now now)
      throws MissingJavaCompilerException {
    return of(rule, ConditionProbe.of(rule), schema, now);
  }

  /**
   * A survey without events.
   *
   * @param probe of the same rule
   * @param schema says how dates are written
   * @param now what {@code now} is in the rule
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static EventSurvey of(AnalyzedRule rule, ConditionProbe probe, Schema schema, Now now)
      throws MissingJavaCompilerException {
    return new EventSurvey(
        probe.newJudge(now),
        QueryParts.of(rule.query()).stream().map(PartSurvey::new).toList(),
        GroupProgress.of(rule, schema, now));
  }

  /**
   * Looks at an event.
   *
   * @param json the event, which is kept if it counts and must not be changed
   * @param source what the input is called
   * @param line its line there
   * @throws EventFormatException if it is not a valid event
   */
  public void add(byte[] json, String source, long line) throws EventFormatException {
    judge.read(json);
    List<Boolean> truths = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      truths.add(judge.truth(i));
      parts.get(i).add(judge, i, source, line);
    }
    groups.add(json, truths, source, line);
    events++;
  }

  /** The number of events examined. */
  public long events() {
    return events;
  }

  /** One for each condition of the rule, in their order. */
  public List<PartSurvey> parts() {
    return parts;
  }

  /**
   * The progress of groups of events, the furthest first; none for rules that judge single events,
   * and for those whose progress is more than a count.
   */
  public List<GroupProgress.Level> levels() {
    return groups.levels();
  }
}
