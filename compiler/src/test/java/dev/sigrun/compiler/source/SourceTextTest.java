package dev.sigrun.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
  /** A text of three units: an escape of six characters, a gap that stands for none, and two. */
  private static final SourceText OUTER = SourceText.of("x", "'\\u0061<gap>bc'");

  private static final SourceText INNER =
      OUTER.embed("abc", new int[] {1, 12, 13, 14}, new int[] {7, 13, 14});

  @ParameterizedTest
  @CsvSource({
    "0, 1, \\u0061",
    "1, 2, b",
    "0, 2, \\u0061<gap>b",
    "1, 3, bc",
    "0, 3, \\u0061<gap>bc",
  })
  void spansEndWithTheSpellingOfTheirLastUnit(int start, int end, String expected) {
    assertThat(OUTER.text(INNER.outermost(new Span(start, end)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 12", "3, 14"})
  void emptySpansStayEmpty(int offset, int expected) {
    assertThat(INNER.outermost(new Span(offset, offset))).isEqualTo(new Span(expected, expected));
  }

  @Test
  void embeddingsNest() {
    SourceText innermost = INNER.embed("ac", new int[] {0, 2, 3}, new int[] {1, 3});
    assertThat(innermost.outermost()).isSameAs(OUTER);
    assertThat(OUTER.text(innermost.outermost(new Span(0, 1)))).isEqualTo("\\u0061");
    assertThat(OUTER.text(innermost.outermost(innermost.whole()))).isEqualTo("\\u0061<gap>bc");
    assertThat(innermost.position(1)).isEqualTo(new Position(1, 14));
  }

  @Test
  void unitsWithoutGapsEndWhereTheNextOnesStart() {
    SourceText inner = OUTER.embed("a<", new int[] {1, 7, 8});
    assertThat(OUTER.text(inner.outermost(new Span(0, 1)))).isEqualTo("\\u0061");
    assertThat(OUTER.text(inner.outermost(inner.whole()))).isEqualTo("\\u0061<");
  }

  @Test
  void everyUnitNeedsItsPlace() {
    assertThatThrownBy(() -> OUTER.embed("ab", new int[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OUTER.embed("a", new int[] {1, 2}, new int[] {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
