package dev.sigrun.compiler.ruleset;

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
 * @param files in the order of the arguments
 * @param wrongPaths reports about arguments that name no rule
 */
public record RuleSources(List<File> files, List<Diagnostic> wrongPaths) {
  /** Copies the lists. */
  public RuleSources {
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
  public record File(String path, Optional<SourceText> text, List<Diagnostic> diagnostics) {
    /** Copies the list. */
    public File {
      diagnostics = List.copyOf(diagnostics);
    }

    private static File load(Path path) {
      DiagnosticSink sink = new DiagnosticSink();
      Optional<SourceText> text = RuleFiles.load(path, sink);
      return new File(path.toString(), text, sink.diagnostics());
    }
  }

  /**
   * The rule files that {@code arguments} name, as {@link RuleFiles#find} reads them.
   *
   * @param arguments files, folders and patterns
   */
  public static RuleSources load(List<String> arguments) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> paths = RuleFiles.find(arguments, sink);
    return new RuleSources(paths.parallelStream().map(File::load).toList(), sink.diagnostics());
  }
}
