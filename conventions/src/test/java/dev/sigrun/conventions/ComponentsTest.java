package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentsTest {
  @ParameterizedTest
  @CsvSource({
    "'a>b b>c', []",
    "'a>b b>a', '[[a, b]]'",
    "'a>b b>c c>a d>a', '[[a, b, c]]'",
    "'a>b b>a c>d d>e e>c b>c', '[[c, d, e], [a, b]]'",
    "'a>b b>c c>d d>b c>a', '[[a, b, c, d]]'",
  })
  void findsNodesThatReachEachOther(String edges, String components) {
    SortedMap<String, SortedSet<String>> graph = new TreeMap<>();
    Arrays.stream(edges.split(" "))
        .map(edge -> edge.split(">"))
        .forEach(
            edge -> {
              graph.computeIfAbsent(edge[0], any -> new TreeSet<>()).add(edge[1]);
              graph.computeIfAbsent(edge[1], any -> new TreeSet<>());
            });
    assertThat(Components.of(graph)).hasToString(components);
  }
}
