package dev.sigrun.testing.run;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.ConditionTree;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.explain.QueryParts;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.testing.file.Moments;
import dev.sigrun.testing.file.TestCase;
import dev.sigrun.testing.file.TestEvent;
import dev.sigrun.testing.result.Failure;
import dev.sigrun.testing.result.Failure.Clause;
import dev.sigrun.testing.result.Failure.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows which clauses of one rule decided about the events of its failed cases. */
final class Explanation {
  /** The maximum number of events that are explained for one part of a rule. */
  private static final int MOST_EVENTS = 3;

  private static final int MOST_CLAUSES = 12;
  private static final int MOST_NAMED = 6;

  /** The number of events for which the satisfied parts of a rule are shown. */
  private static final int MOST_JUDGED = 1_000;

  private final AnalyzedRule rule;
  private final ShapeFacts shape;
  private final List<QueryParts.Part> parts;
  private final ConditionProbe probe;

  private Explanation(AnalyzedRule rule, ConditionProbe probe) {
    this.rule = rule;
    this.shape = ShapeFacts.of(rule.query());
    this.parts = QueryParts.of(rule.query());
    this.probe = probe;
  }

  /**
   * For any number of cases of {@code rule}.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  static Explanation of(AnalyzedRule rule) throws MissingJavaCompilerException {
    return new Explanation(rule, ConditionProbe.of(rule));
  }

  /** Explains a case with this judgement. */
  List<Finding> explain(TestCase test, Judgement judgement) {
    return shape.single() ? explainEvents(test, judgement) : explainStages(test);
  }

  private List<Finding> explainEvents(TestCase test, Judgement judgement) {
    List<Finding> missing = new ArrayList<>();
    List<Finding> surplus = new ArrayList<>();
    trees(test)
        .forEach(
            (number, trees) -> {
              String label = test.label(number);
              if (judgement.missing().contains(number)) {
                missing.add(missing(label, trees.get(0)));
              } else if (judgement.surplus().contains(number)) {
                surplus.add(new Finding(label + " matches", clauses(trees.get(0))));
              }
            });
    return Stream.of(missing, surplus)
        .flatMap(findings -> findings.stream().limit(MOST_EVENTS))
        .toList();
  }

  private Finding missing(String label, ConditionTree tree) {
    if (!tree.truth()) {
      return new Finding(label + " does not match", clauses(tree));
    }
    String reason =
        switch (rule.query().shape()) {
          case NEW_TERMS -> "none of its terms is new";
          case INDICATOR_MATCH -> "no indicator matches";
          case SINGLE_EVENT, SEQUENCE, SAMPLE, THRESHOLD, CORRELATION, AGGREGATION ->
              "its alert is suppressed";
        };
    return new Finding(label + " satisfies the query, but " + reason, List.of());
  }

  private List<Finding> explainStages(TestCase test) {
    List<Finding> findings = new ArrayList<>();
    Map<Long, List<ConditionTree>> trees = trees(test);
    List<Predicate> predicates = rule.query().predicates();
    for (int i = 0; i < predicates.size(); i++) {
      int index = i;
      List<Long> satisfying =
          trees.entrySet().stream()
              .filter(entry -> entry.getValue().get(index).truth())
              .map(Map.Entry::getKey)
              .toList();
      String name = parts.get(index).name() + " (line " + line(predicates.get(index)) + ")";
      if (!satisfying.isEmpty()) {
        findings.add(
            new Finding(name + " is satisfied by " + some(test, satisfying, index), List.of()));
        continue;
      }
      findings.add(new Finding(name + " is satisfied by no event", List.of()));
      trees.entrySet().stream()
          .sorted(Comparator.comparing(entry -> entry.getValue().get(index).decisive().size()))
          .limit(MOST_EVENTS)
          .forEach(
              entry ->
                  findings.add(
                      new Finding(
                          test.label(entry.getKey()) + " does not satisfy it",
                          clauses(entry.getValue().get(index)))));
    }
    return findings;
  }

  /** An event with its time and its values of the fields that tie events together. */
  private String described(TestCase test, long number, int index) {
    TestEvent event =
        test.events().stream().filter(e -> e.number() == number).findFirst().orElseThrow();
    EventTree values = EventTree.of(event.json().getBytes(StandardCharsets.UTF_8));
    List<String> facts = new ArrayList<>();
    event.time().ifPresent(time -> facts.add(Moments.distance(test.clock(), time)));
    parts.get(index).keys().forEach(field -> facts.add(values.describe(field)));
    return test.label(number) + " (" + String.join(", ", facts) + ")";
  }

  private String some(TestCase test, List<Long> numbers, int index) {
    return numbers.stream()
            .limit(MOST_NAMED)
            .map(number -> described(test, number, index))
            .collect(Collectors.joining(", "))
        + (numbers.size() > MOST_NAMED ? " and " + (numbers.size() - MOST_NAMED) + " more" : "");
  }

  /** A tree for each predicate, by the number of the event. */
  private Map<Long, List<ConditionTree>> trees(TestCase test) {
    Map<Long, List<ConditionTree>> trees = new TreeMap<>();
    long[] now = {test.clock()};
    boolean first = true;
    for (TestEvent event : test.events()) {
      if (trees.size() == MOST_JUDGED) {
        break;
      }
      try {
        byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
        trees.put(event.number(), probe.judge(json, Now.ofEventOr(() -> now[0])));
      } catch (EventFormatException e) {
        // Said elsewhere.
      }
      if (event.time().isPresent()) {
        long time = event.time().getAsLong();
        now[0] = first ? time : Math.max(now[0], time);
        first = false;
      }
    }
    return trees;
  }

  private static List<Clause> clauses(ConditionTree tree) {
    return tree.decisive().stream()
        .limit(MOST_CLAUSES)
        .map(
            part ->
                new Clause(
                    line(part.predicate()),
                    part.truth(),
                    part.predicate().toString(),
                    part.values()))
        .toList();
  }

  private static int line(Predicate predicate) {
    Origin origin = predicate.origin();
    return origin.source().position(origin.span().start()).line();
  }

  /** A failure without events to explain. */
  static Failure plain(String expected, String found) {
    return new Failure(expected, found, List.of());
  }
}
