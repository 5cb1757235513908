package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines which parts of predicates are true for events, with a compiled matcher for each part.
 * Compiled once, used for any number of events. Immutable.
 */
public final class ConditionProbe {
  private final List<Parts> predicates;
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

  /**
   * The parts of a predicate.
   *
   * @param tests for each, the number of its matcher; that in any case comes after it
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Parts(List<Node> nodes, int[] tests, NearestMiss miss) {
    static Parts of(List<Node> nodes, int first) {
      int[] tests = new int[nodes.size()];
      int next = first;
      for (int i = 0; i < tests.length; i++) {
        tests[i] = next;
        next += nodes.get(i).inAnyCase().isPresent() ? 2 : 1;
      }
      NearestMiss miss =
          NearestMiss.of(
              nodes.stream().map(Node::predicate).toList(),
              nodes.stream().mapToInt(Node::depth).toArray());
      return new Parts(nodes, tests, miss);
    }
  }

  private ConditionProbe(List<Parts> predicates, AdHocRules rules) {
    this.predicates = List.copyOf(predicates);
    this.rules = rules;
  }

  /**
   * Compiles all parts of the predicates of {@code rule}.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static ConditionProbe of(AnalyzedRule rule) throws MissingJavaCompilerException {
    List<Parts> predicates = new ArrayList<>();
    List<Predicate> tests = new ArrayList<>();
    for (Predicate predicate : rule.query().predicates()) {
      List<Node> parts = new ArrayList<>();
      collect(0, predicate, parts);
      predicates.add(Parts.of(parts, tests.size()));
      parts.stream().flatMap(Node::tests).forEach(tests::add);
    }
    return new ConditionProbe(
        predicates, AdHocRules.of(tests, rule.timing().times(rule.query().shape())));
  }

  /**
   * One tree for each predicate, in their order.
   *
   * @param json one event
   * @param now what {@code now} is
   * @throws EventFormatException if it is not a valid event
   */
  public List<ConditionTree> judge(byte[] json, Now now) throws EventFormatException {
    Judge judge = newJudge(now);
    judge.read(json);
    return IntStream.range(0, predicates.size()).mapToObj(judge::tree).toList();
  }

  /**
   * Judges one event after the other, and says no more about each than is asked.
   *
   * @param now what {@code now} is
   */
  public Judge newJudge(Now now) {
    return new Judge(now);
  }

  /** Judges events. Keeps buffers from event to event, so each thread needs one of its own. */
  public final class Judge {
    private final MatchSession session;
    private final IdentityHashMap<Rule, Integer> numbers = new IdentityHashMap<>();
    private final BitSet truths = new BitSet();
    private byte[] event = new byte[0];
    private @Nullable EventTree values;

    private Judge(Now now) {
      session = rules.set().newSession(now);
      rules.set().rules().forEach(rule -> numbers.put(rule, rules.indexOf(rule)));
    }

    /**
     * Judges an event, which the answers are about from now on.
     *
     * @param json the event, which must not be changed
     * @throws EventFormatException if it is not a valid event
     */
    public void read(byte[] json) throws EventFormatException {
      truths.clear();
      values = null;
      event = json;
      session.match(
          json, 0, json.length, (rule, matched) -> truths.set(numbers.getOrDefault(rule, -1)));
    }

    /** Whether the event satisfies the predicate at a position. */
    public boolean truth(int index) {
      return truths.get(predicates.get(index).tests()[0]);
    }

    /** How many tests would have to turn out otherwise to satisfy the predicate. */
    public int inTheWay(int index) {
      int[] tests = predicates.get(index).tests();
      return predicates.get(index).miss().of(part -> truths.get(tests[part])).size();
    }

    /** The predicate with what the event makes of it. */
    public ConditionTree tree(int index) {
      EventTree tree = values;
      if (tree == null) {
        tree = EventTree.of(event);
        values = tree;
      }
      List<Node> nodes = predicates.get(index).nodes();
      int[] tests = predicates.get(index).tests();
      List<ConditionTree.Part> parts = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        boolean truth = truths.get(tests[i]);
        boolean inAnyCase = node.inAnyCase().isPresent() && truths.get(tests[i] + 1);
        parts.add(
            ConditionTree.Part.of(
                node.depth(), node.predicate(), truth, !truth && inAnyCase, tree));
      }
      return new ConditionTree(parts);
    }
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
