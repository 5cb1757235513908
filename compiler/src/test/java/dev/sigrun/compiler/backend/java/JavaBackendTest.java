package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.names.ClassNames;
import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole generated files, names, refusals and determinism. */
class JavaBackendTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(JavaBackendTest.class);

  static List<String> goldenCases() {
    return GOLDEN.cases();
  }

  @ParameterizedTest
  @MethodSource("goldenCases")
  void aRuleBecomesAReadableClass(String name) throws Exception {
    String toml = GOLDEN.input(name, "rule.toml");
    GeneratedJava java =
        GeneratedRules.emit(GeneratedRules.analyze("rules/" + name + ".toml", toml));
    assertThat(java.matchers()).hasSize(1);
    String matcher = java.matchers().get(0).className();
    java.sources().stream()
        .filter(source -> source.qualifiedName().equals(matcher))
        .forEach(source -> GOLDEN.check(name, "Matcher.java", source.content()));
    CompiledRules rules = RuleJar.compile(java).load();
    for (String event : GOLDEN.input(name, "matches.ndjson").lines().toList()) {
      assertThat(GeneratedRules.matches(rules, event)).as(event).hasSize(1);
    }
    for (String event : GOLDEN.input(name, "others.ndjson").lines().toList()) {
      assertThat(GeneratedRules.matches(rules, event)).as(event).isEmpty();
    }
  }

  @Test
  void aSetIsAServiceWithItsRules() throws Exception {
    GeneratedJava java = GeneratedRules.emit(rules(2).toArray(AnalyzedRule[]::new));
    java.sources().stream()
        .filter(source -> source.qualifiedName().equals(java.setName()))
        .forEach(source -> GOLDEN_SET.check("set", "DetectionRules.java", source.content()));
    java.resources().stream()
        .filter(r -> !r.path().endsWith(SetClassWriter.INDEX))
        .forEach(
            r ->
                GOLDEN_SET.check(
                    "set", fileName(r.path()), new String(r.bytes(), StandardCharsets.UTF_8)));
    assertThat(java.resources()).hasSize(4);
  }

  private static final GoldenFiles GOLDEN_SET = GoldenFiles.of(SetClassWriter.class);

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "rules/linux/execution_some_tool.toml, ExecutionSomeTool",
    "C:\\rules\\execution_some_tool.toml, ExecutionSomeTool",
    "execution.toml, Execution",
    "7zip.toml, Rule7zip",
    "class.toml, Class",
    "event.toml, Event2",
    "String.toml, String2",
    "keyword-field.toml, KeywordField2",
    "detectionrules.toml, Detectionrules2",
    "con.toml, ConRule",
    "lpt1.toml, Lpt1Rule",
    "日本.toml, Rule2",
    "été_x.toml, TX",
    "..toml, Rule2",
    "$S$L.toml, SL",
  })
  void classesAreNamedAfterFiles(String path, String name) {
    assertThat(new ClassNames("DetectionRules").of(path)).isEqualTo(name);
  }

  @Test
  void namesThatDifferByCaseAreNumbered() {
    ClassNames names = new ClassNames("DetectionRules");
    assertThat(Stream.of("a/some_tool.toml", "b/SomeTool.toml", "c/sometool.toml").map(names::of))
        .containsExactly("SomeTool", "SomeTool2", "Sometool3");
  }

  @Test
  void longNamesAreCut() {
    assertThat(new ClassNames("DetectionRules").of("x".repeat(300) + ".toml")).hasSize(80);
  }

  @Test
  void theOrderOfRulesDoesNotMatter() throws Exception {
    List<AnalyzedRule> rules = new ArrayList<>(rules(20));
    GeneratedJava first = GeneratedRules.emit(rules.toArray(AnalyzedRule[]::new));
    Collections.shuffle(rules, new Random(7));
    GeneratedJava second = GeneratedRules.emit(rules.toArray(AnalyzedRule[]::new));
    assertThat(second.sources()).isEqualTo(first.sources());
    assertThat(second.resources()).isEqualTo(first.resources());
    assertThat(second.matchers()).isEqualTo(first.matchers());
    assertThat(RuleJar.compile(second).toBytes()).isEqualTo(RuleJar.compile(first).toBytes());
  }

  private static List<AnalyzedRule> rules(int count) {
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString();
      String query = "any where user.name in (\"a\", \"b" + i + "\")";
      // Pairs of files of the same name, whose classes need numbers.
      String path = "rules/" + i % 2 + "/rule_" + i / 2 + ".toml";
      rules.add(GeneratedRules.analyze(path, GeneratedRules.toml(id, "Rule " + i, "eql", query)));
    }
    return rules;
  }

  @Test
  void aSecondRuleOfTheSameIdIsReported() throws Exception {
    AnalyzedRule rule = GeneratedRules.eql("any where true");
    GeneratedJava java = GeneratedRules.emit(rule, rule);
    assertThat(java.matchers()).hasSize(1);
    assertThat(java.refused()).hasSize(1);
    assertThat(RuleJar.compile(java).load().rules()).hasSize(1);
  }

  @Test
  void noRulesAreASetToo() throws Exception {
    assertThat(RuleJar.compile(GeneratedRules.emit()).load().rules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "a.class", "1a", "a b", "a;b", "a/b"})
  void packagesHaveLegalNames(String name) {
    assertThatThrownBy(() -> new JavaBackend.Options(name, "Rules"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JavaBackend.Options("a", name.isEmpty() ? "a.b" : name))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
