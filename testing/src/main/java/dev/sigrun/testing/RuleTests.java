package dev.sigrun.testing;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.testing.file.TestFile;
import dev.sigrun.testing.file.TestFileReader;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import dev.sigrun.testing.run.ChangedTests;
import dev.sigrun.testing.run.EventFieldLint;
import dev.sigrun.testing.run.FolderTests;
import dev.sigrun.testing.run.RuleFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads and runs the tests of rules: the entry point of this module.
 *
 * <pre>{@code
 * TestReport report = RuleTests.of(List.of("rules"), CompilerOptions.defaults()).run();
 * }</pre>
 */
public final class RuleTests {
  private static final DiagnosticKind SEVERAL_RULES =
      DiagnosticKind.error(
          "TST121", "'%s' contains %s. Put the rule under test into a file of its own.");

  private final TestPaths paths;
  private final CompilerOptions options;
  private final Optional<EarlierFiles> earlier;

  /** Test files that are compiled with the same rules. */
  private record Group(Path folder, List<Path> schemas) {}

  private RuleTests(TestPaths paths, CompilerOptions options, Optional<EarlierFiles> earlier) {
    this.paths = paths;
    this.options = options;
    this.earlier = earlier;
  }

  /**
   * The tests of the rules that {@code arguments} name.
   *
   * @param arguments rule files, test files, folders, or patterns such as {@code rules/**}{@code
   *     /*.toml}
   * @param options the options, with the fields that exist in addition to those that test files
   *     name
   */
  public static RuleTests of(List<String> arguments, CompilerOptions options) {
    return new RuleTests(TestPaths.find(arguments, options.formats()), options, Optional.empty());
  }

  /**
   * The tests of the rules in a folder: those next to them and those in another folder, where
   * {@code linux/shell.test.toml} tests {@code linux/shell.toml}.
   *
   * @param tests the other folder, which need not exist
   * @param options the options, with the fields that exist in addition to those that test files
   *     name
   */
  public static RuleTests of(Path rules, Path tests, CompilerOptions options) {
    return new RuleTests(
        TestPaths.find(rules, tests, options.formats()), options, Optional.empty());
  }

  /**
   * Only the tests that a change concerns: of rules that changed or depend on a changed one, tests
   * that changed themselves or name a file that did, and those that expect something of other rules
   * of a folder in which a rule changed.
   *
   * @param files as they were before the change
   */
  public RuleTests since(EarlierFiles files) {
    return new RuleTests(paths, options, Optional.of(files));
  }

  /** Reports about arguments that name neither rules nor tests; nothing is found there. */
  public List<Diagnostic> wrongPaths() {
    return paths.wrongPaths();
  }

  /**
   * Runs all tests. Errors in one file affect only its own cases.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public TestReport run() throws MissingJavaCompilerException {
    return new Run().run();
  }

  /** One run, with everything that it finds out. */
  private final class Run {
    private final DiagnosticSink sink = new DiagnosticSink(options.severities());
    private final Map<Path, TestFile> files = new LinkedHashMap<>();
    private final Map<Group, RuleFolder> folders = new HashMap<>();
    private final Map<Group, FolderTests> tests = new LinkedHashMap<>();
    private final Map<Path, Boolean> broken = new HashMap<>();

    TestReport run() throws MissingJavaCompilerException {
      paths.orphans().forEach(sink::add);
      Map<Path, DiagnosticSink> reports = new HashMap<>();
      for (Path rule : paths.rules()) {
        reports.put(rule, read(rule));
      }
      List<Path> rules = concerned();
      for (Path rule : rules) {
        int checkpoint = sink.checkpoint();
        Objects.requireNonNull(reports.get(rule)).diagnostics().forEach(sink::add);
        broken.put(rule, sink.hasErrorsSince(checkpoint));
      }
      for (Path rule : rules) {
        add(rule);
      }
      Map<Path, List<CaseResult>> results = new HashMap<>();
      for (FolderTests each : tests.values()) {
        results.putAll(each.run());
      }
      return new TestReport(
          rules.stream().filter(rule -> !isPart(rule)).map(rule -> result(rule, results)).toList(),
          sink.diagnostics());
    }

    /** Whether the file finds nothing itself, and no test for it exists. */
    private boolean isPart(Path rule) {
      List<CheckedRule> checked = folder(group(rule)).rules(rule);
      return paths.test(rule).isEmpty()
          && !checked.isEmpty()
          && checked.stream().allMatch(r -> r.outcome() == Compilation.Outcome.PART);
    }

