package dev.sigrun.compiler.language.esql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Reads the public rules in ES|QL, where they are present beside the project. */
final class EsqlCorpusTest {
  @Test
  void publicRulesParseAndPrint() throws IOException {
    int read = 0;
    for (Path file : files()) {
      TomlTable rule =
          file.toString().contains("_deprecated") ? null : Toml.parse(file).getTable("rule");
      if (rule != null && "esql".equals(rule.getString("type"))) {
        roundTrip(file.toString(), String.valueOf(rule.getString("query")));
        read++;
      }
    }
    assertThat(read).isEqualTo(209);
  }

  private static void roundTrip(String name, String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EsqlQuery> query = EsqlParser.parse(SourceText.of(name, text), sink);
    assertThat(sink.diagnostics()).as(name).isEmpty();
    String printed = EsqlPrinter.print(query.orElseThrow());
    assertThat(EsqlParser.parse(SourceText.of(name, printed), sink)).as(printed).isEqualTo(query);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SharedFiles.path(SharedFiles.PUBLIC_RULES))) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }
}
