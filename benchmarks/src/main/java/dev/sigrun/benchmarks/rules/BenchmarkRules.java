package dev.sigrun.benchmarks.rules;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The compiled rules of a folder. */
public final class BenchmarkRules {
  private static final String MADE_UP =
      """
      [metadata]
      creation_date = "2026/01/01"
      maturity = "production"
      updated_date = "2026/01/01"

      [rule]
      author = ["Sigrun"]
      description = "Made up to be measured."
      from = "now-9m"
      index = ["logs-*"]
      license = "Apache-2.0"
      name = "Made Up"
      risk_score = 1
      severity = "low"
      """;

  private BenchmarkRules() {}

  /** All rules in {@code folder} that compile, one of each id, by path. */
  public static List<AnalyzedRule> load(Path folder) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Path> files =
        RuleFiles.find(List.of(folder.toString()), CompilerOptions.ownFormats(), sink);
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    List<AnalyzedRule> rules =
        files.parallelStream()
            .map(file -> RuleFiles.load(file, new DiagnosticSink()))
            .flatMap(Optional::stream)
            .flatMap(text -> compiler.compileAll(text).stream())
            .filter(compilation -> compilation.outcome() == Compilation.Outcome.COMPILED)
            .map(Compilation::analyzed)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(rule -> rule.rule().path()))
            .toList();
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("No rule of " + folder + " compiles.");
    }
    Set<String> ids = new HashSet<>();
    return rules.stream().filter(rule -> ids.add(rule.rule().ruleId())).toList();
  }

  /**
   * A made-up rule.
   *
   * @param number determines its identity
   * @param keys the keys of its type, as TOML
   * @throws IllegalArgumentException if it does not compile
   */
  public static AnalyzedRule makeUp(int number, String keys) {
    String id = String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
    String toml = MADE_UP + "rule_id = \"" + id + "\"\n" + keys;
    Compilation compilation =
        RuleCompiler.create(CompilerOptions.defaults())
            .compile(SourceText.of("made_up_" + number + ".toml", toml));
    return compilation
        .analyzed()
        .orElseThrow(() -> new IllegalArgumentException(compilation.diagnostics().toString()));
  }

  /** A made-up rule with a condition in EQL, an event category and {@code where} included. */
  public static AnalyzedRule makeUpEql(int number, String query) {
    return makeUp(
        number, "type = \"eql\"\nlanguage = \"eql\"\nquery = \'\'\'\n" + query + "\n\'\'\'\n");
  }

  /**
   * Those that look at one event at a time, without those that are made to select every event,
   * whose matches would be all that is measured.
   */
  public static List<AnalyzedRule> singleEvent(List<AnalyzedRule> rules) {
    return rules.stream()
        .filter(rule -> rule.query().selection().isPresent())
        .filter(rule -> !selectsEverything(predicate(rule)))
        .toList();
  }

  /** All but those that are made to alert on every event, which try out that alerts arrive. */
  public static List<AnalyzedRule> withoutEverything(List<AnalyzedRule> rules) {
    return rules.stream()
        .filter(
            rule ->
                !(rule.query() instanceof Query.Threshold threshold
                    && threshold.count() <= 1
                    && selectsEverything(threshold.predicate())))
        .toList();
  }

  /** All but those in ES|QL. */
  public static List<AnalyzedRule> withoutEsql(List<AnalyzedRule> rules) {
    return rules.stream().filter(rule -> rule.rule().type() != RuleType.ESQL).toList();
  }

  /**
   * All, without as many rules in KQL as there are in ES|QL: queries, thresholds and new terms are
   * drawn in the proportions that they have.
   */
  public static List<AnalyzedRule> esqlForKql(List<AnalyzedRule> rules, long seed) {
    int esql = rules.size() - withoutEsql(rules).size();
    Set<RuleType> kql = EnumSet.of(RuleType.QUERY, RuleType.THRESHOLD, RuleType.NEW_TERMS);
    long all = rules.stream().filter(rule -> kql.contains(rule.rule().type())).count();
    Random random = new Random(seed);
    Set<AnalyzedRule> drawn = new HashSet<>();
    for (RuleType type : kql) {
      List<AnalyzedRule> ofType =
          new ArrayList<>(rules.stream().filter(rule -> rule.rule().type() == type).toList());
      Collections.shuffle(ofType, random);
      drawn.addAll(ofType.subList(0, (int) Math.round((double) esql * ofType.size() / all)));
    }
    return rules.stream().filter(rule -> !drawn.contains(rule)).toList();
  }

  /** The condition of a rule that looks at one event at a time. */
  public static Predicate predicate(AnalyzedRule rule) {
    return rule.query()
        .selection()
        .orElseThrow(() -> new IllegalArgumentException(rule.rule() + " looks at several events."));
  }

  private static boolean selectsEverything(Predicate predicate) {
    return predicate instanceof Predicate.Constant constant && constant.value()
        || predicate instanceof Predicate.StringIn in && in.field().name().equals("event.kind");
  }

  /** {@code count} rules spread evenly over all, or all if there are fewer. */
  static List<AnalyzedRule> spread(List<AnalyzedRule> rules, int count) {
    return count >= rules.size()
        ? rules
        : IntStream.range(0, count)
            .mapToObj(i -> rules.get((int) ((long) i * rules.size() / count)))
            .toList();
  }
}
