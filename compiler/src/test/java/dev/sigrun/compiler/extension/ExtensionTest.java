package dev.sigrun.compiler.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.compiler.explain.RecordTree;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.event.Now;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A language, a format and a back end that the compiler does not know go all the way that its own
 * go, with public types only.
 */
final class ExtensionTest {
  private static final CompilerOptions OPTIONS = options();

  private static final String RULES =
      """
      rule shell-1 A shell is started
      pairs process.name=sh

      rule shell-2 Root starts many shells
      pairs process.name=sh user.name=root
      count 2
      """;

  private static CompilerOptions options() {
    CompilerOptions defaults = CompilerOptions.defaults();
    return defaults
        .withLanguages(defaults.languages().with(new PairsLanguage()))
        .withFormats(defaults.formats().with(new CardFormat()));
  }

  @TempDir Path folder;

  @Test
  void filesAreFoundAndChecked() throws Exception {
    Files.writeString(folder.resolve("shells.cards"), RULES);
    Files.writeString(folder.resolve("notes.txt"), "no rule");
    CheckedRules checked = check(folder);
    assertThat(checked.diagnostics()).isEmpty();
    assertThat(checked.summary()).startsWith("2 rules: 2 compiled");
    assertThat(checked.rules())
        .extracting(rule -> rule.identity().orElseThrow(), CheckedRule::type)
        .containsExactly(tuple("shell-1", "query"), tuple("shell-2", "threshold"));
  }

  @Test
  void mistakesArePlacedInTheirRuleOfTheFile() throws Exception {
    String broken =
        RULES
            + """

            rule shell-1 A shell
            pairs process.name=sh root

            rule typo-1 A typing error
            pairs process.nam=sh

            rule broken-1 A broken rule
            nothing

            rule spoken-1 A rule in no language
            pears process.name=sh

            rule many-1 Many sequences
            eql sequence [any where true] [any where true]
            count 3
            """;
    Files.writeString(folder.resolve("shells.cards"), broken);
    CheckedRules checked = check(folder);
    assertThat(checked.rules())
        .extracting(rule -> rule.identity().orElseThrow() + reports(rule.diagnostics()))
        .containsExactly(
            "shell-1",
            "shell-2",
            """
            shell-1
            8:6 RUL111 Identity 'shell-1' already belongs to the rule in %s.
            9:23 PAI001 Expected 'field=value', found 'root'."""
                .formatted(folder.resolve("shells.cards")),
            """
            typo-1
            12:7 PAI002 Unknown field 'process.nam'. Did you mean 'process.name', 'process.end',\
             'process.io'?""",
            """
            broken-1
            14:15 CRD002 The rule has no query.
            15:1 CRD001 Expected a word and more, found 'nothing'.""",
            """
            spoken-1
            18:7 ANA011 Unknown language 'pears'. Did you mean 'pairs'? Known languages: eql, kuery,\
             lucene, esql, sigma, pairs.""",
            """
            many-1
            21:5 ANA012 A rule of type threshold needs a query that selects single\
             events.""");
    assertThat(checked.rules())
        .extracting(CheckedRule::outcome)
        .containsOnly(Compilation.Outcome.COMPILED, Compilation.Outcome.FAILED)
        .startsWith(Compilation.Outcome.COMPILED, Compilation.Outcome.COMPILED)
        .endsWith(Compilation.Outcome.FAILED);
  }

  @Test
  void filesWithoutRulesAreReported() throws Exception {
    Files.writeString(folder.resolve("empty.cards"), "\n");
    assertThat(reports(check(folder).diagnostics()))
        .isEqualTo("\n1:1 RUL114 This file contains no rule.");
    assertThat(reports(check(folder.resolve("empty.card")).diagnostics())).isEmpty();
    Files.writeString(folder.resolve("notes.txt"), "");
    RuleSources notes =
        RuleSources.load(List.of(folder.resolve("notes.txt").toString()), OPTIONS.formats());
    assertThat(reports(notes.wrongPaths()))
        .isEqualTo(
            "\n1:1 RUL103 This is not a rule file: its name does not end in '.cards' or '.toml' or '.yml'"
                + " or '.yaml'.");
  }

