package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.conventions.SharedFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that started the project, read from copies of pages next to it, in every target. */
class SeedExportTest {
  private static final String NEW_TERMS =
      """
      [rule.new_terms]
      field = "new_terms_fields"
      value = ["user.name"]
      [[rule.new_terms.history_window_start]]
      field = "history_window_start"
      value = "now-7d"
      """;

  /** The file, and the fidelity in targets that cannot say all. */
  static Stream<Arguments> seeds() {
    return Stream.of(
        Arguments.of("000_674ceaa7d4a63b22", Map.of()),
        Arguments.of("001_ea1269bd89466735", Map.of()),
        Arguments.of("002_56541d1b343e9784", Map.of()),
        Arguments.of(
            "003_e5629a0eea7e32f8",
            Map.of("elasticsearch-dsl", "refused", "elasticsearch-esql", "refused")),
        Arguments.of(
            "004_c9fce1d8bd24f5bf",
            Map.of("elasticsearch-dsl", "refused", "elasticsearch-eql", "refused")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seeds")
  void isExactUnlessATargetCannotSayIt(String file, Map<String, String> expected) {
    Compilation rule = rule(file);
    Map<String, String> others = new HashMap<>();
    for (ExportBackend backend : Backends.builtIn(ExportOptions.defaults()).all()) {
      Artifact export = rule.emit(backend).orElseThrow();
      if (export.fidelity() != Fidelity.EXACT) {
        others.put(backend.name(), export.fidelity().label());
        assertThat(export.reasons()).isNotEmpty();
      }
    }
    assertThat(others).isEqualTo(expected);
  }

  /** Some pages hold a rule file from a line on, others its query alone. */
  private static Compilation rule(String file) {
    String page = SharedFiles.text("seeds/" + file + ".txt");
    int start = page.indexOf("\n[metadata]\n");
    if (start >= 0) {
      return ExportRules.of("rules/seed.toml", page.substring(start));
    }
    if (page.contains("Rule type: new_terms")) {
      String query = after(page, "\nRule query\nedit");
      return ExportRules.query("kuery", query, NEW_TERMS);
    }
    return ExportRules.query("eql", after(page, "\ntext code block:\n"));
  }

  /** The rest of the line after {@code mark}. */
  private static String after(String page, String mark) {
    int start = page.indexOf(mark) + mark.length();
    assertThat(start).isGreaterThan(mark.length());
    return page.substring(start, page.indexOf('\n', start));
  }
}
