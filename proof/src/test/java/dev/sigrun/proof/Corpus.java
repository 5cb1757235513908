package dev.sigrun.proof;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.List;

/** The public rules beside the project. */
public final class Corpus {
  private Corpus() {}

  /** All rules that compile, or the end of a test that needs them where they are absent. */
  public static List<AnalyzedRule> rules() {
    return compilations().stream().flatMap(c -> c.analyzed().stream()).toList();
  }

  /** What became of all rules, or the end of a test that needs them where they are absent. */
  public static List<Compilation> compilations() {
    Path folder = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    return RuleFiles.find(List.of(folder.toString()), CompilerOptions.defaults().formats(), sink)
        .stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .map(compiler::compile)
        .toList();
  }
}
