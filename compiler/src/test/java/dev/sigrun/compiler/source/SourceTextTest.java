package dev.sigrun.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
  /** A text of three units: an escape of six characters, a gap without a unit, and two. */
  private static final SourceText OUTER = SourceText.of("x", "'\\u0061<gap>bc'");

  private static final SourceText INNER =
      OUTER.embed("abc", new Embedding.Builder().addEscaped(1, 7).addPlain(12, 14).build(14));

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
    SourceText innermost =
        INNER.embed("ac", new Embedding.Builder().addPlain(0, 1).addPlain(2, 3).build(3));
    assertThat(innermost.outermost()).isSameAs(OUTER);
    assertThat(OUTER.text(innermost.outermost(new Span(0, 1)))).isEqualTo("\\u0061");
    assertThat(OUTER.text(innermost.outermost(innermost.whole()))).isEqualTo("\\u0061<gap>bc");
    assertThat(innermost.position(1)).isEqualTo(new Position(1, 14));
  }

  @Test
  void unitsOfOneEscapeAreWrittenInTheSamePlace() {
    SourceText outer = SourceText.of("x", "\"\\U0001F600!\"");
    Embedding places =
        new Embedding.Builder().addEscaped(1, 11).addEscaped(1, 11).addPlain(11, 12).build(12);
    SourceText inner = outer.embed("\ud83d\ude00!", places);
    assertThat(outer.text(inner.outermost(new Span(0, 1)))).isEqualTo("\\U0001F600");
    assertThat(outer.text(inner.outermost(new Span(1, 2)))).isEqualTo("\\U0001F600");
    assertThat(outer.text(inner.outermost(inner.whole()))).isEqualTo("\\U0001F600!");
  }

  @Test
  void manyRunsAreFound() {
    String outer = "a\\".repeat(1000);
    Embedding.Builder places = new Embedding.Builder();
    for (int i = 0; i < 1000; i++) {
      places.addPlain(2 * i, 2 * i + 1);
    }
    SourceText inner = SourceText.of("x", outer).embed("a".repeat(1000), places.build(2000));
    for (int i = 0; i < 1000; i++) {
      assertThat(inner.outermost(new Span(i, i + 1))).isEqualTo(new Span(2 * i, 2 * i + 1));
    }
  }

  @Test
  void everyUnitNeedsItsPlace() {
    assertThatThrownBy(() -> OUTER.embed("ab", new Embedding.Builder().addPlain(1, 2).build(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void offsetsArePositionsAndBack() {
    SourceText text = SourceText.of("x", "a\r\n\ud83d\ude00b\n\rc");
    for (int offset = 0; offset <= text.content().length(); offset++) {
      boolean inLineBreak = offset == 2;
      if (!inLineBreak) {
        assertThat(text.offset(text.position(offset))).isEqualTo(offset);
      }
    }
    assertThat(text.lines()).isEqualTo(4);
  }

  @Test
  void positionsBehindTheEndAreTheEnd() {
    SourceText text = SourceText.of("x", "ab\r\nc");
    assertThat(text.offset(new Position(1, 9))).isEqualTo(2);
    assertThat(text.offset(new Position(1, Integer.MAX_VALUE))).isEqualTo(2);
    assertThat(text.offset(new Position(Integer.MAX_VALUE, 1))).isEqualTo(5);
    assertThat(SourceText.of("x", "").offset(new Position(1, 2))).isZero();
  }
}
