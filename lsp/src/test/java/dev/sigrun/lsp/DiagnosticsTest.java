package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.codes.CodeExample;
import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.codes.CodePages;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.Position;
import dev.sigrun.conventions.RuleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports in an editor, compared with those of {@code check}. */
class DiagnosticsTest {
  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"

      [rule]
      """;

  @TempDir private Path folder;

  /** Files with the mistakes of all pages of codes. */
  private static Map<String, String> mistakes() {
    Map<String, String> files = new LinkedHashMap<>();
    int number = 0;
    for (CodePage page : CodePages.ofCompiler()) {
      if (page.example().isPresent()) {
        CodeExample example = page.example().get();
        number++;
        String text =
            switch (example.form()) {
              case EQL -> RuleText.eql(number, example.wrong());
              case KUERY -> RuleText.of(RuleText.id(number), page.code(), "kuery", example.wrong());
              case ESQL -> RuleText.of(RuleText.id(number), page.code(), "esql", example.wrong());
              case RULE -> RULE + example.wrong() + "\n";
              case SIGMA -> example.wrong() + "\n";
              // Not rules.
              case EXCEPTIONS, MAPPING, PIPELINE, PROJECT, SCHEMA, TEST -> "";
            };
        if (text.isEmpty()) {
          continue;
        }
        String ending = example.form() == CodeExample.Form.SIGMA ? ".yml" : ".toml";
        files.put("rules/" + page.code().toLowerCase(java.util.Locale.ROOT) + ending, text);
      }
    }
    return files;
  }

  /** All files at once, then each after it was something else in between, in any order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void areThoseOfCheck(long seed) throws IOException {
    Map<String, String> files = mistakes();
    assertThat(files).hasSizeGreaterThan(200);
    write("sigrun.toml", "rules = [\"rules\"]\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      write(file.getKey(), file.getValue());
    }
    try (Editor editor = Editor.in(folder)) {
      Map<String, List<String>> expected = check(files);
      assertThat(shown(editor, files)).isEqualTo(expected);

      Random random = new Random(seed);
      List<String> names = new ArrayList<>(files.keySet());
      for (int i = 0; i < 30; i++) {
        String name = names.get(random.nextInt(names.size()));
        String text = files.get(name);
        editor.open(name, text.substring(0, random.nextInt(text.length())));
        editor.type(name, text + "\n" + text);
        editor.type(name, text);
        editor.close(name);
      }
      String last = names.get(0);
      editor.open(last, files.get(last));
      assertThat(editor.await(last, reports -> shown(editor, files).equals(expected))).isNotNull();
      assertThat(shown(editor, files)).isEqualTo(expected);
      assertThat(editor.log()).isEmpty();
    }
  }

  private void write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Map<String, List<String>> shown(Editor editor, Map<String, String> files) {
    Map<String, List<org.eclipse.lsp4j.Diagnostic>> all = editor.allDiagnostics();
    Map<String, List<String>> shown = new TreeMap<>();
    for (String name : files.keySet()) {
      List<String> ofFile =
          all.getOrDefault(editor.uri(name), List.of()).stream()
              .map(DiagnosticsTest::line)
              .toList();
      if (!ofFile.isEmpty()) {
        shown.put(name, ofFile);
      }
    }
    return shown;
  }

  private static String line(org.eclipse.lsp4j.Diagnostic report) {
    Range range = report.getRange();
    return "%d:%d-%d:%d %s [%s]"
        .formatted(
            range.getStart().getLine() + 1,
            range.getStart().getCharacter() + 1,
            range.getEnd().getLine() + 1,
            range.getEnd().getCharacter() + 1,
            report.getMessage().getLeft(),
            report.getCode().getLeft());
  }

  private Map<String, List<String>> check(Map<String, String> files) {
    RuleSources sources = RuleSources.in(folder, folder.resolve("rules"));
    assertThat(sources.files()).hasSameSizeAs(files.keySet());
    Map<String, List<String>> lines = new TreeMap<>();
    for (Diagnostic diagnostic :
        CheckedRules.compile(sources, CompilerOptions.defaults(), CompileProgress.NONE)
            .diagnostics()) {
      lines
          .computeIfAbsent(diagnostic.source().name(), name -> new ArrayList<>())
          .add(line(diagnostic));
    }
    return lines;
  }

  private static String line(Diagnostic diagnostic) {
    Position end = diagnostic.source().position(diagnostic.span().end());
    return "%s-%s %s [%s]"
        .formatted(diagnostic.position(), end, diagnostic.message(), diagnostic.code());
  }

  /** Columns count UTF-16 units, and every kind of line break ends a line. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void haveRangesInUtf16(String lineBreak) {
    String text =
        Texts.eql(1, "process where process.args == \"😀\" and\tprocess.nme == \"é\"")
            .replace("[rule]", "# 😀\n\n[rule]")
            .replace("\n", lineBreak);
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", text);

      List<org.eclipse.lsp4j.Diagnostic> reports = editor.diagnostics("a.toml");

      if (lineBreak.equals("\r")) {
        // Not a line break of TOML, but one of the protocol.
        assertThat(reports).isNotEmpty();
        return;
      }
      assertThat(reports).hasSize(1);
      assertThat(Editor.covered(text, reports.get(0).getRange())).isEqualTo("process.nme");
    }
  }

  @Test
  void ofYamlAreInUtf16() {
    String text =
        """
        title: Names 😀
        id: 5638e7e2-0000-4000-8000-000000000001
        status: test
        description: "😀"
        logsource:
          category: process_creation
          product: windows
        detection:
          sel:
            Image: "😀"
          condition: sel and   othr
        level: low
        """;
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.yml", text);

      assertThat(editor.diagnostics("a.yml"))
          .extracting(report -> Editor.covered(text, report.getRange()))
          .contains("othr");
    }
  }

  @Test
  void followTheSettingsOfTheProject() {
    String rule = Texts.eql(1, "process where process.nme == \"a\"");
    try (Editor editor = Editor.in(folder)) {
      editor.file("fields.json", "{\"process.nme\": \"keyword\"}");
      editor.open("rules/a.toml", rule);
      assertThat(editor.diagnostics("rules/a.toml")).hasSize(1);

      editor.open("sigrun.toml", "rules = \"rules\"\nschema = \"fields.json\"\n");
      editor.file("sigrun.toml", "rules = \"rules\"\nschema = \"fields.json\"\n");
      editor.file("rules/a.toml", rule);
      editor.type("sigrun.toml", "rules = \"rules\"\nschema = [\"fields.json\"]\n");
      assertThat(editor.diagnostics("rules/a.toml")).isEmpty();

      editor.type("sigrun.toml", "rules = \"rules\"\nschma = [\"fields.json\"]\n");
      assertThat(editor.diagnostics("sigrun.toml")).hasSize(1);
      assertThat(editor.diagnostics("rules/a.toml")).isEmpty();

      editor.open("fields.json", "{\"process.nme\": \"keywrd\"}");
      editor.type("sigrun.toml", "rules = \"rules\"\nschema = [\"fields.json\"]\n");
      assertThat(editor.diagnostics("sigrun.toml")).isEmpty();
      assertThat(editor.diagnostics("fields.json")).hasSize(1);
      assertThat(editor.diagnostics("rules/a.toml")).hasSize(1);

      editor.type("fields.json", "{\"process.nme\": \"keyword\"}");
      assertThat(editor.diagnostics("fields.json")).isEmpty();
      assertThat(editor.diagnostics("rules/a.toml")).isEmpty();
      assertThat(editor.log()).isEmpty();
    }
  }

  @Test
  void ofTestsAreShown() {
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", Texts.eql(1, "process where process.name == \"a\""));
      editor.open(
          "a.test.toml",
          "[[case]]\nname = \"one\"\nexpct = \"none\"\nevent = { process.nam = \"a\" }\n");

      assertThat(editor.diagnostics("a.test.toml"))
          .extracting(report -> report.getCode().getLeft())
          .isNotEmpty()
          .allMatch(code -> code.startsWith("TST"));
      editor.close("a.test.toml");
      assertThat(editor.diagnostics("a.test.toml")).isEmpty();
    }
  }

  /** In a folder without a project file, too, and even while they are empty. */
  @Test
  void ofExceptionsAreShown() {
    try (Editor editor = Editor.in(folder)) {
      editor.open("a.toml", Texts.eql(1, "process where process.name == \"a\""));
      editor.open("a.exceptions.toml", "");
      assertThat(editor.diagnostics("a.exceptions.toml"))
          .extracting(report -> report.getCode().getLeft())
          .containsExactly("EXC003");

      editor.type(
          "a.exceptions.toml",
          "[[exception]]\nname = \"lab\"\nwhen = [{ field = \"host.name\", is = \"lab\" }]\n");
      assertThat(editor.diagnostics("a.exceptions.toml")).isEmpty();
    }
  }

  /** Other programs have files of the same kinds. */
  @Test
  void areOnlyAboutRules() {
    try (Editor editor = Editor.in(folder)) {
      editor.open("pyproject.toml", "[tool]\nname = 1\n");
      editor.open("compose.yml", "services:\n  a: b\n");
      editor.open("notes.txt", "[rule");
      assertThat(editor.diagnostics("pyproject.toml")).isEmpty();
      assertThat(editor.diagnostics("compose.yml")).isEmpty();
      assertThat(editor.diagnostics("notes.txt")).isEmpty();

      editor.type("pyproject.toml", "[rule]\n");
      assertThat(editor.diagnostics("pyproject.toml")).isNotEmpty();
      editor.type("pyproject.toml", "[rul]\n");
      assertThat(editor.diagnostics("pyproject.toml")).isNotEmpty();
    }
  }

  /** A rule that another one refers to is looked at again after a pause. */
  @Test
  void reachTheRulesThatReferToAChangedOne() {
    String rule =
        """
        title: Failed Logon
        id: 5638e7e2-0000-4000-8000-000000000001
        name: failed_logon
        status: test
        description: Finds failed logons.
        logsource:
          product: windows
          service: security
        detection:
          sel:
            EventID: 4625
          condition: sel
        level: low
        """;
    String correlation =
        """
        title: Many Failed Logons
        id: 5638e7e2-0000-4000-8000-0000000000aa
        status: test
        description: Finds many failed logons.
        correlation:
          type: event_count
          rules:
            - failed_logon
          group-by:
            - TargetUserName
          timespan: 5m
          condition:
            gte: 10
        level: high
        """;
    try (Editor editor = Editor.in(folder)) {
      editor.open("rule.yml", rule);
      editor.open("many.yml", correlation);
      assertThat(editor.diagnostics("many.yml")).isEmpty();

      editor.type("rule.yml", rule.replace("name: failed", "name: filed"));
      assertThat(editor.await("many.yml", reports -> !reports.isEmpty()))
          .extracting(report -> Editor.covered(correlation, report.getRange()))
          .containsExactly("failed_logon");

      editor.type("rule.yml", rule);
      assertThat(editor.await("many.yml", List::isEmpty)).isEmpty();
    }
  }

  /** Whatever is written, there is an answer, and the next question gets one, too. */
  @ParameterizedTest
  @ValueSource(strings = {"a.toml", "a.yml", "a.test.toml", "sigrun.toml"})
  void ofHostileTextsNeverEndTheSession(String name) {
    List<String> texts =
        List.of(
            "",
            "\u0000",
            "\ud83d",
            "[rule]\nquery = '''\n" + "(".repeat(100_000),
            "detection:\n  a: " + "[".repeat(100_000),
            "rule = " + "[".repeat(50_000),
            "rule." + "a.".repeat(50_000) + "b = 1",
            Texts.eql(1, "process where " + "not ".repeat(20_000) + "true"),
            Texts.eql(1, "process where process.name in (" + "\"a\",".repeat(50_000) + "\"b\")"),
            Texts.eql(1, "process where process.name == \"" + "x".repeat(3_000_000) + "\""),
            "x".repeat(11_000_000),
            "title: &a [*a]\ndetection: *a\n",
            "[rule]\n" + "k = 1\n".repeat(50_000),
            "detection:\n" + " ".repeat(100_000) + "a: b\n\tc: d");
    try (Editor editor = Editor.in(folder)) {
      editor.open(name, "[rule]\ndetection:\n");
      for (String text : texts) {
        editor.type(name, text);
        assertThat(editor.diagnostics(name)).isNotNull();
      }
      editor.type(name, "[rule]\n");
      if (name.equals("a.toml")) {
        assertThat(editor.diagnostics(name)).isNotEmpty();
      }
      assertThat(editor.log()).isEmpty();
      assertThat(editor.end()).isZero();
    }
  }
}
