package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds and loads rule files. */
public final class RuleFiles {
  /** The name of folders whose rules are no longer in use. */
  static final String DEPRECATED = "_deprecated";

  private RuleFiles() {}

  /**
   * The rule files that the arguments of a command name: files, folders and globs such as {@code
   * rules/**}{@code /*.toml}. Folders give their {@code *.toml} files except tests ({@code
   * *.test.toml}), hidden ones and what lies in {@code _deprecated} folders.
   *
   * @param arguments as the user wrote them
   * @param sink told which arguments name nothing
   * @return without repetitions; in the order of the arguments, those of one argument sorted
   */
  public static List<Path> find(List<String> arguments, DiagnosticSink sink) {
    return List.of();
  }

  /**
   * The text of a file.
   *
   * @param sink told if it cannot be read, is no UTF-8 or is too long
   */
  public static Optional<SourceText> load(Path file, DiagnosticSink sink) {
    return Optional.empty();
  }
}
