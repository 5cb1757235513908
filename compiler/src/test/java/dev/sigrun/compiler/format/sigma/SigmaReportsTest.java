package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.GoldenFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Every report about a Sigma file, with the least that provokes it. The cases are written in {@code
 * cases.yml}, each behind a comment with its codes; the reports are in {@code reports.txt}.
 */
class SigmaReportsTest {
  private static final Pattern CASE = Pattern.compile("(?m)^### ([A-Z0-9 ]+)\\n");
  private static final String HEAD = "title: Case\nlogsource:\n  category: test\n";

  private final GoldenFiles golden = GoldenFiles.of(SigmaReportsTest.class);

  @Test
  void mistakesAreReportedAtTheirPlaces() {
    StringBuilder reports = new StringBuilder();
    cases()
        .forEach(
            (codes, text) -> {
              String reported = reports(text);
              reports.append("### ").append(codes).append('\n').append(reported);
              for (String code : codes.split(" ")) {
                assertThat(reported).as(text).contains("[" + code + "]");
              }
            });
    golden.check("", "reports.txt", reports.toString());
  }

  /** The texts by their codes. Those that start with a search identifier get a head. */
  private Map<String, String> cases() {
    String all = golden.input("", "cases.yml");
    Map<String, String> cases = new LinkedHashMap<>();
    Matcher matcher = CASE.matcher(all);
    int start = -1;
    String codes = "";
    while (matcher.find()) {
      if (start >= 0) {
        cases.put(codes, complete(all.substring(start, matcher.start())));
      }
      codes = matcher.group(1);
      assertThat(cases).doesNotContainKey(codes);
      start = matcher.end();
    }
    cases.put(codes, complete(all.substring(start)));
    return cases;
  }

  private static String complete(String text) {
    String written = text.replace("\\t", "\t").replace("\\a", "\u0007");
    return written.startsWith("  ") ? HEAD + "detection:\n" + written : written;
  }

  @Test
  void endlessTextsAreRefused() {
    assertThat(reports("a: " + "x".repeat(10 * 1024 * 1024))).contains("[YAML002]");
    assertThat(reports("a: " + "x".repeat(1_000_001))).contains("case.yml:1:4", "[YAML023]");
    assertThat(reports("{" + "\"a\":[" + "\"x\",".repeat(300_000) + "1]}"))
        .isNotEmpty()
        .doesNotContain("[YAML023]");
    assertThat(reports("a: |\n  " + "x y ".repeat(2_400_000))).doesNotContain("YAML");
    assertThat(reports("a: " + "[".repeat(100) + "]".repeat(100))).contains("[YAML004]");
    assertThat(reports("---\na: 1\n".repeat(10_001))).contains("[YAML012]");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [");
      bomb.append(String.join(", ", Collections.nCopies(10, alias))).append("]\n");
    }
    assertThat(reports(bomb.toString())).contains("[YAML008]");
    assertThat(reports(condition("(".repeat(200) + "a" + ")".repeat(200)))).contains("[SIG022]");
    assertThat(reports(condition("a or ".repeat(20_000) + "a"))).contains("[SIG023]");
    assertThat(reports(condition("not ".repeat(10_000) + "a"))).isEmpty();
    String global = "action: global\nx: 1\n---\n";
    assertThat(reports(global.repeat(40) + condition("a"))).contains("[SIG004]");
    String large = "action: global\nx: " + "x".repeat(1_000_000) + "\n---\n";
    String small = condition("a") + "---\n";
    assertThat(reports(large + small.repeat(40))).containsOnlyOnce("[SIG140]");
    StringBuilder names = new StringBuilder(HEAD + "detection:\n  condition: a0\n");
    IntStream.range(0, 10_001).forEach(i -> names.append("  a" + i + ": x\n"));
    assertThat(reports(names.toString())).contains("[SIG141]");
    StringBuilder wide = new StringBuilder(HEAD + "detection:\n");
    IntStream.range(0, 5_000).forEach(i -> wide.append("  a" + i + ": x\n"));
    wide.append("  condition: 1 of them" + " or all of a*".repeat(50) + "\n");
    assertThat(reports(wide.toString())).contains("[SIG150]").doesNotContain("[SIG037]");
    StringBuilder tests = new StringBuilder(HEAD + "detection:\n  condition: a\n  a:\n");
    IntStream.range(0, 50_100).forEach(i -> tests.append("    f" + i + "|nope: x\n"));
    assertThat(reports(tests.toString())).containsOnlyOnce("[SIG153]");
    String wild = "*a".repeat(100_000);
    assertThat(reports(HEAD + "detection:\n  a:\n    f: '" + wild + "'\n  condition: a\n"))
        .contains("[SIG154]");
    String rules = "a, ".repeat(1_001);
    assertThat(
            reports(
                "title: C\ncorrelation: {type: event_count, rules: [%s], timespan: 1m,"
                        .formatted(rules)
                    + " group-by: [%s], condition: {gte: 1}}\n".formatted(rules)))
        .contains("[SIG151]")
        .contains("'rules' has 1001 entries", "'group-by' has 1001 entries");
    StringBuilder merged = new StringBuilder("x: &x\n");
    IntStream.range(0, 50_000).forEach(i -> merged.append("  k" + i + ": 1\n"));
    IntStream.range(0, 1_000).forEach(i -> merged.append("y" + i + ":\n  <<: *x\n"));
    assertThat(reports(merged.toString())).contains("[YAML008]");
    String many = "%p%".repeat(20);
    assertThat(reports(HEAD + "detection:\n  a:\n    f|expand: '" + many + "'\n  condition: a\n"))
        .contains("[SIG050]");
    String dashes = " -a".repeat(40);
    assertThat(
            reports(HEAD + "detection:\n  a:\n    f|windash: '" + dashes + "'\n  condition: a\n"))
        .contains("[SIG063]");
  }

