package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.report.Shapes;
import dev.sigrun.cli.web.server.Question;
import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.explain.ConditionLines;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.explain.QueryParts;
import dev.sigrun.compiler.survey.EventSurvey;
import dev.sigrun.compiler.survey.GroupProgress;
import dev.sigrun.compiler.survey.PartSurvey;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains why the rule on the page matches events or not, clause by clause. */
final class ExplainAnswers {
  /** A survey asks every part of the rule about every event; people look at it as they type. */
  private static final Duration SURVEY = Duration.ofMillis(1_500);

  private final Workbench workbench;
  private final EventSets sets;
  private final Compiled compiled;
  private final Clock clock;

  ExplainAnswers(Workbench workbench, EventSets sets, Compiled compiled, Clock clock) {
    this.workbench = workbench;
    this.sets = sets;
    this.compiled = compiled;
    this.clock = clock;
  }

  private Now now() {
    return Now.ofEventOr(clock::millis);
  }

  /** The value of each clause for one event. */
  Map<String, @Nullable Object> explain(Question question) {
    RuleText text = RuleText.of(workbench, question);
    EventLine line =
        EventAnswers.find(sets.find(question.text("events")), question.number("number"));
    AnalyzedRule rule = text.analyzed();
    List<QueryParts.Part> parts = QueryParts.of(rule.query());
    List<Map<String, @Nullable Object>> conditions = new ArrayList<>();
    try {
      List<ConditionTree> trees = compiled.probe(rule).judge(line.bytes(), now());
      for (int i = 0; i < trees.size(); i++) {
        Map<String, @Nullable Object> condition = Answer.object();
        condition.put("name", parts.get(i).name());
        condition.put("truth", trees.get(i).truth());
        condition.put("clauses", clauses(ConditionLines.of(trees.get(i)), text.file()));
        conditions.add(condition);
      }
    } catch (EventFormatException e) {
      throw RefusedException.wrong("The event is malformed: " + e.getMessage());
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("memory", Shapes.needsMemory(rule.query()));
    answer.put("conditions", conditions);
    return answer;
  }

  private static List<Map<String, @Nullable Object>> clauses(ConditionLines lines, String file) {
    List<Map<String, @Nullable Object>> clauses = new ArrayList<>();
    for (ConditionLines.Line line : lines.lines()) {
      for (ConditionLines.Clause clause : line.clauses()) {
        boolean isHere = line.file().equals(file);
        Map<String, @Nullable Object> json = Answer.object();
        json.put("file", isHere ? null : line.file());
        json.put("line", line.number());
        json.put("from", isHere ? clause.span().start() : 0);
        json.put("to", isHere ? clause.span().end() : 0);
        json.put("text", clause.text());
        json.put("truth", clause.truth());
        json.put("values", clause.values());
        json.put("onlyCase", clause.onlyCase());
        json.put("inTheWay", clause.inTheWay());
        clauses.add(json);
      }
    }
    return clauses;
  }

  /** How many events satisfy each part of the rule, how far groups come, and the nearest miss. */
  Map<String, @Nullable Object> survey(Question question) {
    RuleText text = RuleText.of(workbench, question);
    Events events = sets.find(question.text("events"));
    AnalyzedRule rule = text.analyzed();
    EventSurvey survey;
    try {
      survey = EventSurvey.of(rule, compiled.probe(rule), text.options().schema(), now());
    } catch (MissingJavaCompilerException e) {
      throw RefusedException.wrong(String.valueOf(e.getMessage()));
    }
    Deadline deadline = Deadline.in(SURVEY, question::isReplaced);
    long number = 0;
    for (EventLine line : events.lines()) {
      number++;
      try {
        survey.add(line.bytes(), Events.SOURCE, number);
      } catch (EventFormatException e) {
        // Malformed events are counted where the rule runs.
      }
      if (deadline.hasPassed()) {
        break;
      }
    }
    Map<String, @Nullable Object> answer = Answer.object();
    answer.put("events", survey.events());
    answer.put("complete", number == events.lines().size());
    answer.put("parts", Answer.list(survey.parts(), part -> part(part, text.file())));
    answer.put("levels", Answer.list(survey.levels(), ExplainAnswers::level));
    return answer;
  }

  private static Map<String, @Nullable Object> part(PartSurvey part, String file) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("name", part.name());
    json.put("satisfied", part.satisfied());
    json.put(
        "nearest",
        part.nearest()
            .map(
                miss -> {
                  Map<String, @Nullable Object> nearest = Answer.object();
                  nearest.put("event", number(miss.place()));
                  nearest.put("inTheWay", miss.inTheWay());
                  nearest.put("clauses", clauses(miss.condition(), file));
                  return nearest;
                })
            .orElse(null));
    return json;
  }

  /** The number of an event that is called {@code event:17}. */
  private static long number(String place) {
    return Long.parseLong(place.substring(place.lastIndexOf(':') + 1));
  }

  private static Map<String, @Nullable Object> level(GroupProgress.Level level) {
    Map<String, @Nullable Object> json = Answer.object();
    json.put("reached", level.reached());
    json.put("complete", level.complete());
    json.put("count", level.count());
    json.put("groups", level.groups());
    return json;
  }
}
