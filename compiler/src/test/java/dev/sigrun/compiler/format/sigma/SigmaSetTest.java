package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.RuleDraft;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, correlations and filters that refer to each other across files. */
class SigmaSetTest {
  private static final String BASE =
      """
      title: Base
      id: 11111111-1111-4111-8111-11111111111A
      name: base
      logsource:
        category: test
      detection:
        sel:
          f: 1
        condition: sel
      """;

  private static final String FILTER =
      """
      title: Filter
      logsource:
        category: test
      filter:
        rules: any
        sel:
          user: admin
        condition: not sel
      """;

  private static String correlation(String name, String rest) {
    return "title: %s\nname: %s\ncorrelation:\n  timespan: 1m\n  %s\n"
        .formatted(name, name, rest.replace("; ", "\n  "));
  }

  /** The compilations of files, by their titles. */
  private static Map<String, Compilation> compile(String... files) {
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    List<RuleDraft> drafts = new ArrayList<>();
    for (int i = 0; i < files.length; i++) {
      drafts.addAll(compiler.read(SourceText.of("file" + i + ".yml", files[i])));
    }
    QuerySet together = RuleCompiler.together(drafts);
    Map<String, Compilation> compiled = new TreeMap<>();
    drafts.forEach(
        draft ->
            compiled.put(draft.outline().name().orElse(""), compiler.compile(draft, together)));
    return compiled;
  }

