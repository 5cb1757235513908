package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Rules in a jar.
 *
 * @param compiled the same rules without a jar
 */
public record CompiledJar(
    List<AnalyzedRule> rules, CompiledRules compiled, RuleSet set, Path file) {
  /** The bundled rules, and others of shapes that these do not have. */
  public static final List<String> OWN_RULES = List.of("../rules", "src/test/rules");

  /** The rules of folders that compile and that a test wants. */
  public static List<AnalyzedRule> rules(List<String> paths, Predicate<AnalyzedRule> wanted) {
    DiagnosticSink sink = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    Set<String> ids = new HashSet<>();
    return RuleFiles.find(paths, CompilerOptions.defaults().formats(), sink).stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .flatMap(text -> compiler.compileAll(text).stream())
        .filter(compilation -> compilation.outcome() == Compilation.Outcome.COMPILED)
        .flatMap(compilation -> compilation.analyzed().stream())
        .filter(wanted)
        .filter(rule -> ids.add(rule.rule().ruleId()))
        .toList();
  }

  /** Compiles rules to a jar. */
  public static CompiledJar of(List<AnalyzedRule> rules, Path file) throws Exception {
    RuleJar jar = RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules));
    jar.write(file);
    CompiledRules loaded = jar.load();
    return new CompiledJar(rules, loaded, RuleSet.of(loaded), file);
  }

  /** Compiles the rules of folders to a jar. */
  public static CompiledJar of(List<String> paths, Predicate<AnalyzedRule> wanted, Path file)
      throws Exception {
    List<AnalyzedRule> rules = rules(paths, wanted);
    assertThat(rules).hasSizeGreaterThan(50);
    return of(rules, file);
  }

  public RulesLocation location() {
    return RulesLocation.jars(file);
  }

  /** The names of the timelines by which rules with memory go. */
  public Set<String> timelines() {
    return set.detectors().stream()
        .map(CompiledJar::timeline)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name of the timeline of a detector. */
  static String timeline(Detector<?> detector) {
    return detector.timestampFields().isEmpty()
        ? "@timestamp"
        : detector.timestampFields().stream().map(DateField::name).collect(Collectors.joining(","));
  }

  /** The rules that need memory and go by this time; without a name those that judge events. */
  public RuleSet onTimeline(String timeline) {
    return RuleSet.of(
        new CompiledRules() {
          @Override
          public List<EventMatcher> matchers(Fields fields) {
            List<EventMatcher> matchers = compiled.matchers(fields);
            return timeline.isEmpty() ? matchers : List.of();
          }

          @Override
          public List<Detector<?>> detectors(Fields fields) {
            return compiled.detectors(fields).stream()
                .filter(each -> timeline(each).equals(timeline))
                .toList();
          }

          @Override
          public List<Suppressor> suppressors(Fields fields) {
            return compiled.suppressors(fields);
          }

          @Override
          public List<Rule> rules() {
            return compiled.rules();
          }
        });
  }
}
