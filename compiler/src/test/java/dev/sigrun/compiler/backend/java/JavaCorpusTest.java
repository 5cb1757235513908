package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.compiler.AnalyzedRule;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compiles every public rule. */
class JavaCorpusTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("sigrun.shared", "../../shared"), "corpus", "detection-rules");

  private static List<AnalyzedRule> rules = List.of();
  private static Optional<GeneratedJava> java = Optional.empty();
  private static Optional<RuleJar> jar = Optional.empty();

  @BeforeAll
  static void compileAll() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), () -> "There is no " + CORPUS + ".");
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    rules =
        RuleFiles.find(List.of(CORPUS.toString()), sink).stream()
            .flatMap(file -> RuleFiles.load(file, sink).stream())
            .map(text -> SourceText.of(below(text.name()), text.content()))
            .flatMap(text -> compiler.compile(text).analyzed().stream())
            .toList();
    java = Optional.of(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules));
    jar = Optional.of(RuleJar.compile(java.get()));
  }

  private static String below(String path) {
    return path.substring(CORPUS.toString().length() + 1);
  }

  @Test
  void everyRuleIsWritten() {
    long single = rules.stream().filter(rule -> rule.query() instanceof Query.SingleEvent).count();
    assertThat(single).isGreaterThan(1_200);
    assertThat(java.orElseThrow().unsupported()).isEmpty();
    assertThat(java.orElseThrow().matchers()).hasSize((int) single);
    assertThat(java.orElseThrow().detectors()).hasSize(rules.size() - (int) single);
    assertThat(java.orElseThrow().detectors().size()).isGreaterThanOrEqualTo(476);
    assertThat(java.orElseThrow().suppressors()).isNotEmpty();
  }

  @Test
  void theJarLoads() {
    RuleSet set = RuleSet.of(jar.orElseThrow().load());
    assertThat(set.rules()).hasSameSizeAs(rules);
    assertThat(set.detectors()).hasSameSizeAs(java.orElseThrow().detectors());
    assertThat(set.detectors()).allSatisfy(d -> assertThat(d.fingerprint()).hasSize(32));
    assertThat(set.suppressors()).hasSameSizeAs(java.orElseThrow().suppressors());
  }

  @Test
  void noMethodIsTooLongToBeCompiledAtRunTime() {
    jar.orElseThrow().files().forEach(JavaLimitsTest::assertShortMethods);
  }
}
