package dev.sigrun.maven;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.SnippetPrinter;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * The log of the build. Its file names are relative to the folder in which the build was started,
 * possibly for many projects.
 *
 * @param maven the log of Maven
 * @param root the folder in which the build was started
 * @param project the folder of the project
 */
record BuildLog(Log maven, Path root, Path project) {
  void info(String line) {
    maven.info(line);
  }

  void warn(String line) {
    maven.warn(line);
  }

  void error(String line) {
    maven.error(line);
  }

  /** Errors and warnings with the lines they are about, the others on one line. */
  void report(List<Diagnostic> diagnostics) {
    SnippetPrinter printer = SnippetPrinter.plain();
    for (Diagnostic found : diagnostics) {
      Diagnostic diagnostic = named(found);
      switch (diagnostic.severity()) {
        case ERROR -> error(printer.print(diagnostic).stripTrailing());
        case WARNING -> warn(printer.print(diagnostic).stripTrailing());
        case INFO -> info(printer.print(diagnostic).stripTrailing());
        case UNSUPPORTED -> info(printer.headline(diagnostic).stripTrailing());
      }
    }
  }

  /** All as warnings, whatever the compiler calls them. */
  void reportWarnings(List<Diagnostic> diagnostics) {
    SnippetPrinter printer = SnippetPrinter.plain();
    diagnostics.forEach(found -> warn(printer.print(named(found)).stripTrailing()));
  }

  /** All as errors, whatever the compiler calls them. */
  void reportErrors(List<Diagnostic> diagnostics) {
    SnippetPrinter printer = SnippetPrinter.plain();
    diagnostics.forEach(found -> error(printer.print(named(found)).stripTrailing()));
  }

  /** The report with the name that the log has for its file. */
  Diagnostic named(Diagnostic diagnostic) {
    SourceText source = diagnostic.source();
    return new Diagnostic(
        diagnostic.kind(),
        SourceText.of(nameOf(source.name()), source.content()),
        diagnostic.span(),
        diagnostic.message());
  }

  /** The name of a file in the log. */
  String nameOf(String path) {
    Path file = project.resolve(path);
    return (file.startsWith(root) ? root.relativize(file) : file).toString();
  }
}
