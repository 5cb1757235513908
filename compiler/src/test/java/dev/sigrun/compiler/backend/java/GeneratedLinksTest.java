package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.conventions.ClassFile;
import dev.sigrun.conventions.GoldenFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Exactly what generated code links to in the runtime, over the project's own rules and all golden
 * files: jars that were compiled once need it for as long as their contract is supported.
 */
class GeneratedLinksTest {
  private static final String RUNTIME = "dev.sigrun.runtime.";

  /** The packages that hold what generated code uses, as {@code module-info} names them. */
  private static final Set<String> FOR_GENERATED_CODE =
      Set.of(
          "address",
          "compiled",
          "detector",
          "detector.aggregate",
          "detector.correlation",
          "detector.indicator",
          "detector.newterms",
          "detector.sample",
          "detector.sequence",
          "detector.suppression",
          "detector.threshold",
          "event",
          "function",
          "number",
          "pattern",
          "row",
          "rule",
          "text",
          "time");

  private static final SortedSet<String> LINKS = new TreeSet<>();

  @BeforeAll
  static void compileAll() throws Exception {
    List<AnalyzedRule> rules = new ArrayList<>(pack());
    for (AnalyzedRule rule : golden()) {
      collect(List.of(rule));
    }
    collect(rules);
  }

  private static void collect(List<AnalyzedRule> rules) throws Exception {
    Map<String, byte[]> files =
        RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules)).files();
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".class")) {
            LINKS.addAll(ClassFile.references(bytes, RUNTIME));
          }
        });
  }

  private static List<AnalyzedRule> pack() {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    return RuleFiles.find(List.of("../rules"), CompilerOptions.defaults().formats(), sink).stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .flatMap(text -> compiler.compileAll(text).stream())
        .map(Compilation::analyzed)
        .flatMap(rule -> rule.stream())
        .toList();
  }

  private static List<AnalyzedRule> golden() {
    return Stream.of(
            GoldenFiles.of(DetectorGoldenTest.class), GoldenFiles.of(JavaBackendTest.class))
        .flatMap(
            files ->
                files.cases().stream()
                    .map(
                        name ->
                            GeneratedRules.analyze(
                                "rules/" + name + ".toml", files.input(name, "rule.toml"))))
        .toList();
  }

  @Test
  void generatedCodeLinksToTheListedMembers() {
    GoldenFiles.of(GeneratedLinksTest.class)
        .check("", "links.txt", String.join("\n", LINKS) + "\n");
  }

  @Test
  void generatedCodeStaysInThePackagesForIt() {
    Set<String> used = new HashSet<>();
    for (String link : LINKS) {
      used.add(link.substring(RUNTIME.length()).replaceFirst("\\.?\\p{Lu}.*", ""));
    }
    assertThat(used).isEqualTo(FOR_GENERATED_CODE);
  }
}
