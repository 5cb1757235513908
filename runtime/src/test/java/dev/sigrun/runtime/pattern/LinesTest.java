package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LinesTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(List.of(), List.of("")),
        Arguments.of(List.of(""), List.of("")),
        Arguments.of(List.of("a"), List.of("a")),
        Arguments.of(List.of("a\nb"), List.of("a", "b")),
        Arguments.of(List.of("a\n\nb\n"), List.of("a", "", "b", "")),
        Arguments.of(List.of("a", "b\nc", "d"), List.of("ab", "cd")),
        Arguments.of(List.of("a\\nb\\\\n"), List.of("a\nb\\n")),
        Arguments.of(List.of("a\\", "nb\r"), List.of("a\nb\r")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void linesSpanTextsAndHoldEscapedLineFeeds(List<String> texts, List<String> lines) {
    assertThat(Lines.of(texts.toArray(String[]::new))).containsExactlyElementsOf(lines);
  }
}