    /** The rules whose tests are run. */
    private List<Path> concerned() {
      if (earlier.isEmpty()) {
        return paths.rules();
      }
      ChangedTests changed = new ChangedTests(earlier.get());
      return paths.rules().stream()
          .filter(
              rule ->
                  changed.concerns(
                      rule,
                      folder(group(rule)),
                      paths.test(rule),
                      Optional.ofNullable(files.get(rule))))
          .toList();
    }

    /** Reads the test of a rule, if there is one, and gives the reports about it. */
    private DiagnosticSink read(Path rule) {
      DiagnosticSink reports = new DiagnosticSink();
      TimePlaces times = TimePlaces.of(options.timestampField());
      paths
          .test(rule)
          .flatMap(test -> TestFileReader.read(test, times, reports))
          .ifPresent(file -> files.put(rule, file));
      return reports;
    }

    private Group group(Path rule) {
      Path folder = Optional.ofNullable(rule.getParent()).orElse(Path.of(""));
      TestFile file = files.get(rule);
      return new Group(folder, file == null ? List.of() : file.schemas());
    }

    private RuleFolder folder(Group group) {
      RuleFolder known = folders.get(group);
      if (known == null) {
        known = RuleFolder.of(paths.rulesBeside(group.folder()), extended(group.schemas()));
        folders.put(group, known);
      }
      return known;
    }

    private CompilerOptions extended(List<Path> schemas) {
      CompilerOptions all = options;
      for (Path schema : schemas) {
        all =
            RuleFiles.load(schema, sink)
                .flatMap(text -> SchemaReader.read(text, sink))
                .map(all::withSchema)
                .orElse(all);
      }
      return all;
    }

    private void add(Path rule) {
      Group group = group(rule);
      List<CheckedRule> checked = folder(group).rules(rule);
      boolean failed =
          checked.isEmpty()
              || checked.stream().anyMatch(r -> r.outcome() == Compilation.Outcome.FAILED);
      if (failed) {
        broken.put(rule, true);
        checked.stream()
            .flatMap(r -> r.diagnostics().stream())
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .forEach(sink::add);
      }
      TestFile file = files.get(rule);
      if (failed || file == null) {
        return;
      }
      List<CheckedRule> tested = underTest(checked);
      if (tested.size() > 1) {
        broken.put(rule, true);
        SourceText test = file.source();
        sink.report(SEVERAL_RULES, test, new Span(0, 0), rule, Counts.of(tested.size(), "rule"));
        return;
      }
      Optional<AnalyzedRule> analyzed = tested.get(0).analyzed();
      if (analyzed.isEmpty()) {
        return;
      }
      EventFieldLint.check(file, analyzed.get(), folder(group).schema(), sink);
      FolderTests ofGroup = tests.computeIfAbsent(group, key -> new FolderTests(folder(key), sink));
      if (!ofGroup.add(file, analyzed.get())) {
        broken.put(rule, true);
      }
    }

    /** The rules in a file that raise alerts, and are not only parts of others. */
    private static List<CheckedRule> underTest(List<CheckedRule> ofFile) {
      List<CheckedRule> alone =
          ofFile.stream().filter(r -> r.outcome() != Compilation.Outcome.PART).toList();
      return alone.isEmpty() || ofFile.size() == 1 ? ofFile : alone;
    }

    private RuleResult result(Path rule, Map<Path, List<CaseResult>> results) {
      List<CheckedRule> ofFile = underTest(folder(group(rule)).rules(rule));
      Optional<CheckedRule> checked =
          ofFile.size() == 1 ? Optional.of(ofFile.get(0)) : Optional.empty();
      Optional<TestFile> file = Optional.ofNullable(files.get(rule));
      Optional<String> unsupported =
          checked.flatMap(CheckedRule::unsupported).map(Diagnostic::message);
      List<CaseResult> cases =
          unsupported.isPresent()
              ? file.map(f -> skipped(f, unsupported.get())).orElse(List.of())
              : file.map(f -> results.get(f.path())).orElse(List.of());
      return new RuleResult(
          rule.toString(),
          checked.flatMap(CheckedRule::rule).map(Rule::name),
          paths.test(rule).map(Path::toString),
          unsupported.or(() -> refused(cases)),
          broken.getOrDefault(rule, false),
          cases);
    }

    private Optional<String> refused(List<CaseResult> cases) {
      return cases.stream().map(CaseResult::skipped).flatMap(Optional::stream).findFirst();
    }

    private List<CaseResult> skipped(TestFile file, String reason) {
      List<CaseResult> skipped = new ArrayList<>();
      file.cases()
          .forEach(
              test ->
                  skipped.add(
                      new CaseResult(
                          test.name(),
                          test.line(),
                          test.expectation().isPositive(),
                          Optional.empty(),
                          Optional.of(reason))));
      return skipped;
    }
  }
}