  /** A rule that is merged from several documents is reported where each part is written. */
  @Test
  void partsOfMergedRulesAreReportedWhereTheyAreWritten() {
    String shared =
        "action: global\nlogsource:\n  product: windows\ndetection:\n  a:\n    f|nope: 1\n---\n";
    String first = "title: Case\ndetection:\n  condition: a\n---\n";
    String second = "action: repeat\ntitle: Other\ndetection:\n  condition: a or b c\n";
    String reports = reports(shared + first + second);
    assertThat(reports).contains("case.yml:6:7").contains("case.yml:15:21");
    assertThat(reports.lines().filter(line -> line.contains("case.yml:6:7"))).hasSize(2);
  }

  /** As many as a file can hold, each of which is reported. */
  @Test
  void manyMistakesTakeNoLongerThanAFewTimesAsMany() {
    StringBuilder keys = new StringBuilder(condition("a"));
    IntStream.range(0, 300_000).forEach(i -> keys.append("titel" + i + ": 1\n"));
    assertThat(reports(keys.toString()).lines()).hasSize(100);
    StringBuilder similar = new StringBuilder(condition("a")).append("references:\n");
    IntStream.range(0, 300_000).forEach(i -> similar.append("- a\n"));
    assertThat(reports(similar.toString()).lines()).hasSize(299_999);
    StringBuilder modifiers = new StringBuilder(HEAD + "detection:\n  condition: a\n  a:\n");
    IntStream.range(0, 50_000).forEach(i -> modifiers.append("    \"f\\x41" + i + "|no\": 1\n"));
    assertThat(reports(modifiers.toString()).lines()).hasSize(50_000);
    StringBuilder documents = new StringBuilder();
    IntStream.range(0, 5_000)
        .forEach(i -> documents.append(condition("a")).append("titel: x\n---\n"));
    assertThat(reports(documents.toString()).lines()).hasSize(5_000);
  }

  @Test
  void aQueryWithoutRulesIsReported() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(new SigmaLanguage(SigmaData.flat()).parse(SourceText.of("query", "# none"), sink))
        .isEmpty();
    assertThat(sink.diagnostics().toString()).contains("SIG039");
  }

  private static String condition(String condition) {
    return HEAD + "detection:\n  a:\n    f: 1\n  condition: " + condition + "\n";
  }

  private static String reports(String text) {
    CompilerOptions defaults = CompilerOptions.defaults();
    CompilerOptions options =
        defaults.withLanguages(defaults.languages().with(new SigmaLanguage(new Values())));
    StringBuilder reports = new StringBuilder();
    for (Compilation each :
        RuleCompiler.create(options).compileAll(SourceText.of("case.yml", text))) {
      for (Diagnostic report : each.diagnostics()) {
        reports.append(report).append('\n');
      }
    }
    return reports.toString();
  }

  /** Two values for one placeholder, one that is not a text for another, and a converted field. */
  private static final class Values implements SigmaData {
    @Override
    public Optional<List<SigmaValue>> placeholder(String name) {
      SourceText nowhere = SourceText.of("", "");
      Origin origin = Origin.of(nowhere, nowhere.whole());
      return switch (name) {
        case "p" ->
            Optional.of(
                List.of(new SigmaValue.Text(origin, "a"), new SigmaValue.Text(origin, "b")));
        case "truth" -> Optional.of(List.of(new SigmaValue.Truth(origin, true)));
        default -> Optional.empty();
      };
    }

    @Override
    public List<EventField> field(
        LogSource source, String name, Origin origin, DiagnosticSink sink) {
      return name.equals("converted")
          ? List.of(
              EventField.of(
                  (test, at, reports) -> Optional.of(new Predicate.Constant(at, true)), "x"))
          : SigmaData.flat().field(source, name, origin, sink);
    }

    @Override
    public Optional<Predicate> condition(SigmaRule rule, DiagnosticSink sink) {
      return Optional.empty();
    }
  }
}
