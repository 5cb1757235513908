package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A correlation and those that it is over, each before the one that is over it.
 *
 * @param nodes the outermost is the last
 * @param conditions the distinct conditions on single events
 * @param home the positions of the outermost key that every event has: they make the key of states
 */
record CorrelationTree(List<Node> nodes, List<Condition> conditions, List<Integer> home) {
  /**
   * A correlation at its place.
   *
   * @param parent the number of the one that is over it; -1 for the outermost
   * @param source which of the parent's sources it is
   */
  record Node(CorrelationPlan plan, int number, int parent, int source) {
    boolean isRoot() {
      return parent < 0;
    }
  }

  static CorrelationTree of(CorrelationPlan plan) {
    List<Node> nodes = new ArrayList<>();
    add(plan, 0, nodes);
    List<Condition> conditions = new ArrayList<>();
    for (Node node : nodes) {
      for (CorrelationPlan.Source source : node.plan().sources()) {
        if (source instanceof CorrelationPlan.Events events
            && !conditions.contains(events.condition())) {
          conditions.add(events.condition());
        }
      }
    }
    List<Integer> home = new ArrayList<>();
    for (int i = 0; i < plan.width(); i++) {
      if (isOfAllEvents(plan, i)) {
        home.add(i);
      }
    }
    return new CorrelationTree(List.copyOf(nodes), List.copyOf(conditions), List.copyOf(home));
  }

  /** Adds the correlations below and then this one, whose parent comes later. */
  private static int add(CorrelationPlan plan, int source, List<Node> nodes) {
    List<Integer> children = new ArrayList<>();
    for (int i = 0; i < plan.sources().size(); i++) {
      if (plan.sources().get(i) instanceof CorrelationPlan.Alerts alerts) {
        children.add(add(alerts.inner(), i, nodes));
      }
    }
    int number = nodes.size();
    for (int child : children) {
      Node node = nodes.get(child);
      nodes.set(child, new Node(node.plan(), child, number, node.source()));
    }
    nodes.add(new Node(plan, number, -1, source));
    return number;
  }

  /** Whether every event that the correlation is about has the value of its key at a position. */
  private static boolean isOfAllEvents(CorrelationPlan plan, int position) {
    return plan.sources().stream()
        .allMatch(
            source ->
                !(source instanceof CorrelationPlan.Alerts alerts)
                    || alerts.keys().get(position) instanceof Term.OfKey term
                        && isOfAllEvents(alerts.inner(), term.position()));
  }

  Node root() {
    return nodes.get(nodes.size() - 1);
  }

  boolean isChain() {
    return nodes.size() > 1;
  }

  /** The positions of the keys of {@code node} that make the key of states. */
  List<Integer> home(Node node) {
    if (node.isRoot()) {
      return home;
    }
    Node parent = nodes.get(node.parent());
    CorrelationPlan.Alerts alerts =
        (CorrelationPlan.Alerts) parent.plan().sources().get(node.source());
    return home(parent).stream()
        .map(position -> ((Term.OfKey) alerts.keys().get(position)).position())
        .toList();
  }

  /** The events that share state. */
  StateScope scope() {
    List<Optional<Field>> common = new ArrayList<>();
    for (int i = 0; i < home.size(); i++) {
      common.add(common(i));
    }
    return common.isEmpty() ? new StateScope.AllEvents() : new StateScope.EqualKeys(common);
  }

  private Optional<Field> common(int position) {
    List<Optional<Field>> fields = new ArrayList<>();
    for (Node node : nodes) {
      int own = home(node).get(position);
      for (CorrelationPlan.Source source : node.plan().sources()) {
        if (source instanceof CorrelationPlan.Events events) {
          fields.add(events.keys().fields().get(own));
        }
      }
    }
    return fields.stream().distinct().count() == 1 ? fields.get(0) : Optional.empty();
  }
}