  @Test
  void rulesRunAsJava() throws Exception {
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(analyzed());
    assertThat(java.matchers()).hasSize(1);
    assertThat(java.detectors()).hasSize(1);
    List<Alert> alerts = new ArrayList<>();
    try (Engine engine =
        Engine.builder(RuleSet.of(RuleJar.compile(java).load())).onAlert(alerts::add).build()) {
      engine.accept(event("sh", "jane", 1), "test", 1);
      engine.accept(event("sh", "root", 2), "test", 2);
      engine.accept(event("cron", "root", 3), "test", 3);
      engine.accept(event("sh", "root", 4), "test", 4);
      engine.finish();
    }
    assertThat(alerts)
        .extracting(alert -> alert.document().get("kibana.alert.rule.name"))
        .containsExactlyInAnyOrder(
            "A shell is started",
            "A shell is started",
            "A shell is started",
            "Root starts many shells");
    assertThat(alerts.get(0).document())
        .containsEntry("kibana.alert.rule.rule_id", "shell-1")
        .containsEntry("kibana.alert.severity", "low");
  }

  @Test
  void rulesAreExplained() throws Exception {
    AnalyzedRule rule = analyzed().get(1);
    ParsedQuery parsed = rule.parsed().orElseThrow();
    assertThat(parsed.print()).isEqualTo("process.name=sh user.name=root");
    assertThat(RecordTree.print(parsed.tree()))
        .isEqualTo(
            """
            Pairs
              pairs: Pair field="process.name" value="sh"
              pairs: Pair field="user.name" value="root"
            """);
    assertThat(
            ConditionProbe.of(rule).judge(event("sh", "jane", 1), Now.of(() -> 0)).get(0).print())
        .isEqualTo(
            """
            false  and
            true     (in process.name "sh")   <- process.name = "sh"
            false    (in user.name "root")   <- user.name = "jane"
            """);
  }

  @Test
  void rulesAreExportedByTheNewBackEnd() {
    assertThat(files("sentences"))
        .containsExactly("A shell is started when (in process.name \"sh\").\n");
    assertThat(reasons("sentences")).containsExactly("", "4:14 SEN001");
  }

  @Test
  void rulesAreExportedByOurBackEnds() {
    assertThat(files("elasticsearch-eql").get(0)).contains("any where process.name == \\\"sh\\\"");
    assertThat(files("kibana").get(0))
        .contains("\"type\":\"eql\"", "any where process.name == \\\"sh\\\"")
        .contains("\"type\":\"esql\"", "STATS ");
  }

  private static List<String> files(String backend) {
    return backend(backend).files(artifacts(backend)).stream().map(ExportFile::content).toList();
  }

  private static List<String> reasons(String backend) {
    return artifacts(backend).stream().map(ExtensionTest::reasons).toList();
  }

  private static ExportBackend backend(String name) {
    return Backends.builtIn(ExportOptions.defaults())
        .with(new SentenceBackend())
        .byName(name)
        .orElseThrow();
  }

  private static List<Artifact> artifacts(String backend) {
    return compilations().stream().map(c -> c.emit(backend(backend)).orElseThrow()).toList();
  }

  private static String reasons(Artifact artifact) {
    StringBuilder text = new StringBuilder();
    artifact.reasons().forEach(r -> text.append(r.position()).append(' ').append(r.code()));
    return text.toString();
  }

  private static List<Compilation> compilations() {
    return RuleCompiler.create(OPTIONS).compileAll(SourceText.of("shells.cards", RULES));
  }

  private static List<AnalyzedRule> analyzed() {
    return compilations().stream().map(c -> c.analyzed().orElseThrow()).toList();
  }

  private static CheckedRules check(Path path) {
    RuleSources sources = RuleSources.load(List.of(path.toString()), OPTIONS.formats());
    return CheckedRules.compile(sources, OPTIONS, CompileProgress.NONE);
  }

  private static String reports(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic each : diagnostics) {
      text.append('\n').append(each.position()).append(' ').append(each.code());
      text.append(' ').append(each.message());
    }
    return text.toString();
  }

  private static byte[] event(String process, String user, int second) {
    return """
        {"@timestamp": "2026-01-01T00:00:%02dZ", "process.name": "%s", "user.name": "%s"}"""
        .formatted(second, process, user)
        .getBytes(StandardCharsets.UTF_8);
  }
}
