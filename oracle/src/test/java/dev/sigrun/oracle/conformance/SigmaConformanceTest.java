package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rules of Sigma over flat events: rules that must be refused are refused, all others select. */
class SigmaConformanceTest {
  private static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

  /** Cases in which we decide otherwise, for the reasons that the documentation gives. */
  private static final Set<String> OTHERWISE = Set.of("startswith-endswith", "cidr-mapped");

  @TestFactory
  Stream<DynamicTest> selectsWhatTheRuleSays() {
    List<Subject> subjects =
        cases("expected")
            .filter(c -> !c.containsKey("expect_error"))
            .filter(c -> !OTHERWISE.contains(Suites.string(c, "id")))
            .map(SigmaConformanceTest::subject)
            .toList();
    assertThat(subjects.size()).isEqualTo(250);
    return Subject.tests(subjects, NOW);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsNoRule() {
    List<Map<String, @Nullable Object>> refused = cases("expect_error").toList();
    assertThat(refused.size()).isEqualTo(50);
    return refused.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    Suites.string(c, "id"),
                    () -> {
                      List<Diagnostic> reports =
                          compile(c).stream().flatMap(each -> each.diagnostics().stream()).toList();
                      assertThat(reports.stream().anyMatch(SigmaConformanceTest::refuses))
                          .as("%s %s", c.get("why"), reports)
                          .isTrue();
                    }));
  }

  private static boolean refuses(Diagnostic report) {
    return report.severity() == Severity.ERROR || report.severity() == Severity.UNSUPPORTED;
  }

  @TestFactory
  Stream<DynamicTest> findsWhatTheCorrelationSays() {
    List<Map<String, @Nullable Object>> correlations = cases("expected_groups").toList();
    assertThat(correlations.size()).isEqualTo(64);
    return correlations.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    Suites.string(c, "id") + ": " + c.get("why"),
                    () ->
                        assertThat(found(c))
                            .as("%s", c.get("rule"))
                            .hasToString(String.valueOf(c.get("expected_groups")))));
  }

  /** The events of each detection, by their numbers. */
  private static List<List<Long>> found(Map<String, @Nullable Object> c) throws Exception {
    List<Compilation> rules = compile(c);
    List<AnalyzedRule> loud =
        rules.stream()
            .filter(rule -> rule.outcome() != Compilation.Outcome.PART)
            .flatMap(rule -> rule.analyzed().stream())
            .toList();
    assertThat(rules.get(rules.size() - 1).analyzed())
        .as("%s", rules.get(rules.size() - 1).diagnostics())
        .isPresent();
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(loud);
    assertThat(java.refused()).isEmpty();
    String ruleId = loud.get(loud.size() - 1).rule().ruleId();
    List<List<Long>> found = new ArrayList<>();
    try (dev.sigrun.runtime.engine.Engine engine =
        dev.sigrun.runtime.engine.Engine.builder(RuleSet.of(RuleJar.compile(java).load()))
            .allowedLateness(Duration.ofDays(1))
            .onDetection(
                (rule, detection) -> {
                  if (rule.ruleId().equals(ruleId)) {
                    found.add(
                        detection.events().stream()
                            .map(event -> event == null ? -1 : event.line())
                            .toList());
                  }
                })
            .build()) {
      long number = 0;
      for (Map<String, @Nullable Object> event : Suites.objects(c.get("events"))) {
        byte[] json = JsonValues.write(event).getBytes(StandardCharsets.UTF_8);
        assertThat(engine.accept(json, "case", number++)).isTrue();
      }
    }
    return found;
  }

  private static Stream<Map<String, @Nullable Object>> cases(String key) {
    return Suites.objects(Suites.json(SharedFiles.text("conformance/sigma-cases.json"))).stream()
        .filter(c -> c.containsKey(key));
  }

  private static List<Compilation> compile(Map<String, @Nullable Object> c) {
    CompilerOptions defaults = CompilerOptions.defaults();
    SigmaData data = new WithPlaceholders(placeholders(c));
    CompilerOptions options =
        defaults.withLanguages(defaults.languages().with(new SigmaLanguage(data)));
    return RuleCompiler.create(options)
        .compileAll(SourceText.of(Suites.string(c, "id") + ".yml", Suites.string(c, "rule")));
  }

  private static Map<String, List<String>> placeholders(Map<String, @Nullable Object> c) {
    return JsonValues.asObject(c.get("placeholders")).orElse(Map.of()).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    StreamSupport.stream(((Iterable<?>) each.getValue()).spliterator(), false)
                        .map(String::valueOf)
                        .toList()));
  }

  /** A file of several rules selects what one of them does. */
  private static Subject subject(Map<String, @Nullable Object> c) {
    String name = Suites.string(c, "id") + ": " + c.get("why");
    List<Predicate> predicates = new ArrayList<>();
    Optional<Origin> origin = Optional.empty();
    for (Compilation each : compile(c)) {
      if (each.outcome() == Compilation.Outcome.PART) {
        continue;
      }
      assertThat(each.analyzed()).as(name + each.diagnostics()).isPresent();
      AnalyzedRule rule = each.analyzed().orElseThrow();
      Query.SingleEvent query = (Query.SingleEvent) rule.query();
      predicates.add(query.predicate());
      origin = Optional.of(query.origin());
    }
    List<Object> expected = new ArrayList<>();
    ((Iterable<?>) c.get("expected")).forEach(expected::add);
    return new Subject(
        name,
        Predicate.or(origin.orElseThrow(), predicates),
        matcher -> selected(Suites.objects(c.get("events")), matcher),
        IntStream.range(0, expected.size())
            .filter(i -> Boolean.TRUE.equals(expected.get(i)))
            .boxed()
            .toList());
  }

  private static List<Integer> selected(
      List<Map<String, @Nullable Object>> events, Engine.Matcher matcher) {
    return IntStream.range(0, events.size())
        .filter(i -> matcher.matches(events.get(i)))
        .boxed()
        .toList();
  }

  private record WithPlaceholders(Map<String, List<String>> values) implements SigmaData {
    @Override
    public Optional<List<SigmaValue>> placeholder(String name) {
      Origin nowhere = Origin.of(SourceText.of("", ""), SourceText.of("", "").whole());
      return Optional.ofNullable(values.get(name))
          .map(
              texts ->
                  texts.stream().map(t -> (SigmaValue) new SigmaValue.Text(nowhere, t)).toList());
    }

    @Override
    public List<EventField> field(
        LogSource source, String name, Origin origin, DiagnosticSink sink) {
      return SigmaData.flat().field(source, name, origin, sink);
    }

    @Override
    public Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink) {
      return SigmaData.flat().condition(rule, sink);
    }
  }
}
