package dev.sigrun.testing.run;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.testing.file.TestCase;
import dev.sigrun.testing.file.TestFile;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the test files of one folder that share their schema: validates their expectations, compiles
 * the rules that they need once, and runs every case in its own engine.
 */
public final class FolderTests {
  private static final DiagnosticKind UNKNOWN_RULE =
      DiagnosticKind.error("TST113", "No rule in this folder is named '%s'.%s");
  private static final DiagnosticKind ITSELF =
      DiagnosticKind.error("TST114", "'%s' is the rule under test. Use 'expect' for it.");
  private static final DiagnosticKind CONTRADICTION =
      DiagnosticKind.error("TST115", "'%s' is in both 'also' and 'never'.");
  private static final DiagnosticKind NOT_RUN =
      DiagnosticKind.error("TST116", "'%s' cannot be run: it %s.");

  private final RuleFolder folder;
  private final DiagnosticSink sink;
  private final List<Planned> planned = new ArrayList<>();
  private final Map<String, Explanation> explanations = new HashMap<>();

  /** The ids of other rules that a case mentions. */
  private record Others(Set<String> also, Set<String> never, boolean nothingElse) {}

  /** A case with its file, its rule and its text of others. */
  private record Planned(TestFile file, AnalyzedRule rule, TestCase test, Others others) {}

  /**
   * Tests of the rules in {@code folder}.
   *
   * @param sink receives diagnostics about them
   */
  public FolderTests(RuleFolder folder, DiagnosticSink sink) {
    this.folder = folder;
    this.sink = sink;
  }

  /**
   * Adds the tests of a rule of the folder.
   *
   * @return whether they can be run: false after a report
   */
  public boolean add(TestFile file, AnalyzedRule rule) {
    int checkpoint = sink.checkpoint();
    ShapeFacts shape = ShapeFacts.of(rule.query());
    List<Planned> cases = new ArrayList<>();
    for (TestCase test : file.cases()) {
      ExpectationChecker.check(test, shape, rule.rule(), sink);
      cases.add(new Planned(file, rule, test, others(test, rule.rule())));
    }
    if (sink.hasErrorsSince(checkpoint)) {
      return false;
    }
    planned.addAll(cases);
    return true;
  }

  private Others others(TestCase test, Rule rule) {
    Set<String> also = ids(test.others().also(), rule);
    Set<String> never = ids(test.others().never(), rule);
    for (DataValue.Text name : test.others().never()) {
      folder
          .named(name.value())
          .flatMap(CheckedRule::rule)
          .filter(other -> also.contains(other.ruleId()))
          .ifPresent(other -> report(CONTRADICTION, name, name.value()));
    }
    return new Others(also, never, test.others().nothingElse().isPresent());
  }

  private Set<String> ids(List<DataValue.Text> names, Rule rule) {
    Set<String> ids = new TreeSet<>();
    for (DataValue.Text name : names) {
      Optional<CheckedRule> found = folder.named(name.value());
      if (found.isEmpty()) {
        DidYouMean hint = Suggestions.didYouMean(name.value(), folder.names());
        report(UNKNOWN_RULE, name, name.value(), hint);
      } else if (found.get().outcome() != Compilation.Outcome.COMPILED) {
        report(NOT_RUN, name, name.value(), reason(found.get().outcome()));
      } else {
        String id = found.get().rule().orElseThrow().ruleId();
        if (id.equals(rule.ruleId())) {
          report(ITSELF, name, name.value());
        }
        ids.add(id);
      }
    }
    return ids;
  }

  private static String reason(Compilation.Outcome outcome) {
    return switch (outcome) {
      case FAILED -> "has errors";
      case PART -> "raises no alerts of its own";
      case COMPILED, UNSUPPORTED -> "is not supported";
    };
  }

  private void report(DiagnosticKind kind, DataValue.Text name, Object... arguments) {
    sink.report(kind, name.origin().source(), name.origin().span(), arguments);
  }

