package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Determines which parts of predicates are true for events, with a compiled matcher for each part.
 * Compiled once, used for any number of events. Immutable.
 */
public final class ConditionProbe {
  private final List<List<Node>> predicates;
  private final AdHocRules rules;

  /**
   * A part of a predicate.
   *
   * @param depth how many parts hold it
   * @param inAnyCase the same test in which case does not count; empty if there is none
   */
  record Node(int depth, Predicate predicate, Optional<Predicate> inAnyCase) {
    private Stream<Predicate> tests() {
      return Stream.concat(Stream.of(predicate), inAnyCase.stream());
    }
  }

  private ConditionProbe(List<List<Node>> predicates, AdHocRules rules) {
    this.predicates = predicates;
    this.rules = rules;
  }

  /**
   * Compiles all parts of the predicates of {@code rule}.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static ConditionProbe of(AnalyzedRule rule) throws MissingJavaCompilerException {
    List<List<Node>> nodes = new ArrayList<>();
    for (Predicate predicate : rule.query().predicates()) {
      List<Node> parts = new ArrayList<>();
      collect(0, predicate, parts);
      nodes.add(parts);
    }
    return new ConditionProbe(
        nodes,
        AdHocRules.of(
            nodes.stream().flatMap(List::stream).flatMap(Node::tests).toList(),
            rule.timing().times(rule.query().shape())));
  }

  /**
   * One tree for each predicate, in their order.
   *
   * @param json one event
   * @param now what {@code now} is
   * @throws EventFormatException if it is not a valid event
   */
  public List<ConditionTree> judge(byte[] json, Now now) throws EventFormatException {
    Event event = rules.set().reader(now).read(json);
    BitSet truths = new BitSet();
    rules.set().match(event, (rule, matched) -> truths.set(rules.indexOf(rule)));
    EventTree values = EventTree.of(json);
    List<ConditionTree> trees = new ArrayList<>();
    int index = 0;
    for (List<Node> nodes : predicates) {
      List<ConditionTree.Part> parts = new ArrayList<>();
      for (Node node : nodes) {
        boolean truth = truths.get(index++);
        boolean inAnyCase = node.inAnyCase().isPresent() && truths.get(index++);
        parts.add(
            ConditionTree.Part.of(
                node.depth(), node.predicate(), truth, !truth && inAnyCase, values));
      }
      trees.add(new ConditionTree(parts));
    }
    return trees;
  }

  private static void collect(int depth, Predicate predicate, List<Node> nodes) {
    nodes.add(new Node(depth, predicate, inAnyCase(predicate)));
    if (ConditionTree.isLogical(predicate)) {
      predicate.children().forEach(child -> collect(depth + 1, child, nodes));
    }
  }

  private static Optional<Predicate> inAnyCase(Predicate predicate) {
    if (predicate instanceof Predicate.StringIn in
        && in.sensitivity() == CaseSensitivity.SENSITIVE) {
      return Optional.of(
          new Predicate.StringIn(
              in.origin(), in.field(), in.values(), CaseSensitivity.INSENSITIVE));
    }
    if (predicate instanceof Predicate.WildcardMatch match
        && match.sensitivity() == CaseSensitivity.SENSITIVE) {
      return Optional.of(
          new Predicate.WildcardMatch(
              match.origin(), match.field(), match.patterns(), CaseSensitivity.INSENSITIVE));
    }
    return Optional.empty();
  }
}
