package dev.sigrun.conventions;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The dependencies between the packages of one module, read from its compiled classes.
 *
 * <pre>{@code
 * Structure structure = Structure.around(RuleSet.class);
 * assertThat(structure.table()).isEqualTo(EDGES);
 * assertThat(structure.cycles()).isEmpty();
 * }</pre>
 */
public final class Structure {
  private final String base;
  private final SortedMap<String, SortedSet<String>> packages = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> classes = new TreeMap<>();
  private final SortedMap<String, Integer> sizes = new TreeMap<>();

  private Structure(String base) {
    this.base = base;
  }

  /** The structure of the module whose top package {@code top} is in. */
  public static Structure around(Class<?> top) {
    Structure structure = new Structure(top.getPackageName());
    List<JavaClass> own = OwnClasses.of(top);
    own.forEach(structure::addNode);
    own.forEach(structure::addEdges);
    return structure;
  }

  private void addNode(JavaClass source) {
    if (source.isTopLevelClass()) {
      classes.put(source.getName(), new TreeSet<>());
      packages.computeIfAbsent(relative(source), any -> new TreeSet<>());
      sizes.merge(relative(source), 1, Integer::sum);
    }
  }

  private void addEdges(JavaClass source) {
    JavaClass from = topLevel(source);
    for (Dependency dependency : source.getDirectDependenciesFromSelf()) {
      JavaClass to = topLevel(dependency.getTargetClass().getBaseComponentType());
      if (classes.containsKey(to.getName()) && !to.equals(from)) {
        edge(classes, from.getName(), to.getName());
        if (!relative(from).equals(relative(to))) {
          edge(packages, relative(from), relative(to));
        }
      }
    }
  }

  private static void edge(SortedMap<String, SortedSet<String>> graph, String from, String to) {
    graph.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
  }

  private static JavaClass topLevel(JavaClass type) {
    JavaClass each = type;
    while (each.getEnclosingClass().isPresent()) {
      each = each.getEnclosingClass().get();
    }
    return each;
  }

  /** The package below the base; a dot for the base itself. */
  private String relative(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(base + '.') ? name.substring(base.length() + 1) : ".";
  }

  /**
   * The dependencies between packages, one line for each package: {@code engine -> alert detector
   * rule}. Names are relative to the base, which is a dot.
   */
  public String table() {
    int width = packages.keySet().stream().mapToInt(String::length).max().orElse(0);
    return packages.entrySet().stream()
        .map(
            edges ->
                edges.getKey()
                    + " ".repeat(width - edges.getKey().length())
                    + " -> "
                    + String.join(" ", edges.getValue()))
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Packages that use each other, directly or through others; none in a good structure. */
  public List<SortedSet<String>> cycles() {
    return Components.of(packages);
  }

  /** Classes that use each other, directly or through others, the largest set first. */
  public List<SortedSet<String>> lumps() {
    return Components.of(classes);
  }

  /**
   * The packages of more than {@code most} classes, with their number; nested classes do not count.
   */
  public SortedMap<String, Integer> packagesOfMoreThan(int most) {
    SortedMap<String, Integer> large = new TreeMap<>(sizes);
    large.values().removeIf(size -> size <= most);
    return large;
  }
}
