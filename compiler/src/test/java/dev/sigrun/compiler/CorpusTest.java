package dev.sigrun.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compiles the public rules next to the project. */
class CorpusTest {
  /** Each was judged by hand. */
  private static final Map<String, Integer> EXPECTED_WARNINGS =
      Map.ofEntries(
          // Fields of vendors that group alerts, in three rules.
          Map.entry("ANA050", 5),
          // Keyword fields compared with true: Elasticsearch takes that for the text, by luck.
          Map.entry("EQL150", 4),
          // A star at the end of a text in "==" or "in", where it is a plain character.
          Map.entry("EQL151", 19),
          // [a-z] in a regex~ that is meant to ignore case.
          Map.entry("EQL153", 6),
          // Stars in stringContains that two rules rely on being wildcards.
          Map.entry("EQL155", 2),
          // A join key that no schema knows.
          Map.entry("EQL158", 1),
          // Arguments of processes compared as if there were only one.
          Map.entry("ESQL060", 1),
          // Exclusions that also drop events without the field, as their authors found out since.
          Map.entry("ESQL061", 82),
          // Lists of all values of a group compared with one.
          Map.entry("ESQL062", 5),
          // Limits on what is sent to a language model, and one on rows of the same address.
          Map.entry("ESQL063", 7),
          // Look-backs of two intervals to 288, without suppression or a test of age.
          Map.entry("ESQL068", 50),
          // Buckets of a day in a rule that looks back an hour.
          Map.entry("ESQL069", 1),
          // Fields that no schema knows.
          Map.entry("FLT050", 1),
          Map.entry("KQL101", 1),
          // A path with single backslashes in a wildcard filter.
          Map.entry("FLT051", 1),
          // A missing "or" between two lines of a list.
          Map.entry("KQL031", 1),
          // Paths with \\r and \\t in quotes.
          Map.entry("KQL034", 2),
          // Question marks that can only be meant as wildcards.
          Map.entry("KQL035", 5),
          // Values listed twice, in nine rules.
          Map.entry("KQL036", 19),
          // One rule that quotes all its wildcards.
          Map.entry("KQL150", 25),
          // A rule that looks back one minute every two.
          Map.entry("RUL051", 1));

  @Test
  void compilesEveryRuleOrSaysWhyNot() {
    Path folder = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    DiagnosticSink files = new DiagnosticSink();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    Map<Compilation.Outcome, Integer> outcomes = new EnumMap<>(Compilation.Outcome.class);
    Map<String, Integer> warnings = new TreeMap<>();
    List<Diagnostic> errors = new ArrayList<>();
    List<Diagnostic> places = new ArrayList<>();
    for (Path file :
        RuleFiles.find(List.of(folder.toString()), CompilerOptions.defaults().formats(), files)) {
      Compilation compilation = compiler.compile(RuleFiles.load(file, files).orElseThrow());
      outcomes.merge(compilation.outcome(), 1, Integer::sum);
      for (Diagnostic diagnostic : compilation.diagnostics()) {
        switch (diagnostic.severity()) {
          case ERROR -> errors.add(diagnostic);
          case WARNING -> {
            warnings.merge(diagnostic.code(), 1, Integer::sum);
            places.add(diagnostic);
          }
          case UNSUPPORTED -> {}
        }
      }
    }
    assertThat(files.diagnostics()).isEmpty();
    assertThat(errors).isEmpty();
    assertThat(outcomes)
        .isEqualTo(
            Map.of(Compilation.Outcome.COMPILED, 1948, Compilation.Outcome.UNSUPPORTED, 120));
    assertThat(warnings).as("%s", places).isEqualTo(EXPECTED_WARNINGS);
  }
}
