package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A jar of which some classes were kept is the jar that is compiled as a whole. */
class KeptClassesTest {
  private static final String EVENT = "any where user.name == \"%s\"";
  private static final String OTHER_FIELD = "any where length(host.name) == %d";
  private static final String SEQUENCE =
      "sequence by user.id [any where user.name == \"%s\"] [any where true]";

  /** Keeps everything in memory. */
  private static final class Memory implements KeptClasses {
    private final Map<String, Map<String, byte[]>> kept = new HashMap<>();
    private final Set<String> missing = new HashSet<>();

    @Override
    public Map<String, byte[]> find(String digest) {
      Map<String, byte[]> found = kept.getOrDefault(digest, Map.of());
      if (found.isEmpty()) {
        missing.add(digest);
      }
      return found;
    }

    @Override
    public void keep(String digest, Map<String, byte[]> classes) {
      assertThat(classes).isNotEmpty();
      kept.put(digest, classes);
    }

    /** Compiles the sources, and returns the names of the classes that had to be made. */
    List<String> compile(GeneratedJava java) throws MissingJavaCompilerException {
      missing.clear();
      RuleJar jar = RuleJar.compile(java, this);
      assertThat(jar.toBytes()).isEqualTo(RuleJar.compile(java).toBytes());
      return java.sources().stream()
          .filter(source -> missing.contains(source.digest()))
          .map(source -> source.path().replaceAll(".*/|\\.java", ""))
          .toList();
    }
  }

  private static AnalyzedRule rule(String file, int id, String query) {
    String toml =
        GeneratedRules.toml("00000000-0000-4000-8000-%012d".formatted(id), file, "eql", query);
    return GeneratedRules.analyze("rules/" + file + ".toml", toml);
  }

  private static List<String> compile(Memory memory, AnalyzedRule... rules)
      throws MissingJavaCompilerException {
    return memory.compile(GeneratedRules.emit(rules));
  }

  @Test
  void onlyWhatChangedIsCompiledAgain() throws Exception {
    Memory memory = new Memory();
    AnalyzedRule a = rule("a", 1, EVENT.formatted("a"));
    AnalyzedRule b = rule("b", 2, EVENT.formatted("b"));
    AnalyzedRule c = rule("c", 3, SEQUENCE.formatted("c"));

    assertThat(compile(memory, a, b, c)).containsExactly("A", "B", "C", "DetectionRules");
    assertThat(compile(memory, a, b, c)).isEmpty();
    assertThat(compile(memory, rule("a", 1, EVENT.formatted("x")), b, c)).containsExactly("A");
    // The class of the set registers fields.
    assertThat(compile(memory, rule("a", 1, OTHER_FIELD.formatted(1)), b, c))
        .containsExactly("A", "DetectionRules");
    // It makes detectors, whose classes have methods of their own types.
    assertThat(compile(memory, a, b, rule("c", 3, SEQUENCE.formatted("x"))))
        .containsExactly("C", "DetectionRules");
    assertThat(compile(memory, a, b, rule("c", 3, EVENT.formatted("c"))))
        .containsExactly("C", "DetectionRules");
    assertThat(compile(memory, a, c)).containsExactly("DetectionRules");
    assertThat(compile(memory, a, rule("renamed", 2, EVENT.formatted("b")), c))
        .containsExactly("DetectionRules", "Renamed");
  }

  /** Rules come, go and change at random. */
  @Test
  void theJarIsTheSameAfterAnyChanges() throws Exception {
    Random random = new Random(1);
    Memory memory = new Memory();
    Map<Integer, AnalyzedRule> rules = new TreeMap<>();
    for (int step = 0; step < 40; step++) {
      int id = random.nextInt(6);
      String query =
          switch (random.nextInt(3)) {
            case 0 -> EVENT.formatted("u" + random.nextInt(3));
            case 1 -> OTHER_FIELD.formatted(random.nextInt(3));
            default -> SEQUENCE.formatted("u" + random.nextInt(3));
          };
      if (random.nextInt(4) == 0) {
        rules.remove(id);
      } else {
        rules.put(id, rule("r" + (random.nextInt(5) == 0 ? "x" : "") + id, id, query));
      }
      compile(memory, rules.values().toArray(AnalyzedRule[]::new));
    }
  }
}
