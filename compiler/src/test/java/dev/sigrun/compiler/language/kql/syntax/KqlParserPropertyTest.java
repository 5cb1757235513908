package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KqlParserPropertyTest {
  private static final String[] SNIPPETS = {
    "a", "b ", " ", "  ", "\n", "\u00A0", "and", "or", "not", "nOT", "knot ", " and ", " OR ",
    "not ", ":", ": ", "(", "(", ")", ")", "{", "}", "<", ">", "<=", " >= ", "\"", "\"x\"", "\\",
    "\\n", "\\not", "\\or", "\\u0041", "\\u", "*", "?", "==", "\uD83D", "\u0000", "null", "true"
  };

  @Test
  void readsTheLanguageAsDefined() {
    int accepted = 0;
    for (int seed = 0; seed < 60_000; seed++) {
      String text = text(new Random(seed));
      SourceText source = SourceText.of("random", text);
      DiagnosticSink sink = new DiagnosticSink();
      Optional<KqlQuery> read = parse(seed, source, sink);
      assertThat(sink.hasErrors()).as("Seed %s: %s", seed, text).isEqualTo(read.isEmpty());
      boolean isNullField = sink.diagnostics().stream().anyMatch(d -> d.code().equals("KQL022"));
      if (!isNullField) {
        assertThat(read)
            .as("Seed %s: %s %s", seed, text, sink.diagnostics())
            .isEqualTo(OrderedChoiceKql.parse(source));
      }
      if (read.isPresent()) {
        accepted++;
        String printed = KqlPrinter.print(read.get());
        assertThat(parse(seed, SourceText.of("printed", printed), new DiagnosticSink()))
            .as("Seed %s: %s printed as %s", seed, text, printed)
            .isEqualTo(read);
      }
    }
    assertThat(accepted).isGreaterThan(6_000);
  }

  private static Optional<KqlQuery> parse(int seed, SourceText source, DiagnosticSink sink) {
    try {
      return KqlParser.parse(source, sink);
    } catch (RuntimeException e) {
      throw new AssertionError("Seed " + seed + ": " + source.content(), e);
    }
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(14), 0, SNIPPETS.length + 1)
        .mapToObj(i -> i < SNIPPETS.length ? SNIPPETS[i] : "" + (char) random.nextInt(0x10000))
        .collect(Collectors.joining());
  }
}
