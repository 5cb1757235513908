package dev.sigrun.cli.report;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.explain.ConditionLines;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.explain.QueryParts;
import dev.sigrun.compiler.explain.RecordTree;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.query.RowTrace;
import dev.sigrun.compiler.survey.EventSurvey;
import dev.sigrun.compiler.survey.GroupProgress;
import dev.sigrun.compiler.survey.PartSurvey;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An explanation of a rule as JSON, in the shape that {@code docs/json.md} describes. */
public final class ExplanationJson {
  /** Increased when a key changes its meaning or disappears; new keys do not count. */
  private static final int SHAPE = 1;

  private final Map<String, @Nullable Object> json = new LinkedHashMap<>();
  private final AnalyzedRule rule;

  /** An explanation of this rule. */
  public ExplanationJson(AnalyzedRule rule) {
    this.rule = rule;
    json.put("version", SHAPE);
    json.put("rule", rule.rule().ruleId());
    json.put("name", rule.rule().name());
    json.put("shape", Shapes.name(rule.query()));
    json.put("needsMemory", Shapes.needsMemory(rule.query()));
  }

  /** Adds forms that the rule has on its way to Java. */
  public void add(Optional<ParsedQuery> parsed, Set<RuleSections.Section> sections) {
    for (RuleSections.Section section : sections) {
      switch (section) {
        case QUERY ->
            rule.rule()
                .query()
                .ifPresent(
                    query -> {
                      json.put("language", query.language());
                      json.put("query", query.content().strip());
                    });
        case TREE ->
            json.put("tree", parsed.map(query -> RecordTree.print(query.tree())).orElse(null));
        case MEANING -> json.put("meaning", rule.query().toString());
        case JAVA -> json.put("java", java());
      }
    }
  }

  private List<String> java() {
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rule));
    return java.sources().stream()
        .filter(source -> !source.qualifiedName().equals(java.setName()))
        .map(source -> source.content())
        .toList();
  }

  /** Adds what one event makes of each condition of the rule. */
  public void add(List<ConditionTree> conditions) {
    List<QueryParts.Part> parts = QueryParts.of(rule.query());
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      Map<String, @Nullable Object> condition = new LinkedHashMap<>();
      condition.put("name", parts.get(i).name());
      condition.put("truth", conditions.get(i).truth());
      condition.put("clauses", clauses(ConditionLines.of(conditions.get(i))));
      all.add(condition);
    }
    json.put("conditions", all);
  }

  private static List<Map<String, @Nullable Object>> clauses(ConditionLines lines) {
    List<Map<String, @Nullable Object>> clauses = new ArrayList<>();
    for (ConditionLines.Line line : lines.lines()) {
      for (ConditionLines.Clause clause : line.clauses()) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", line.file());
        json.put("line", line.number());
        json.put("condition", clause.text());
        json.put("truth", clause.truth());
        json.put("values", clause.values());
        json.put("differsInCase", clause.onlyCase());
        json.put("inTheWay", clause.inTheWay());
        clauses.add(json);
      }
    }
    return clauses;
  }

  /** Adds the rows of an event after each command. */
  public void add(RowTrace trace) {
    List<Map<String, @Nullable Object>> commands = new ArrayList<>();
    for (RowTrace.Command command : trace.commands()) {
      Map<String, @Nullable Object> each = new LinkedHashMap<>();
      each.put("command", command.text().strip());
      each.put("rows", command.after().rows().size());
      commands.add(each);
    }
    json.put("commands", commands);
  }

  /** Adds what many events make of the rule. */
  public void add(EventSurvey survey) {
    json.put("events", survey.events());
    json.put("parts", survey.parts().stream().map(ExplanationJson::part).toList());
    json.put("levels", survey.levels().stream().map(ExplanationJson::level).toList());
  }

  private static Map<String, @Nullable Object> part(PartSurvey part) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", part.name());
    json.put("satisfied", part.satisfied());
    json.put("places", part.places());
    json.put("nearest", part.nearest().map(ExplanationJson::miss).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> miss(PartSurvey.Miss miss) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("place", miss.place());
    json.put("inTheWay", miss.inTheWay());
    json.put("clauses", clauses(miss.condition()));
    return json;
  }

  private static Map<String, @Nullable Object> level(GroupProgress.Level level) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("reached", level.reached());
    json.put("complete", level.complete());
    json.put("count", level.count());
    json.put("groups", level.groups());
    return json;
  }

  /** The explanation. */
  public String print() {
    return JsonValues.writePretty(json);
  }
}
