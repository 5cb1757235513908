package dev.sigrun.compiler.backend.java.javac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threads, portions, and classes that know others. */
class MemoryCompilerTest {
  /** Enough for several portions. */
  private static final List<JavaSource> LONG =
      IntStream.range(0, 12).mapToObj(i -> source("Long" + i, "x".repeat(20_000))).toList();

  private static JavaSource source(String name, String comment) {
    String content =
        "package a; /** %s */ public final class %s { Runnable r = () -> { int i = 1; }; }"
            .formatted(comment, name);
    return new JavaSource("a." + name, "a/" + name + ".java", content);
  }

  private static JavaSource holder(String member) {
    return new JavaSource("a.All", "a/All.java", "package a; class All { " + member + " }");
  }

  @Test
  void classesDependNeitherOnThreadsNorOnPortions() throws Exception {
    SortedMap<String, byte[]> one = MemoryCompiler.compile(LONG, List.of(), Map.of(), 1);
    SortedMap<String, byte[]> three = MemoryCompiler.compile(LONG, List.of(), Map.of(), 3);
    assertThat(three.keySet()).containsExactlyElementsOf(one.keySet()).hasSize(LONG.size());
    for (Map.Entry<String, byte[]> file : one.entrySet()) {
      assertThat(three.get(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
      String name = file.getKey().substring(2, file.getKey().length() - 6);
      List<JavaSource> alone =
          LONG.stream().filter(s -> s.qualifiedName().equals("a." + name)).toList();
      assertThat(MemoryCompiler.compile(alone, List.of(), Map.of(), 1).get(file.getKey()))
          .as(name)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void theClassOfTheSetKnowsTheOthers() throws Exception {
    List<JavaSource> set = List.of(holder("Long11 last = new Long11();"));
    SortedMap<String, byte[]> classes = MemoryCompiler.compile(LONG, set, Map.of(), 2);
    assertThat(classes).hasSize(LONG.size() + 1).containsKey("a/All.class");
    // With fewer rules to compile, the set is compiled together with them, and knows the others.
    for (int i : new int[] {0, 1, 2}) {
      Map<String, byte[]> known = new TreeMap<>(classes);
      known.keySet().removeAll(List.of("a/All.class", "a/Long0.class", "a/Long1.class"));
      assertThat(MemoryCompiler.compile(LONG.subList(0, i), set, known, 2))
          .hasSize(i + 1)
          .containsEntry("a/All.class", classes.get("a/All.class"));
    }
  }

  @Test
  void nothingTakesNoCompiler() throws Exception {
    assertThat(MemoryCompiler.compile(List.of(), List.of(), Map.of(), 1)).isEmpty();
  }

  @Test
  void whatIsWrongInAnyPortionIsTold() {
    List<JavaSource> sources = new ArrayList<>(LONG);
    sources.add(new JavaSource("a.B", "a/B.java", "package a; class B { int }"));
    assertThatThrownBy(() -> MemoryCompiler.compile(sources, List.of(), Map.of(), 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a/B.java");
    assertThatThrownBy(
            () -> MemoryCompiler.compile(LONG, List.of(holder("Absent a;")), Map.of(), 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a/All.java");
  }
}
