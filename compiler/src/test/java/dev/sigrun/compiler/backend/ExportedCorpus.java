package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.List;

/** The public rules next to the project, ready to be exported. */
public final class ExportedCorpus {
  private ExportedCorpus() {}

  /** All rules; the test that asks is skipped where they are absent. */
  public static List<Compilation> rules() {
    return rules(SharedFiles.PUBLIC_RULES, CompilerOptions.defaults());
  }

  /**
   * All Sigma rules for events of this form; the test that asks is skipped where they are absent.
   */
  public static List<Compilation> sigma(EventForm form) {
    return rules(
        SharedFiles.SIGMA_RULES, CompilerOptions.defaults().withSigmaData(new FormData(form)));
  }

  private static List<Compilation> rules(String folder, CompilerOptions options) {
    Path path = SharedFiles.path(folder);
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(options);
    return RuleFiles.find(List.of(path.toString()), options.formats(), sink).parallelStream()
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
