package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/** Reads the queries of the public rules and of the conformance cases, where they are present. */
class KqlCorpusTest {
  @Test
  void readsAndPrintsEveryPublicQuery() throws IOException {
    Map<String, String> queries = publicQueries();
    assertThat(queries).hasSizeGreaterThan(700);
    queries.forEach(
        (name, text) -> {
          DiagnosticSink sink = new DiagnosticSink();
          Optional<KqlQuery> query = KqlParser.parse(SourceText.of(name, text), sink);
          assertThat(query).as(sink.diagnostics().toString()).isPresent();
          String printed = KqlPrinter.print(query.orElseThrow());
          assertThat(KqlParser.parse(SourceText.of(name, printed), new DiagnosticSink()))
              .as(printed)
              .isEqualTo(query);
        });
  }

  @Test
  void warnsOnlyAboutDefectsOfPublicQueries() throws IOException {
    Map<String, Set<String>> rulesByWarning = new TreeMap<>();
    List<Diagnostic> warnings = new ArrayList<>();
    publicQueries()
        .forEach(
            (name, text) -> {
              DiagnosticSink sink = new DiagnosticSink();
              KqlParser.parse(SourceText.of(name, text), sink);
              for (Diagnostic warning : sink.diagnostics()) {
                rulesByWarning.computeIfAbsent(warning.code(), c -> new TreeSet<>()).add(name);
                warnings.add(warning);
              }
            });
    Map<String, Integer> rules = new TreeMap<>();
    rulesByWarning.forEach((code, names) -> rules.put(code, names.size()));
    // Each was judged by hand: a lost operator, paths with line ends in them, question marks that
    // can only be meant as wildcards, and values listed twice.
    assertThat(rules)
        .as("%s", warnings)
        .isEqualTo(Map.of("KQL031", 1, "KQL034", 2, "KQL035", 2, "KQL036", 9));
  }

  @Test
  void refusesExactlyTheConformanceCasesThatFailToParse() throws IOException {
    Map<String, Boolean> cases = conformanceCases();
    assertThat(cases).hasSizeGreaterThan(200).containsValues(true, false);
    cases.forEach(
        (query, isRefused) -> {
          DiagnosticSink sink = new DiagnosticSink();
          Optional<KqlQuery> read = KqlParser.parse(SourceText.of("case", query), sink);
          assertThat(read.isEmpty())
              .as("%s: %s", query, sink.diagnostics().stream().map(Diagnostic::message).toList())
              .isEqualTo(isRefused);
        });
  }

  /** By the name of the rule file, and {@code threat} for the second query of one. */
  private static Map<String, String> publicQueries() throws IOException {
    Path corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    Map<String, String> queries = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(corpus)) {
      List<Path> rules =
          files
              .filter(file -> file.toString().endsWith(".toml"))
              .filter(file -> !file.toString().contains("_deprecated"))
              .sorted()
              .toList();
      for (Path file : rules) {
        TomlTable rule = Toml.parse(file).getTable("rule");
        if (rule == null) {
          continue;
        }
        String name = file.getFileName().toString();
        if ("kuery".equals(rule.getString("language")) && rule.contains("query")) {
          queries.put(name, rule.getString("query"));
        }
        if (rule.contains("threat_query")) {
          queries.put(name + " threat", rule.getString("threat_query"));
        }
      }
    }
    return queries;
  }

  /** Each query, and whether it fails to parse. */
  private static Map<String, Boolean> conformanceCases() throws IOException {
    Path file = SharedFiles.path("conformance/kql-cases.json");
    Map<String, Boolean> cases = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        String query = "";
        boolean isRefused = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String member = json.currentName();
          json.nextToken();
          if (member.equals("query")) {
            query = json.getText();
          } else if (member.equals("error_stage")) {
            isRefused = json.getText().equals("parse");
          } else {
            json.skipChildren();
          }
        }
        cases.put(query, isRefused);
      }
    }
    return cases;
  }
}
