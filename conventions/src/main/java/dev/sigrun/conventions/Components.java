package dev.sigrun.conventions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm: nodes that reach each other.
 */
final class Components {
  private final SortedMap<String, SortedSet<String>> graph;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Set<String> onPath = new HashSet<>();
  private final List<SortedSet<String>> found = new ArrayList<>();

  private Components(SortedMap<String, SortedSet<String>> graph) {
    this.graph = graph;
  }

  /** The components of at least two nodes, the largest first. */
  static List<SortedSet<String>> of(SortedMap<String, SortedSet<String>> graph) {
    Components components = new Components(graph);
    for (String node : graph.keySet()) {
      if (!components.numbers.containsKey(node)) {
        components.visit(node);
      }
    }
    components.found.sort(Comparator.comparingInt((SortedSet<String> nodes) -> -nodes.size()));
    return List.copyOf(components.found);
  }

  private int visit(String node) {
    int number = numbers.size();
    numbers.put(node, number);
    int low = number;
    path.push(node);
    onPath.add(node);
    for (String next : graph.getOrDefault(node, new TreeSet<>())) {
      if (!numbers.containsKey(next)) {
        low = Math.min(low, visit(next));
      } else if (onPath.contains(next)) {
        low = Math.min(low, lowest.getOrDefault(next, numbers.get(next)));
      }
    }
    lowest.put(node, low);
    if (low == number) {
      close(node);
    }
    return low;
  }

  private void close(String root) {
    SortedSet<String> component = new TreeSet<>();
    String node;
    do {
      node = path.pop();
      onPath.remove(node);
      component.add(node);
    } while (!node.equals(root));
    if (component.size() > 1) {
      found.add(component);
    }
  }
}
