package dev.sigrun.cli.hunt;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sequence or sample that is not in a rule file, as a detector for a complete set of events. Its
 * conditions are executed as rules are.
 */
public final class CorrelationRules implements CompiledRules {
  private static final String ID = "hunt";

  private final CompiledRules predicates;
  private final Map<Predicate, String> ruleIds;
  private final Query query;
  private final int maxSamplesPerKey;

  /**
   * A detector for a query.
   *
   * @param predicates the compiled conditions of the stages
   * @param ruleIds which rule stands for which condition
   * @param query a sequence or sample
   */
  public CorrelationRules(
      CompiledRules predicates, Map<Predicate, String> ruleIds, Query query, int maxSamplesPerKey) {
    this.predicates = predicates;
    this.ruleIds = Map.copyOf(ruleIds);
    this.query = query;
    this.maxSamplesPerKey = maxSamplesPerKey;
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return List.of();
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    Map<String, EventMatcher> matchers = new HashMap<>();
    predicates.matchers(fields).forEach(matcher -> matchers.put(matcher.ruleId(), matcher));
    Map<Predicate, Condition> conditions = new HashMap<>();
    ruleIds.forEach(
        (predicate, id) -> {
          EventMatcher matcher = matchers.get(id);
          if (matcher != null) {
            conditions.put(predicate, matcher::matches);
          }
        });
    if (query instanceof Query.Sequence sequence) {
      return List.of(sequence(sequence, conditions, fields));
    }
    return query instanceof Query.Sample sample
        ? List.of(sample(sample, conditions, fields))
        : List.of();
  }

  private static SequenceDetector sequence(
      Query.Sequence query, Map<Predicate, Condition> conditions, Fields fields) {
    SequenceDetector.Builder builder = SequenceDetector.of(ID);
    query.maxSpan().ifPresent(builder::within);
    for (Query.Stage stage : query.stages()) {
      Condition condition = condition(stage, conditions);
      KeyReader keys = keys(stage, fields);
      if (stage.missing()) {
        builder.repeatedMissing(stage.runs(), condition, keys);
      } else {
        builder.repeated(stage.runs(), condition, keys);
      }
    }
    query
        .until()
        .ifPresent(until -> builder.until(condition(until, conditions), keys(until, fields)));
    return builder.build().inBatch();
  }

  private SampleDetector sample(
      Query.Sample query, Map<Predicate, Condition> conditions, Fields fields) {
    SampleDetector.Builder builder = SampleDetector.of(ID);
    for (Query.Stage stage : query.stages()) {
      builder.item(condition(stage, conditions), keys(stage, fields));
    }
    return builder.build().inBatch(maxSamplesPerKey);
  }

  private static Condition condition(Query.Stage stage, Map<Predicate, Condition> conditions) {
    Condition condition = conditions.get(stage.predicate());
    if (condition == null) {
      throw new IllegalStateException("Not compiled: " + stage.predicate());
    }
    return condition;
  }

  private static KeyReader keys(Query.Stage stage, Fields fields) {
    KeyReader keys = KeyReader.none();
    for (Query.JoinKey key : stage.keys()) {
      Field field =
          field(key.field().name(), key.field().type(), fields.reading(key.field().reading()));
      keys = key.optional() ? keys.orMissing(field) : keys.and(field);
    }
    return keys;
  }

  private static Field field(String name, ValueType type, Fields fields) {
    return switch (type) {
      case KEYWORD, VERSION, TEXT, SCRIPT_TEXT, OBJECT, NESTED -> fields.keyword(name);
      case LOWERCASE -> fields.lowercase(name);
      case BYTE -> fields.number(name, NumberType.BYTE);
      case SHORT -> fields.number(name, NumberType.SHORT);
      case INTEGER -> fields.number(name, NumberType.INTEGER);
      case LONG -> fields.number(name, NumberType.LONG);
      case UNSIGNED_LONG -> fields.number(name, NumberType.UNSIGNED_LONG);
      case HALF_FLOAT -> fields.number(name, NumberType.HALF_FLOAT);
      case FLOAT -> fields.number(name, NumberType.FLOAT);
      case DOUBLE -> fields.number(name, NumberType.DOUBLE);
      case NUMBER -> fields.number(name, NumberType.ANY);
      case BOOLEAN -> fields.bool(name);
      case DATE -> fields.date(name);
      case DATE_NANOS -> fields.dateNanos(name);
      case IP -> fields.ip(name);
    };
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.of(Map.of("rule_id", ID)));
  }
}
