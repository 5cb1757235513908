package dev.sigrun.compiler.language.eql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads queries from other projects, if they are present next to this one. */
final class EqlCorpusTest {
  @Test
  void publicRulesParseAndPrint() throws IOException {
    int read = 0;
    for (Path file : files("corpus/detection-rules")) {
      boolean deprecated = file.toString().contains("_deprecated");
      TomlTable rule = deprecated ? null : Toml.parse(file).getTable("rule");
      if (rule != null && "eql".equals(rule.getString("type"))) {
        roundTrip(file.toString(), String.valueOf(rule.getString("query")));
        read++;
      }
    }
    assertThat(read).isGreaterThan(1000);
  }

  @Test
  void queriesOfElasticsearchParseAndPrint() throws IOException {
    int read = 0;
    for (Path file : files("conformance/es-eql")) {
      TomlArray queries = Toml.parse(file).getArray("queries");
      for (int i = 0; queries != null && i < queries.size(); i++) {
        TomlTable query = queries.getTable(i);
        roundTrip(file + " " + query.getString("name"), String.valueOf(query.getString("query")));
        read++;
      }
    }
    assertThat(read).isGreaterThan(150);
  }

  @Test
  void expressionsOfElasticsearchParseAndPrint() throws IOException {
    int read = 0;
    for (Path file : files("conformance/es-eql")) {
      TomlTable document = Toml.parse(file);
      for (String key : document.dottedKeySet()) {
        if (!key.endsWith(".fold.tests")) {
          continue;
        }
        TomlArray tests = document.getArrayOrEmpty(key);
        for (int i = 0; i < tests.size(); i++) {
          String text = String.valueOf(tests.getTable(i).getString("expression"));
          DiagnosticSink sink = new DiagnosticSink();
          Optional<EqlExpression> tree = EqlParser.parseExpression(SourceText.of(key, text), sink);
          assertThat(tree).as("%s: %s %s", key, text, sink.diagnostics()).isPresent();
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(50);
  }

  @Test
  void conformanceCasesParse() throws IOException {
    Path file = SharedFiles.path("conformance/eql-cases.json");
    List<Case> cases = cases(file);
    assertThat(cases).hasSizeGreaterThan(300);
    for (Case candidate : cases) {
      if (!candidate.error()) {
        roundTrip(candidate.id(), candidate.query());
      }
    }
  }

  private record Case(String id, String query, boolean error) {}

  private static List<Case> cases(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        String id = "";
        String query = "";
        boolean error = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          switch (name) {
            case "id" -> id = json.getText();
            case "query" -> query = json.getText();
            case "error" -> error = json.getBooleanValue();
            default -> json.skipChildren();
          }
        }
        cases.add(new Case(id, query, error));
      }
    }
    return cases;
  }

  private static List<Path> files(String folder) throws IOException {
    Path root = SharedFiles.path(folder);
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }

  private static void roundTrip(String name, String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EqlQuery> query = EqlParser.parse(SourceText.of(name, text), sink);
    assertThat(query).as("%s: %s %s", name, text, sink.diagnostics()).isPresent();
    String printed = EqlPrinter.print(query.get());
    assertThat(EqlParser.parse(SourceText.of(name, printed), sink))
        .as("%s: %s %s", name, printed, sink.diagnostics())
        .isEqualTo(query);
  }
}
