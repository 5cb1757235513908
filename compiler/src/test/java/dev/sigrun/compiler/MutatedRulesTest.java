package dev.sigrun.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.SnippetPrinter;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Rule files with random changes are compiled or reported: never an exception, never a place
 * outside of the file. Our own rules are changed, and the public ones if they are next to the
 * project.
 */
class MutatedRulesTest {
  private static final int LONG_TEXTS = 5_000;
  private static final int SOAK_TEXTS = 100_000;

  /** Texts with a meaning in a file, a query, a pattern or a date; and texts that are not valid. */
  private static final List<String> PIECES =
      List.of(
          "'",
          "\"",
          "'''",
          "\"\"\"",
          "\\",
          "\\\\",
          "\\u0000",
          "\\u{1F525}",
          "\n",
          "\r\n",
          "\t",
          " ",
          "[",
          "]",
          "[[",
          "]]",
          "{",
          "}",
          "(",
          ")",
          "=",
          "==",
          "!=",
          ":",
          "::",
          ",",
          ".",
          "|",
          "~",
          "*",
          "?",
          "#",
          "//",
          "/*",
          "*/",
          "<",
          ">",
          "<=",
          "-",
          "+",
          "%",
          "&",
          "@",
          "$",
          "^",
          "`",
          "!",
          " and ",
          " or ",
          " not ",
          " where ",
          " by ",
          " in ",
          " like~ ",
          " regex ",
          "sequence ",
          "until ",
          "with maxspan=",
          "with runs=",
          "null",
          "true",
          "0",
          "9".repeat(400),
          "1e999",
          "-1",
          "now-5m",
          "2026-02-30",
          "10.0.0.0/8",
          "::ffff:0:0/96",
          "event.category",
          "process.",
          "\u201c",
          "\u0000",
          "\ud83d",
          "\ud83d\udd25",
          "\u202e",
          "\u2028",
          "\ufeff",
          "\u0130",
          "(".repeat(300),
          "a*".repeat(200),
          "language = \"kuery\"\n",
          "type = \"eql\"\n");

  private static List<SourceText> rules() {
    DiagnosticSink sink = new DiagnosticSink();
    List<String> folders = new ArrayList<>(List.of("../rules"));
    SharedFiles.find(SharedFiles.PUBLIC_RULES).ifPresent(rules -> folders.add(rules.toString()));
    return RuleFiles.find(folders, CompilerOptions.defaults().formats(), sink).stream()
        .flatMap(file -> RuleFiles.load(file, sink).stream())
        .toList();
  }

  private static String mutated(List<SourceText> rules, Random random) {
    StringBuilder text = new StringBuilder(rules.get(random.nextInt(rules.size())).content());
    for (int i = random.nextInt(4); i >= 0; i--) {
      int start = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), start + random.nextInt(1 + random.nextInt(60)));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(start, end);
        case 1 -> text.insert(start, text.substring(start, end));
        case 2 -> text.replace(start, end, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> {
          String other = rules.get(random.nextInt(rules.size())).content();
          int from = random.nextInt(other.length());
          text.insert(start, other, from, Math.min(other.length(), from + random.nextInt(80)));
        }
        case 4 -> text.insert(start, (char) random.nextInt(0x10000));
        default -> text.insert(start, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }

  private static void check(Compilation compilation, String text) {
    for (Diagnostic diagnostic : compilation.diagnostics()) {
      assertThat(diagnostic.source().content()).isEqualTo(text);
      assertThat(diagnostic.span().start()).isBetween(0, diagnostic.span().end());
      assertThat(diagnostic.span().end()).isLessThanOrEqualTo(text.length());
      assertThat(diagnostic.position().line()).isPositive();
      assertThat(SnippetPrinter.plain().print(diagnostic).lines().count()).isBetween(1L, 3L);
    }
    boolean compiled = compilation.outcome() == Compilation.Outcome.COMPILED;
    assertThat(compilation.analyzed().isPresent()).isEqualTo(compiled);
    assertThat(compiled || !compilation.diagnostics().isEmpty()).isTrue();
  }

  @Test
  void areCompiledOrReported() {
    List<SourceText> rules = rules();
    RuleCompiler compiler = RuleCompiler.create(CompilerOptions.defaults());
    int count =
        Boolean.getBoolean("sigrun.soak")
            ? SOAK_TEXTS
            : Boolean.getBoolean("sigrun.long") ? LONG_TEXTS : 400;
    Map<Compilation.Outcome, Integer> outcomes = new EnumMap<>(Compilation.Outcome.class);
    for (int seed = 0; seed < count; seed++) {
      String text = mutated(rules, new Random(seed));
      try {
        Compilation compilation = compiler.compile(SourceText.of("rules/mutated.toml", text));
        check(compilation, text);
        outcomes.merge(compilation.outcome(), 1, Integer::sum);
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        fail("seed " + seed + ":\n" + text, e);
      }
    }
    // Changes that all break a file, or none, would test little.
    assertThat(outcomes.get(Compilation.Outcome.FAILED)).isBetween(count / 10, count * 19 / 20);
    assertThat(outcomes.get(Compilation.Outcome.COMPILED)).isGreaterThan(count / 20);
  }
}
