package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ways from the text of rules to their matchers, for tests. */
final class GeneratedRules {
  /** The identity of the rules of {@link #eql} and {@link #kql}. */
  static final String ID = "00000000-0000-4000-8000-000000000001";

  private static final RuleCompiler COMPILER = RuleCompiler.create(CompilerOptions.defaults());

  private GeneratedRules() {}

  /** A rule file with this query. */
  static String toml(String id, String name, String language, String query) {
    return RuleText.of(id, name, language, query);
  }

  /** A rule that must have no errors. */
  static AnalyzedRule analyze(String path, String toml) {
    Compilation compilation = COMPILER.compile(SourceText.of(path, toml));
    assertThat(compilation.analyzed()).as("%s: %s", path, compilation.diagnostics()).isPresent();
    return compilation.analyzed().orElseThrow();
  }

  /** The rule of one EQL query. */
  static AnalyzedRule eql(String query) {
    return analyze("rules/test.toml", toml(ID, "A test", "eql", query));
  }

  /** The rule of one KQL query. */
  static AnalyzedRule kql(String query) {
    return analyze("rules/test.toml", toml(ID, "A test", "kuery", query));
  }

  /** These rules as Java. */
  static GeneratedJava emit(AnalyzedRule... rules) {
    return JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rules));
  }

  /** These rules, compiled and loaded; all of them must be supported. */
  static CompiledRules load(AnalyzedRule... rules) {
    GeneratedJava java = emit(rules);
    assertThat(java.refused()).isEmpty();
    try {
      return RuleJar.compile(java).load();
    } catch (MissingJavaCompilerException e) {
      throw new AssertionError(e);
    }
  }

  /** The ids of the rules that select an event. */
  static List<String> matches(CompiledRules rules, String json) throws EventFormatException {
    RuleSet set = RuleSet.of(rules);
    Event event = set.reader(() -> 0).read(json.getBytes(StandardCharsets.UTF_8));
    List<String> ids = new ArrayList<>();
    set.match(event, (rule, e) -> ids.add(rule.ruleId()));
    return ids;
  }
}