  /**
   * Runs all cases; gives their results by the paths of their files.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public Map<Path, List<CaseResult>> run() throws MissingJavaCompilerException {
    Map<Path, List<CaseResult>> results = new LinkedHashMap<>();
    if (planned.isEmpty()) {
      return results;
    }
    RuleFolder.Compiled compiled = folder.compile(needed());
    for (Planned each : planned) {
      results
          .computeIfAbsent(each.file().path(), path -> new ArrayList<>())
          .add(run(each, compiled));
    }
    return results;
  }

  /**
   * The rules under test, even those that are parts of others, and those that cases mention; all
   * rules if a case mentions all.
   */
  private List<AnalyzedRule> needed() {
    boolean all = planned.stream().anyMatch(each -> each.others().nothingElse());
    Set<String> ids = new HashSet<>();
    Map<String, AnalyzedRule> needed = new LinkedHashMap<>();
    for (Planned each : planned) {
      needed.put(each.rule().rule().ruleId(), each.rule());
      ids.addAll(each.others().also());
      ids.addAll(each.others().never());
    }
    folder.analyzed().stream()
        .filter(rule -> all || ids.contains(rule.rule().ruleId()))
        .forEach(rule -> needed.put(rule.rule().ruleId(), rule));
    return List.copyOf(needed.values());
  }

  private CaseResult run(Planned each, RuleFolder.Compiled compiled)
      throws MissingJavaCompilerException {
    TestCase test = each.test();
    Optional<String> refused =
        Optional.ofNullable(compiled.refused().get(each.rule().rule().ruleId()));
    Optional<Failure> failure = refused.isPresent() ? Optional.empty() : failure(each, compiled);
    return new CaseResult(
        test.name(), test.line(), test.expectation().isPositive(), failure, refused);
  }

  private Optional<Failure> failure(Planned each, RuleFolder.Compiled compiled)
      throws MissingJavaCompilerException {
    TestCase test = each.test();
    AnalyzedRule rule = each.rule();
    CaseRun run = CaseRun.of(test, rule.rule().ruleId(), compiled.set());
    if (!run.malformed().isEmpty()) {
      String first = test.label(run.malformed().get(0));
      return Optional.of(Explanation.plain("events", first + " cannot be read as an event"));
    }
    if (!run.failures().isEmpty()) {
      String first = run.failures().get(0).message();
      return Optional.of(Explanation.plain("rules that judge every event", first));
    }
    Judgement judgement = Judgement.of(test, ShapeFacts.of(rule.query()), run.own());
    if (!judgement.passed()) {
      List<Failure.Finding> findings = explanation(rule).explain(test, judgement);
      return Optional.of(new Failure(judgement.expected(), judgement.found(), findings));
    }
    return othersFailure(each.others(), run.others());
  }

  private Explanation explanation(AnalyzedRule rule) throws MissingJavaCompilerException {
    String ruleId = rule.rule().ruleId();
    Explanation known = explanations.get(ruleId);
    if (known == null) {
      known = Explanation.of(rule);
      explanations.put(ruleId, known);
    }
    return known;
  }

  private Optional<Failure> othersFailure(Others expected, Set<String> found) {
    List<String> silent =
        expected.also().stream().filter(id -> !found.contains(id)).map(this::quoted).toList();
    if (!silent.isEmpty()) {
      return Optional.of(
          Explanation.plain("a match of " + String.join(", ", silent) + " as well", "none of it"));
    }
    List<String> loud =
        found.stream()
            .filter(folder::raisesAlerts)
            .filter(
                id ->
                    expected.never().contains(id)
                        || (expected.nothingElse() && !expected.also().contains(id)))
            .map(this::quoted)
            .sorted()
            .toList();
    return loud.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Explanation.plain("no match of other rules", "a match of " + String.join(", ", loud)));
  }

  private String quoted(String ruleId) {
    return "'" + folder.title(ruleId) + "'";
  }
}
