package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sentence for people that programs understand, too. */
class DidYouMeanTest {
  private static final DiagnosticKind KIND =
      DiagnosticKind.warning("XYZ001", "Unknown name '%s'.%s");
  private static final SourceText SOURCE = SourceText.of("a", "nme");

  @Test
  void isASentence() {
    assertThat(new DidYouMean("a", List.of("b", "c"))).hasToString(" Did you mean 'b', 'c'?");
    assertThat(DidYouMean.of("a", "b")).hasToString(" Did you mean 'b'?");
    assertThat(new DidYouMean("a", List.of())).hasToString("");
  }

  @Test
  void staysWithTheDiagnosticWhateverItWeighs() {
    DidYouMean hint = Suggestions.didYouMean("nme", List.of("name", "other"));
    Diagnostic diagnostic = Diagnostic.of(KIND, SOURCE, new Span(0, 3), "nme", hint);
    assertThat(diagnostic.message()).isEqualTo("Unknown name 'nme'. Did you mean 'name'?");
    assertThat(diagnostic.suggestion()).contains(DidYouMean.of("nme", "name"));

    DiagnosticSink sink =
        new DiagnosticSink(Severities.DEFAULTS.with("XYZ001", Severities.Weight.ERROR));
    sink.add(diagnostic);
    assertThat(sink.diagnostics())
        .extracting(Diagnostic::suggestion)
        .containsExactly(diagnostic.suggestion());
  }

  @Test
  void isAbsentWhereNothingIsNear() {
    DidYouMean hint = Suggestions.didYouMean("nme", List.of("unrelated"));
    Diagnostic diagnostic = Diagnostic.of(KIND, SOURCE, new Span(0, 3), "nme", hint);
    assertThat(diagnostic.message()).isEqualTo("Unknown name 'nme'.");
    assertThat(diagnostic.suggestion()).isEqualTo(Optional.empty());
  }
}
