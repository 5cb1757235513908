package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.List;

/** The public rules that lie beside the project, ready to be exported. */
public final class ExportedCorpus {
  private ExportedCorpus() {}

  /** All rules; the test that asks is skipped where they are absent. */
  public static List<Compilation> rules() {
    Path folder = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    return RuleFiles.find(List.of(folder.toString()), CompilerOptions.defaults().formats(), sink)
        .parallelStream()
        .map(file -> RuleFiles.load(file, new DiagnosticSink()).orElseThrow())
        .map(compiler::compile)
        .map(ExportedCorpus::withoutErrors)
        .toList();
  }

  private static Compilation withoutErrors(Compilation compilation) {
    if (compilation.outcome() == Compilation.Outcome.FAILED) {
      throw new AssertionError(compilation.diagnostics());
    }
    return compilation;
  }
}