  private static String outcomes(Map<String, Compilation> compiled) {
    return compiled.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue().outcome())
        .collect(Collectors.joining(", "));
  }

  @Test
  void aCorrelationFindsItsRulesInOtherFilesAndSilencesThem() {
    String byId =
        correlation(
            "Id",
            "type: event_count; rules: 11111111-1111-4111-8111-11111111111a; condition: {gte: 2}");
    assertThat(outcomes(compile(byId, BASE))).isEqualTo("Base PART, Id COMPILED");
    String loud =
        correlation(
            "Loud", "type: event_count; rules: [base]; condition: {gte: 2}; generate: true");
    assertThat(outcomes(compile(BASE, loud))).isEqualTo("Base COMPILED, Loud COMPILED");
    assertThat(outcomes(compile(BASE, loud, byId)))
        .isEqualTo("Base PART, Id COMPILED, Loud COMPILED");
  }

  @Test
  void aCorrelationWithErrorsSilencesNothing() {
    String broken = correlation("Broken", "type: temporal; rules: [base, elsewhere]");
    assertThat(outcomes(compile(BASE, broken))).isEqualTo("Base COMPILED, Broken FAILED");
  }

  @Test
  void aCorrelationOfNoRulesIsAnError() {
    String counted = correlation("None", "type: event_count; rules: []; condition: {gte: 2}");
    assertThat(codes(compile(counted).get("None"))).isEqualTo("SIG091");
    String temporal = correlation("None", "type: temporal; rules: []");
    assertThat(codes(compile(temporal).get("None"))).isEqualTo("SIG091");
  }

  @Test
  void aCorrelationOverCorrelationsSilencesThem() {
    String inner = correlation("Inner", "type: event_count; rules: base; condition: {gte: 2}");
    String outer = correlation("Outer", "type: temporal_ordered; rules: [Inner, base]");
    Map<String, Compilation> compiled = compile(inner, outer, BASE);
    assertThat(outcomes(compiled)).isEqualTo("Base PART, Inner PART, Outer COMPILED");
    assertThat(compiled.get("Outer").analyzed().orElseThrow().query())
        .hasToString(
            """
            correlation order >= 2 within PT1M
              [correlation count >= 2 within PT1M
                [(in f:number 1)]]
              [(in f:number 1)]\
            """);
  }

  @Test
  void aFilterIsAddedToRulesOfOtherFilesAndToThoseOfCorrelations() {
    String many = correlation("Many", "type: event_count; rules: base; condition: {gte: 2}");
    Map<String, Compilation> compiled = compile(FILTER, BASE, many);
    assertThat(outcomes(compiled)).isEqualTo("Base PART, Filter PART, Many COMPILED");
    assertThat(compiled.get("Many").analyzed().orElseThrow().query().toString())
        .contains("not")
        .contains("user");
  }

  @Test
  void whatIsPrintedReadsTheSame() {
    String all =
        correlation(
            "All",
            "type: value_percentile; rules: [base, other]; group-by: [who, x]; aliases: {who:"
                + " {base: u, other: v}}; condition: {gt: 1, lte: 2.5, field: n, percentile: 90}");
    String text = correlation("Text", "type: temporal; rules: [a, b]; condition: a and not b");
    String exact =
        correlation("Exact", "type: event_count; rules: a; condition: {neq: 3}; generate: true");
    String nothing =
        correlation("Nothing", "type: event_count; rules: a; condition: {gt: 3, lt: 3}");
    for (String written : List.of(all, text, exact, nothing, FILTER)) {
      ParsedQuery parsed = parsed(written);
      assertThat(parsed("title: T\n" + parsed.print()).tree()).isEqualTo(parsed.tree());
    }
  }

  private static ParsedQuery parsed(String text) {
    return RuleCompiler.create(CompilerOptions.defaults())
        .read(SourceText.of("case.yml", text))
        .get(0)
        .parsed()
        .orElseThrow();
  }

  /** How exact the exports of correlations are, and why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: event_count; rules: base; condition: {lt: 2}                         | splunk             | exact SPL068
          type: event_count; rules: base; condition: {gte: 2}                        | splunk             | approximate SPL066 SPL068
          type: value_sum; rules: base; condition: {lt: 2, field: n}                 | splunk             | approximate SPL067 SPL068
          type: value_median; rules: base; condition: {lt: 2, field: n}              | splunk             | refused SPL065 SPL068
          type: value_count; rules: base; condition: {lt: 2, field: [n, m]}          | splunk             | refused SPL065 SPL068
          type: temporal; rules: [base, other]; condition: base and not other        | splunk             | exact SPL068
          type: temporal_ordered; rules: [base, other]                               | splunk             | approximate SPL041 SPL069
          type: event_count; rules: inner; condition: {gte: 2}                       | splunk             | refused SPL063
          type: event_count; rules: [base, other]; group-by: x; aliases: {x: {base: u, other: v}}; condition: {lt: 2} | splunk | refused SPL064
          type: event_count; rules: base; condition: {lt: 2}                         | elasticsearch-esql | exact ESX033
          type: event_count; rules: base; condition: {gte: 2}                        | elasticsearch-esql | approximate ESX030 ESX033
          type: value_count; rules: base; condition: {lt: 2, field: n}               | elasticsearch-esql | approximate ESX031 ESX033
          type: value_avg; rules: base; condition: {gt: 2.5, field: n}               | elasticsearch-esql | approximate ESX032 ESX033
          type: value_count; rules: base; condition: {lt: 2, field: [n, m]}          | elasticsearch-esql | refused ESX031 ESX033 ESX034
          type: temporal_ordered; rules: [base, other]                               | elasticsearch-esql | refused ESX001
          type: event_count; rules: inner; condition: {gte: 2}                       | elasticsearch-esql | refused ESX001
          type: temporal_ordered; rules: [base, other]                               | elasticsearch-eql  | approximate EEX050
          type: event_count; rules: base; condition: {gte: 2}                        | elasticsearch-eql  | refused EEX001
          type: event_count; rules: base; condition: {gte: 2}                        | elasticsearch-dsl  | refused DSL001
          type: event_count; rules: base; condition: {lt: 2}                         | kibana             | exact ESX033
          """)
  void exportsSayHowExactTheyAre(String correlation, String target, String expected) {
    String inner = correlation("inner", "type: event_count; rules: base; condition: {gte: 2}");
    String other = BASE.replace("name: base", "name: other").replace("f: 1", "f: 2");
    Compilation compilation =
        compile(
                BASE,
                other.replaceFirst("id: .*\n", "").replace("title: Base", "title: Other"),
                inner,
                correlation("Many", correlation))
            .get("Many");
    assertThat(compilation.analyzed()).as("%s", compilation.diagnostics()).isPresent();
    Artifact artifact =
        compilation
            .emit(Backends.builtIn(ExportOptions.defaults()).byName(target).orElseThrow())
            .orElseThrow();
    String reasons =
        artifact.reasons().stream()
            .map(reason -> reason.code())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    assertThat(artifact.fidelity().label() + " " + reasons).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type: event_count; rules: base; timespan: 999999999y; condition: {gte: 2}         | JAV012
          type: event_count; rules: base; timespan: 1m; condition: {gte: 100001}            | JAV015
          type: value_count; rules: base; timespan: 1m; condition: {lt: 1000000, field: u}  | JAV015
          type: event_count; rules: base; timespan: 1m; condition: {lt: 1000000}            |
          """)
  void javaRefusesWhatItCannotRemember(String correlation, String code) {
    String many = "title: Many\ncorrelation:\n  " + correlation.replace("; ", "\n  ") + "\n";
    Compilation compilation = compile(BASE, many).get("Many");
    String refusals =
        compilation.emit(JavaBackend.create(JavaBackend.Options.defaults())).stream()
            .flatMap(artifact -> artifact.refusals().stream())
            .map(Diagnostic::code)
            .distinct()
            .collect(Collectors.joining());
    assertThat(refusals).isEqualTo(code == null ? "" : code);
  }

  @Test
  void hostileSetsEndInReports() {
    String chain =
        IntStream.range(0, 5_000)
            .mapToObj(
                i ->
                    correlation(
                        "c" + i,
                        "type: event_count; rules: [c%d, c%d]; condition: {gte: 2}"
                            .formatted(i + 1, i + 2)))
            .collect(Collectors.joining("---\n"));
    Map<String, Compilation> compiled = compile(chain, BASE.replace("base", "c5000"));
    assertThat(codes(compiled.get("c0"))).isEqualTo("SIG111");
    assertThat(compiled.values())
        .filteredOn(each -> each.outcome() == Compilation.Outcome.COMPILED)
        .hasSizeLessThan(15);
    String names = IntStream.range(0, 500).mapToObj(i -> "base").collect(Collectors.joining(", "));
    String wide =
        correlation("Wide", "type: event_count; rules: [" + names + "]; condition: {gte: 2}");
    assertThat(codes(compile(BASE, wide).get("Wide"))).isEqualTo("SIG111");
    String broken =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    correlation(
                        "b" + i,
                        "type: event_count; rules: [%s]; condition: {gte: 2}"
                            .formatted(String.join(", ", Collections.nCopies(90, "b" + (i + 1))))))
            .collect(Collectors.joining("---\n"));
    assertThat(codes(compile(broken).get("b0"))).isEqualTo("SIG112");
  }

  private static String codes(Compilation compilation) {
    return compilation.diagnostics().stream()
        .map(Diagnostic::code)
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
