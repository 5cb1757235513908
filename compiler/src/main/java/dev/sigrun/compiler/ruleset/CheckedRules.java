package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.BrokenRule;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleSetChecker;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rules that were compiled together.
 *
 * @param rules in the order of their sources
 */
public record CheckedRules(List<CheckedRule> rules) {
  /** Copies the list. */
  public CheckedRules {
    rules = List.copyOf(rules);
  }

  /** Compiles all rules, on all processors. */
  public static CheckedRules compile(
      RuleSources sources, CompilerOptions options, CompileProgress progress) {
    RuleCompiler compiler = RuleCompiler.create(options);
    AtomicInteger done = new AtomicInteger();
    int all = sources.files().size();
    List<CheckedRule> rules =
        sources.files().parallelStream()
            .map(
                file -> {
                  CheckedRule rule = compile(file, compiler);
                  progress.compiled(done.incrementAndGet(), all);
                  return rule;
                })
            .toList();
    return new CheckedRules(checkTogether(rules, options.severities()));
  }

  private static CheckedRule compile(RuleSources.File file, RuleCompiler compiler) {
    Optional<Compilation> compilation = file.text().map(compiler::compile);
    List<Diagnostic> diagnostics =
        compilation.map(Compilation::diagnostics).orElse(file.diagnostics());
    return new CheckedRule(file.path(), compilation, diagnostics);
  }

  private static List<CheckedRule> checkTogether(List<CheckedRule> rules, Severities severities) {
    DiagnosticSink sink = new DiagnosticSink(severities);
    List<Rule> readable = rules.stream().map(CheckedRule::rule).flatMap(Optional::stream).toList();
    RuleSetChecker.check(readable, sink);
    IdentityHashMap<SourceText, List<Diagnostic>> bySource = new IdentityHashMap<>();
    for (Diagnostic diagnostic : sink.diagnostics()) {
      bySource.computeIfAbsent(diagnostic.source(), s -> new ArrayList<>()).add(diagnostic);
    }
    return rules.stream()
        .map(
            rule ->
                rule.compilation()
                    .map(c -> rule.with(bySource.getOrDefault(c.source(), List.of())))
                    .orElse(rule))
        .toList();
  }

  /** How many ended so. */
  public long count(Compilation.Outcome outcome) {
    return rules.stream().filter(rule -> rule.outcome() == outcome).count();
  }

  /** Whether some rule has errors. */
  public boolean hasFailures() {
    return count(Compilation.Outcome.FAILED) > 0;
  }

  /** All reports, in the order of the rules. */
  public List<Diagnostic> diagnostics() {
    return rules.stream().flatMap(rule -> rule.diagnostics().stream()).toList();
  }

  /** All rules without errors as {@code backend} renders them, on all processors. */
  public TargetExports export(ExportBackend backend) {
    List<Artifact> artifacts =
        rules.parallelStream()
            .filter(rule -> rule.outcome() != Compilation.Outcome.FAILED)
            .map(rule -> rule.compilation().flatMap(compilation -> compilation.emit(backend)))
            .flatMap(Optional::stream)
            .toList();
    return TargetExports.of(backend, artifacts);
  }

  /** The rules that {@link #export} leaves out. */
  public List<BrokenRule> broken() {
    return rules.stream()
        .filter(rule -> rule.outcome() == Compilation.Outcome.FAILED)
        .map(
            rule ->
                new BrokenRule(
                    rule.path(),
                    rule.identity(),
                    rule.rule().map(Rule::name),
                    rule.diagnostics()))
        .toList();
  }

  /** The rules without errors of their own, of several with the same identity the first. */
  public List<AnalyzedRule> analyzed() {
    Set<String> identities = new HashSet<>();
    return rules.stream()
        .map(CheckedRule::analyzed)
        .flatMap(Optional::stream)
        .filter(rule -> identities.add(rule.rule().ruleId()))
        .toList();
  }

  /** How many rules are not supported, by reason. */
  public Map<String, Integer> unsupportedByReason() {
    Map<String, Integer> counts = new TreeMap<>();
    rules.stream()
        .map(CheckedRule::unsupported)
        .flatMap(Optional::stream)
        .forEach(reason -> counts.merge(label(reason), 1, Integer::sum));
    return counts;
  }

  /** {@code 12 rules: 9 compiled, 2 unsupported (2 ES|QL), 1 failed, 4 warnings}. */
  public String summary() {
    long unsupported = count(Compilation.Outcome.UNSUPPORTED);
    long warnings = diagnostics().stream().filter(d -> d.severity() == Severity.WARNING).count();
    return Counts.of(rules.size(), "rule")
        + ": "
        + count(Compilation.Outcome.COMPILED)
        + " compiled, "
        + unsupported
        + " unsupported"
        + (unsupported == 0 ? "" : " (" + Counts.byLabel(unsupportedByReason()) + ")")
        + ", "
        + count(Compilation.Outcome.FAILED)
        + " failed, "
        + Counts.of(warnings, "warning");
  }

  /** What a rule needs that is not supported, in a word or two. */
  private static String label(Diagnostic reason) {
    return switch (reason.code()) {
      case "ANA001" -> "ES|QL";
      case "ANA002" -> "machine learning";
      case "ANA003" -> "Lucene";
      case "ANA004" -> "saved query";
      default -> reason.message();
    };
  }
}
