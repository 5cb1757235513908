package dev.sigrun.oracle.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.RuleSet;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The index over the public Sigma rules, on unusual raw Windows events and ECS events; some of the
 * rules without {@code -Plong}.
 */
class SigmaIndexTest {
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");
  private static final int STEP = LONG ? 1 : 40;

  private static List<AnalyzedRule> rules = List.of();
  private static RuleSet set = RuleSet.of();

  @BeforeAll
  static void compile() throws Exception {
    rules = compiled(CompilerOptions.defaults());
    set =
        RuleSet.of(
            RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules)).load());
  }

  private static List<AnalyzedRule> compiled(CompilerOptions options) {
    Path corpus = SharedFiles.path(SharedFiles.SIGMA_RULES);
    RuleCompiler compiler = RuleCompiler.create(options);
    List<Path> files =
        RuleFiles.find(List.of(corpus.toString()), options.formats(), new DiagnosticSink());
    return IntStream.iterate(0, i -> i < files.size(), i -> i + STEP)
        .mapToObj(files::get)
        .flatMap(file -> RuleFiles.load(file, new DiagnosticSink()).stream())
        .flatMap(text -> compiler.compileAll(text).stream())
        .flatMap(compilation -> compilation.analyzed().stream())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"WINDOWS", "ECS"})
  void unusualEventsAreMatchedAlike(EventForm form) throws Exception {
    List<AnalyzedRule> ofForm =
        compiled(CompilerOptions.defaults().withSigmaData(new FormData(form)));
    assertThat(ofForm).hasSizeGreaterThan(1_000 / STEP);
    new HostileEvents(rules, set, ofForm).areMatchedAlike(LONG ? 1_500 : 400, 3);
  }
}
