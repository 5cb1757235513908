package dev.sigrun.cli;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.rule.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The texts of rule files, not yet read as rules.
 *
 * @param files in the order of the command line
 * @param wrongPaths reports about paths on the command line that name no rule
 */
record RuleSources(List<File> files, List<Diagnostic> wrongPaths) {
  RuleSources {
    files = List.copyOf(files);
    wrongPaths = List.copyOf(wrongPaths);
  }

  /**
   * A rule file.
   *
   * @param path as messages call it
   * @param text absent if the file cannot be read
   * @param diagnostics why it cannot
   */
  record File(String path, Optional<SourceText> text, List<Diagnostic> diagnostics) {
    private static File load(Path path) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<SourceText> text = RuleFiles.load(path, sink);
      return new File(path.toString(), text, sink.diagnostics());
    }
  }

  /** The rule files that {@code arguments} name. */
  static RuleSources load(List<String> arguments) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> paths = RuleFiles.find(arguments, sink);
    return new RuleSources(
        paths.parallelStream().map(File::load).toList(), sink.diagnostics());
  }

  /**
   * Ends the command if a path on the command line names no rule.
   *
   * @throws CommandFailure after reporting which
   */
  void requireRules(Reports reports) {
    if (!wrongPaths.isEmpty()) {
      reports.print(wrongPaths);
      throw CommandFailure.usage("No rules to work with, see above.");
    }
  }
}
