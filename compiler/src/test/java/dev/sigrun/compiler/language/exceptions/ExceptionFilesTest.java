package dev.sigrun.compiler.language.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.RuleDraft;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.kibana.KibanaBackend;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of exceptions, their mistakes, and their effect on rules. */
class ExceptionFilesTest {
  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"
      [rule]
      author = ["Tester"]
      description = "Finds what a test wants."
      name = "Shell"
      risk_score = 47
      rule_id = "0b5c2b0c-34ae-4e4e-8d21-4bbb0a1f0000"
      severity = "medium"
      index = ["logs-*"]
      """;

  private static final String SHELL =
      RULE + "type = \"query\"\nlanguage = \"kuery\"\nquery = \"process.name: sh\"\n";

  private static final String SIGMA =
      """
      title: Sigma Shell
      id: 0b5c2b0c-34ae-4e4e-8d21-4bbb0a1f0001
      logsource: { category: process_creation }
      detection: { selection: { Image: sh }, condition: selection }
      """;

  private static SourceText file(String name, String content) {
    return SourceText.of("rules/" + name, content);
  }

  private static List<Compilation> compile(SourceText... files) {
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    List<RuleDraft> drafts =
        Arrays.stream(files).flatMap(each -> compiler.read(each).stream()).toList();
    QuerySet together = RuleCompiler.together(drafts);
    return drafts.stream().map(draft -> compiler.compile(draft, together)).toList();
  }

  private static String reports(Compilation compilation) {
    return compilation.diagnostics().stream()
        .map(ExceptionFilesTest::shown)
        .collect(Collectors.joining("; "));
  }

  private static String shown(Diagnostic report) {
    return report.source().outermost().name().replace("rules/", "")
        + ":"
        + report.position()
        + " "
        + report.code();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x = 1 | 1:1 EXC003; 1:1 EXC001",
        "exception = 1 | 1:13 EXC002",
        "exception = [] | 1:13 EXC002",
        "exception = [1] | 1:14 EXC002",
        "[[exception]] | 1:1 EXC003; 1:1 EXC003",
        "[[exception]]#name = 'a'#when = 1 | 3:8 EXC002",
        "[[exception]]#name = ' '#when = [{field = 'host.name', is = 'a'}] | 2:8 EXC002",
        "[[exception]]#name = 'a'#whem = []#when = [{field = 'host.name', is = 'a'}] | 3:1 EXC001",
        "[[exception]]#name = 'a'#when = [{}] | 3:9 EXC004",
        "[[exception]]#name = 'a'#when = [{field = 'host.name'}] | 3:9 EXC004",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', is = 'a', matches = 'b'}] | 3:9 EXC004",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', iss = 'a'}] | 3:9 EXC004; 3:31 EXC001",
        "[[exception]]#name = 'a'#when = [{field = 5, is = 'a'}] | 3:18 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', is = ['a']}] | 3:36 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', is_one_of = 'a'}] | 3:43 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', is_one_of = []}] | 3:43 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', matches = 5}] | 3:41 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', exists = 'yes'}] | 3:40 EXC002",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', any = 'yes'}] | 3:37 EXC002",
        "[[exception]]#name = 'a'#rules = []#when = [{field = 'host.name', is = 'a'}] | 3:9 EXC002",
        "[[exception]]#name = 'a'#rules = 7#when = [{field = 'host.name', is = 'a'}] | 3:9 EXC002",
        "[[exception]]#name = 'a'#reason = 7#when = [{field = 'host.name', is = 'a'}] | 3:10 EXC002",
        "[[exception]]#name = 'a'#expires = 'soon'#when = [{field = 'host.name', is = 'a'}] | 3:11 EXC006",
        "[[exception]]#name = 'a'#expires = 2027-06-30T10:00:00#when = [{field = 'host.name', is = 'a'}]"
            + " | 3:11 EXC006",
        "[[exception]]#name = 'a'#expires = 7#when = [{field = 'host.name', is = 'a'}] | 3:11 EXC006",
        "[[exception]]#name = 'a'#when = [{field = 'host.name', is = 'a'}]"
            + "#[[exception]]#name = 'a'#when = [{field = 'host.name', is = 'b'}] | 5:8 EXC005",
        "[[exception]]#name = 'a'#rules = 'Shel'#when = [{field = 'host.name', is = 'a'}] | 3:9 EXC101",
        "[[exception]]#name = 'a'#when = [{field = 'host.nmae', is = 'a'}] | 3:18 FLT050",
        "[[exception]]#name = 'a'#when = [{field = 'process.pid', is = 'a'}] | 3:38 FLT014",
        "[[exception]]#name = 'a'#when = [{field = 'process.pid', matches = 'a'}] | 3:18 FLT015",
        "[[exception]]#name = 'a'#when = [{field = 'process.executable', matches = 'C:\\Windows'}]"
            + " | 3:50 FLT051",
      })
  void mistakesAreReportedWhereTheyAre(String text, String reports) {
    String exceptions = text.replace('#', '\n') + "\n";

    Compilation compilation =
        compile(file("shell.toml", SHELL), file("shell.exceptions.toml", exceptions)).get(1);

    assertThat(reports(compilation).replace("shell.exceptions.toml:", "")).isEqualTo(reports);
  }

  @Test
  void aFileWithoutItsRuleIsAnError() {
    String text = "[[exception]]\nname = 'a'\nwhen = [{field = 'host.name', is = 'a'}]\n";

    assertThat(
            reports(compile(file("other.exceptions.toml", text), file("shell.toml", SHELL)).get(0)))
        .isEqualTo("other.exceptions.toml:2:8 EXC008");
  }

  @Test
  void aRuleIsNotCompiledWithoutAnExceptionThatHasAMistake() {
    String text =
        "[[exception]]\nname = 'a'\nwhen = [{field = 'process.pid', is = 'many'}]\n"
            + "[[exception]]\nname = 'b'\nwhen = [{field = 'host.name', is = 'a'}]\n";

    Compilation rule =
        compile(file("shell.toml", SHELL), file("shell.exceptions.toml", text)).get(0);

    assertThat(reports(rule)).isEqualTo("shell.toml:7:8 EXC009");
    assertThat(rule.diagnostics().get(0).message())
        .isEqualTo(
            "The exception at rules/shell.exceptions.toml:2 cannot be added to this rule:"
                + " 'process.pid' is of type long, but 'many' is not a value of this type.");
    assertThat(rule.outcome()).isEqualTo(Compilation.Outcome.FAILED);
  }

  /** Whichever part of the file can be read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[[exception]\n",
        "x = 1\n",
        "[[exception]]\n",
        "[[exception]]\nname = 'a'\nwhen = [{field = 'host.name', iss = 'a'}]\n",
        "[[exception]]\nname = 'a'\nexpires = 'soon'\nwhen = [{field = 'host.name', is = 'a'}]\n",
        "[[exception]]\nname = 'a'\nrules = 'Shell'\nwhen = []\n",
        "[[exception]]\nname = 'a'\nrules = '*'\nreason = 5\nwhen = [{field = 'host.name', is = 'a'}]\n",
      })
  void aRuleIsNotCompiledWithoutAnExceptionThatCannotBeRead(String text) {
    Compilation rule =
        compile(file("shell.toml", SHELL), file("shell.exceptions.toml", text)).get(0);

    assertThat(reports(rule)).isEqualTo("shell.toml:7:8 EXC009");
    assertThat(rule.outcome()).isEqualTo(Compilation.Outcome.FAILED);
  }

  /** Without the exception, each of them might report too much. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[[exception]\n",
        "x = 1\n",
        "[[exception]]\n",
        "[[exception]]\nname = 'a'\nrule = '*'\nwhen = [{field = 'host.name', is = 'a'}]\n",
      })
  void everyRuleFailsByAFileOfWhichNobodyKnowsWhatItIsAbout(String text) {
    List<Compilation> compilations =
        compile(
            file("shell.toml", SHELL), file("shared.exceptions.toml", text), file("s.yml", SIGMA));

    assertThat(reports(compilations.get(0))).isEqualTo("shell.toml:7:8 EXC009");
    assertThat(compilations.get(1).outcome()).isEqualTo(Compilation.Outcome.FAILED);
    assertThat(compilations.get(2).outcome()).isEqualTo(Compilation.Outcome.COMPILED);
  }

  /** Beside a rule, a broken file is about that rule unless it may name others. */
  @ParameterizedTest
  @CsvSource({"name = 'a', false", "rules = '*', true"})
  void aBrokenFileBesideARuleMayBeAboutOthers(String line, boolean everyRule) {
    String other = SHELL.replace("1f0000", "1f0002").replace("\"Shell\"", "\"Other\"");
    List<Compilation> compilations =
        compile(
            file("shell.toml", SHELL),
            file("shell.exceptions.toml", "[[exception]\n" + line + "\n"),
            file("other.toml", other));

    assertThat(reports(compilations.get(0))).isEqualTo("shell.toml:7:8 EXC009");
    assertThat(compilations.get(2).outcome())
        .isEqualTo(everyRule ? Compilation.Outcome.FAILED : Compilation.Outcome.COMPILED);
  }

  /** Paths are compared by where they lead, not by their letters. */
  @ParameterizedTest
  @ValueSource(strings = {"./rules/", "rules/../rules/", "rules//", "WHOLE/rules/"})
  void aFileLiesBesideItsRuleHoweverItsPathIsWritten(String folder) {
    String text = "[[exception]]\nname = 'a'\nwhen = [{field = 'host.name', is = 'a'}]\n";
    String path = folder.replace("WHOLE", Path.of("").toAbsolutePath().toString());
    List<Compilation> compilations =
        compile(file("shell.toml", SHELL), SourceText.of(path + "shell.exceptions.toml", text));

    assertThat(compilations.get(0).rule().orElseThrow().exceptions()).hasSize(1);
    assertThat(reports(compilations.get(1))).isEmpty();
  }

  @Test
  void anUnreadableFileIsLikeOneWithAMistake() {
    byte[] binary = {(byte) 0xff, 0};
    DiagnosticSink sink = new DiagnosticSink();
    String name = "rules/shell.exceptions.toml";
    assertThat(RuleFiles.load(name, new ByteArrayInputStream(binary), sink)).isEmpty();
    RuleSources sources =
        new RuleSources(
            List.of(
                RuleSources.File.of("rules/shell.toml", SHELL),
                new RuleSources.File(name, Optional.empty(), sink.diagnostics())),
            List.of());

    CheckedRules checked =
        CheckedRules.compile(sources, CompilerOptions.defaults(), CompileProgress.NONE);

    assertThat(checked.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("EXC009", "RUL107");
  }

  /** Kibana has no filters in them, so the export is not exact. */
  @Test
  void exportsOfEsqlRulesToKibanaLackThem() {
    String text = "[[exception]]\nname = 'a'\nwhen = [{field = 'host.name', is = 'lab'}]\n";
    String rule =
        RULE.replace("index = [\"logs-*\"]\n", "")
            + "type = 'esql'\nlanguage = 'esql'\n"
            + "query = 'FROM logs-* METADATA _id, _index, _version | WHERE user.name == \"a\"'\n";

    Artifact export =
        compile(file("shell.toml", rule), file("shell.exceptions.toml", text))
            .get(0)
            .emit(new KibanaBackend(ExportOptions.defaults()))
            .orElseThrow();

    assertThat(export.fidelity()).isEqualTo(Fidelity.MAY_DIFFER);
    assertThat(export.reasons()).extracting(Reason::code).containsExactly("ESX006");
    assertThat(export.text().orElseThrow()).doesNotContain("lab");
  }

  /** Authors copy rules from format to format, with their name or identity. */
  @ParameterizedTest
  @ValueSource(strings = {"0b5c2b0c-34ae-4e4e-8d21-4bbb0a1f0000", "Shell", ""})
  void exceptionsAreForTheRuleInElasticsFormatIfASigmaRuleIsCalledAlike(String called) {
    String text =
        "[[exception]]\nname = 'a'\nwhen = [{field = 'host.name', is = 'a'}]\n"
            + (called.isEmpty() ? "" : "rules = ['" + called + "']\n");
    String sigma = SIGMA.replace("Sigma Shell", "Shell").replace("1f0001", "1f0000");

    List<Compilation> compilations =
        compile(
            file("shell.yml", sigma),
            file(called.isEmpty() ? "shell.exceptions.toml" : "all.exceptions.toml", text),
            file("shell.toml", SHELL));

    assertThat(compilations).allMatch(each -> reports(each).isEmpty());
    assertThat(compilations.get(2).rule().orElseThrow().exceptions()).hasSize(1);
  }

  @Test
  void sigmaRulesTakeNone() {
    String text =
        """
        [[exception]]
        name = 'every'
        rules = '*'
        when = [{field = 'host.name', is = 'a'}]
        [[exception]]
        name = 'this'
        rules = ['Sigma Shell', 'Shell']
        when = [{field = 'host.name', is = 'b'}]
        """;

    List<Compilation> compilations =
        compile(
            file("sigma.yml", SIGMA), file("all.exceptions.toml", text), file("shell.toml", SHELL));

    assertThat(reports(compilations.get(0))).isEqualTo("sigma.yml:1:8 EXC010");
    assertThat(compilations.get(1).outcome()).isEqualTo(Compilation.Outcome.PART);
    assertThat(compilations.get(2).rule().orElseThrow().exceptions()).hasSize(2);
  }

  @Test
  void thereIsAMostOfConditions() {
    String text =
        "[[exception]]\nname = 'a'\nwhen = [\n"
            + "{field = 'host.name', is = 'a'},\n".repeat(1_002)
            + "]\n";

    assertThat(
            reports(compile(file("shell.toml", SHELL), file("shell.exceptions.toml", text)).get(1)))
        .isEqualTo("shell.exceptions.toml:1004:1 EXC007");
  }

  /** The same conditions as filters of the rule mean the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{field = 'host.name', is = 'a'} | { match_phrase = { 'host.name' = 'a' } }",
        "{field = 'process.pid', is = 5} | { match_phrase = { 'process.pid' = 5 } }",
        "{field = 'message', is = 'a b'} | { match_phrase = { message = 'a b' } }",
        "{field = 'host.name', is_not = 'a'}"
            + " | { bool = { must_not = [{ match_phrase = { 'host.name' = 'a' } }] } }",
        "{field = 'host.name', is_one_of = ['a', 'b']} | { terms = { 'host.name' = ['a', 'b'] } }",
        "{field = 'host.name', is_not_one_of = ['a', 'b']}"
            + " | { bool = { must_not = [{ terms = { 'host.name' = ['a', 'b'] } }] } }",
        "{field = 'host.name', matches = 'a*'} | { wildcard = { 'host.name' = 'a*' } }",
        "{field = 'host.name', matches = ['a*', 'b?']} | { bool = { should ="
            + " [{ wildcard = { 'host.name' = 'a*' } }, { wildcard = { 'host.name' = 'b?' } }] } }",
        "{field = 'host.name', does_not_match = 'a*'}"
            + " | { bool = { must_not = [{ wildcard = { 'host.name' = 'a*' } }] } }",
        "{field = 'host.name', exists = true} | { exists = { field = 'host.name' } }",
        "{field = 'host.name', exists = false}"
            + " | { bool = { must_not = [{ exists = { field = 'host.name' } }] } }",
        "{field = 'source.ip', is = '10.0.0.0/8'} | { match_phrase = { 'source.ip' = '10.0.0.0/8' } }",
        "{field = 'dll', any = [{field = 'dll.name', is = 'a'}, {field = 'dll.path', exists = true}]}"
            + " | { nested = { path = 'dll', query = { bool = { filter ="
            + " [{ match_phrase = { 'dll.name' = 'a' } }, { exists = { field = 'dll.path' } }] } } } }",
      })
  void conditionsMeanWhatFiltersDo(String condition, String clause) {
    String exceptions = "[[exception]]\nname = 'a'\nwhen = [" + condition + "]\n";
    String filters = "filters = [{ meta = { negate = true }, query = " + clause + " }]\n";

    assertSame(
        exceptions, filters, "type = 'query'\nlanguage = 'kuery'\nquery = 'process.name: sh'\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = 'eql'\nlanguage = 'eql'\nquery = 'sequence by host.id with maxspan=1m [any where true] ![file where true]"
            + " [any where user.name == \"a\"] until [process where true]'\n",
        "type = 'threshold'\nlanguage = 'kuery'\nquery = 'process.name: sh'\n"
            + "threshold = { field = ['host.id'], value = 2 }\n",
        "type = 'new_terms'\nlanguage = 'kuery'\nquery = 'process.name: sh'\nnew_terms = { field ="
            + " 'new_terms_fields', value = ['host.id'], history_window_start = [{ field ="
            + " 'history_window_start', value = 'now-7d' }] }\n",
        "type = 'threat_match'\nlanguage = 'kuery'\nquery = 'process.name: sh'\nthreat_index = ['i']\n"
            + "threat_query = 'threat.indicator.ip: *'\nthreat_mapping = [{ entries = [{ field ="
            + " 'source.ip', type = 'mapping', value = 'threat.indicator.ip' }] }]\n",
        "type = 'esql'\nlanguage = 'esql'\nquery = 'FROM logs-* METADATA _id, _index, _version"
            + " | EVAL a = LENGTH(host.name) | WHERE a > 3 | KEEP *'\n",
      })
  void allTypesOfRulesTakeThem(String body) {
    String exceptions =
        """
        [[exception]]
        name = 'a'
        when = [{field = 'host.name', is = 'a'}, {field = 'user.name', exists = true}]
        expires = 2027-06-30
        [[exception]]
        name = 'b'
        when = [{field = 'host.name', is = 'b'}]
        """;
    String filters =
        """
        filters = [
          { meta = { negate = true }, query = { bool = { filter = [
            { match_phrase = { 'host.name' = 'a' } }, { exists = { field = 'user.name' } },
            { range = { '@timestamp' = { lt = '2027-07-01T00:00:00Z' } } }] } } },
          { meta = { negate = true }, query = { match_phrase = { 'host.name' = 'b' } } },
        ]
        """;

    assertSame(exceptions, filters, body);
  }

  private static void assertSame(String exceptions, String filters, String body) {
    String rule =
        RULE.replace(
            "index = [\"logs-*\"]\n", body.contains("'esql'") ? "" : "index = [\"logs-*\"]\n");
    List<Compilation> excepted =
        compile(file("shell.toml", rule + body), file("shell.exceptions.toml", exceptions));
    List<Compilation> filtered = compile(file("shell.toml", rule + body + filters));

    assertThat(reports(excepted.get(1))).isEmpty();
    assertThat(reports(excepted.get(0))).isEqualTo(reports(filtered.get(0)));
    assertThat(meaning(excepted.get(0))).isEqualTo(meaning(filtered.get(0)));
    assertThat(meaning(excepted.get(0)))
        .isNotEqualTo(meaning(compile(file("shell.toml", rule + body)).get(0)));
  }

  private static String meaning(Compilation compilation) {
    return compilation.analyzed().map(AnalyzedRule::query).orElseThrow().toString();
  }
}
