package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.BrokenRule;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.MissingField;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Rules that were compiled together.
 *
 * @param rules in the order of their sources, files beside rules among them
 */
public record CheckedRules(List<CheckedRule> rules) {
  /** Copies the list. */
  public CheckedRules {
    rules = List.copyOf(rules);
  }

  /** Compiles all rules, on all processors. */
  public static CheckedRules compile(
      RuleSources sources, CompilerOptions options, CompileProgress progress) {
    return compile(sources, file -> true, options, progress);
  }

  /**
   * Compiles some rules, on all processors. The others are only read, because those may refer to
   * them.
   *
   * @param chosen the files whose rules are compiled
   */
  public static CheckedRules compile(
      RuleSources sources,
      Predicate<RuleSources.File> chosen,
      CompilerOptions options,
      CompileProgress progress) {
    RuleCompiler compiler = RuleCompiler.create(options);
    List<FileRules> all =
        sources.files().parallelStream().map(file -> FileRules.read(file, compiler)).toList();
    QuerySet together =
        RuleCompiler.together(all.stream().flatMap(file -> file.drafts().stream()).toList());
    List<FileRules> files = all.stream().filter(read -> chosen.test(read.file())).toList();
    AtomicInteger done = new AtomicInteger();
    List<CheckedRule> rules =
        files.parallelStream()
            .map(
                file -> {
                  List<CheckedRule> ofFile = file.compile(compiler, together);
                  progress.compiled(done.incrementAndGet(), files.size());
                  return ofFile;
                })
            .flatMap(List::stream)
            .toList();
    return checkTogether(rules, options.severities());
  }

  /** The rules with what is wrong with them as a set. */
  static CheckedRules checkTogether(List<CheckedRule> rules, Severities severities) {
    SetReport report = SetReport.of(rules.stream().map(RuleFacts::of).toList(), severities);
    List<CheckedRule> checked = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      checked.add(rules.get(i).amongOthers(report.rules().get(i)));
    }
    return new CheckedRules(checked);
  }

  private SetReport report() {
    return new SetReport(rules.stream().map(RuleFacts::of).toList());
  }

  /** The rules alone, without the files beside them; a file with errors counts as a rule. */
  public List<CheckedRule> rulesAlone() {
    return rules.stream()
        .filter(rule -> !rule.beside() || rule.outcome() == Compilation.Outcome.FAILED)
        .toList();
  }

  /** The number of rules with this outcome. */
  public long count(Compilation.Outcome outcome) {
    return rulesAlone().stream().filter(rule -> rule.outcome() == outcome).count();
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

  /**
   * All rules as several back ends render them.
   *
   * @param mapping the one that the back ends use
   */
  public Exports export(List<ExportBackend> backends, FieldMapping mapping) {
    return new Exports(
        backends.stream().map(this::export).toList(),
        broken(),
        mapping.name(),
        MissingField.of(mapping, analyzed()));
  }

  /** The rules that {@link #export} leaves out. */
  public List<BrokenRule> broken() {
    return rules.stream()
        .filter(rule -> rule.outcome() == Compilation.Outcome.FAILED)
        .map(
            rule ->
                new BrokenRule(
                    rule.path(), rule.identity(), rule.rule().map(Rule::name), rule.diagnostics()))
        .toList();
  }

  /**
   * The rules without errors of their own that raise alerts, of several with the same identity the
   * first.
   */
  public List<AnalyzedRule> analyzed() {
    Set<String> identities = new HashSet<>();
    return rules.stream()
        .filter(rule -> rule.outcome() != Compilation.Outcome.PART)
        .map(CheckedRule::analyzed)
        .flatMap(Optional::stream)
        .filter(rule -> identities.add(rule.rule().ruleId()))
        .toList();
  }

  /** The number of unsupported rules, by reason. */
  public Map<String, Integer> unsupportedByReason() {
    return report().unsupportedByReason();
  }

  /**
   * {@code 12 rules: 9 compiled, 2 unsupported (2 ES|QL), 1 failed, 4 warnings}; rules that belong
   * to others are counted if there are some.
   */
  public String summary() {
    return report().summary();
  }
}
