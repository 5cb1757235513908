package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the query is: in an option that is named after its language, or in a file. */
@SuppressWarnings("UnusedMethod") // Picocli calls the methods of options.
public final class QuerySource {
  private @Nullable String option;
  private @Nullable String written;

  @Option(names = "--file", paramLabel = "FILE", description = "A file with one query.")
  private @Nullable Path file;

  @Option(names = "--eql", paramLabel = "TEXT", description = "A query in EQL.")
  void eql(String text) {
    write("eql", text);
  }

  @Option(names = "--kql", paramLabel = "TEXT", description = "A query in KQL.")
  void kql(String text) {
    write("kql", text);
  }

  @Option(
      names = "--esql",
      paramLabel = "TEXT",
      description = "A query in ES|QL, whose rows are shown as a table.")
  void esql(String text) {
    write("esql", text);
  }

  @Option(
      names = "--sigma",
      paramLabel = "YAML",
      description =
          "A rule of Sigma, or no more than its detection or fields and values:"
              + " 'Image|endswith: \\whoami.exe'. A logsource may be added.")
  void sigma(String text) {
    write("sigma", text);
  }

  private void write(String language, String text) {
    option = language;
    written = text;
  }

  /** The text; empty if the file cannot be read, which is reported. */
  public Optional<SourceText> text(DiagnosticSink sink) {
    return file != null
        ? RuleFiles.load(file, sink)
        : Optional.of(SourceText.of("--" + option, String.valueOf(written)));
  }

  /** The language of the text; of a file the one that was named, otherwise as its name ends. */
  public Language language(@Nullable String named, Languages languages) {
    Path path = file;
    if (path == null) {
      return languages.byName(String.valueOf(option)).orElseThrow();
    }
    return named == null
        ? languages.byFileName(path.toString()).orElseThrow(() -> unknown(path, languages))
        : NamedLanguage.of(named, languages.ofQueries());
  }

  private static CommandFailure unknown(Path file, Languages languages) {
    String endings =
        languages.all().stream()
            .flatMap(each -> each.fileEndings().stream())
            .collect(Collectors.joining("', '", "'", "'"));
    return CommandFailure.usage(
        "'%s' ends in none of %s. Specify its language with --language.".formatted(file, endings));
  }
}
