package dev.sigrun.cli;

import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.EventFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows why a predicate is true or false for an event: every part of it with its own truth value, each
 * found out by a matcher of its own, and the values that it saw.
 */
final class ConditionTree {
  private static final int MOST_VALUES = 5;
  private static final List<String> MULTI_FIELDS = List.of(".text", ".caseless", ".keyword");

  private final List<Node> nodes = new ArrayList<>();
  private final EventTree tree;

  private record Node(int depth, Predicate predicate) {}

  private ConditionTree(EventTree tree) {
    this.tree = tree;
  }

  /**
   * The tree of {@code predicate}, a line for each part.
   *
   * @param tree the event
   * @param judge says which of several predicates the event satisfies
   */
  static String print(Predicate predicate, EventTree tree, Judge judge) {
    ConditionTree condition = new ConditionTree(tree);
    condition.collect(0, predicate);
    BitSet truths = judge.truths(condition.nodes.stream().map(Node::predicate).toList());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < condition.nodes.size(); i++) {
      condition.print(condition.nodes.get(i), truths.get(i), text);
    }
    return text.toString();
  }

  /** Says which predicates an event satisfies. */
  @FunctionalInterface
  interface Judge {
    /** The indexes of the predicates that are true. */
    BitSet truths(List<Predicate> predicates);
  }

  /** Judges by compiled matchers. */
  static Judge judge(EventLine line, Clock clock) {
    return predicates -> {
      AdHocRules rules = AdHocRules.of(predicates);
      BitSet truths = new BitSet();
      try {
        Event event = rules.set().reader(clock::millis).read(line.bytes());
        rules
            .set()
            .match(event, (rule, matched) -> truths.set(rules.indexOfRule().get(rule.ruleId())));
      } catch (EventFormatException e) {
        throw CommandFailure.usage("The event is malformed: " + e.getMessage());
      }
      return truths;
    };
  }

  private void collect(int depth, Predicate predicate) {
    nodes.add(new Node(depth, predicate));
    if (isLogical(predicate)) {
      predicate.children().forEach(child -> collect(depth + 1, child));
    }
  }

  /** What stands in a nested group speaks about its elements: it has no truth value for the event. */
  private static boolean isLogical(Predicate predicate) {
    return predicate instanceof Predicate.And
        || predicate instanceof Predicate.Or
        || predicate instanceof Predicate.Not;
  }

  private void print(Node node, boolean truth, StringBuilder text) {
    text.append(truth ? "true   " : "false  ").append("  ".repeat(node.depth()));
    Predicate predicate = node.predicate();
    if (isLogical(predicate)) {
      text.append(
          predicate instanceof Predicate.And
              ? "and"
              : predicate instanceof Predicate.Or ? "or" : "not");
    } else {
      text.append(VisibleText.of(predicate.toString()));
      for (Field field : RecordTree.fields((Record) predicate)) {
        text.append("   <- ").append(VisibleText.of(values(field)));
      }
    }
    text.append('\n');
  }

  private String values(Field field) {
    if (field.pattern()) {
      return field.name() + " (a pattern of names)";
    }
    List<Object> values = tree.values(field.name());
    for (String ending : MULTI_FIELDS) {
      if (values.isEmpty() && field.name().endsWith(ending)) {
        values = tree.values(field.name().substring(0, field.name().length() - ending.length()));
      }
    }
    if (values.isEmpty()) {
      return field.name() + " is missing";
    }
    String shown =
        values.stream().limit(MOST_VALUES).map(JsonValues::write).collect(Collectors.joining(", "));
    return field.name() + " = " + shown + (values.size() > MOST_VALUES ? ", ..." : "");
  }
}
