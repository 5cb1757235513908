package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.schema.Schema;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuggestionsTest {
  private static final Suggestions NAMES =
      Suggestions.of(Set.of("host.id", "host.ip", "host.name", "process.name", "Größe", "a"));

  /** The name that was found, and the names close to it, the closest first. */
  static Stream<Arguments> names() {
    return Stream.of(
        arguments("host.di", List.of("host.id", "host.ip")),
        arguments("HOST.ID", List.of("host.id", "host.ip")),
        arguments("proces.nme", List.of("process.name")),
        arguments("Grösse", List.of("Größe")),
        arguments("b", List.of("a")),
        arguments("ab", List.of("a")),
        arguments("", List.of()),
        arguments("entirely.different", List.of()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void findTheClosest(String found, List<String> close) {
    assertThat(NAMES.closest(found, 3)).isEqualTo(close);
  }

  /** A rule may name thousands of unknown fields; each must not be compared with each known one. */
  @Test
  void compareFewNamesLetterByLetter() {
    List<String> known = List.copyOf(Schema.bundled().names());
    Suggestions suggestions = Suggestions.of(known);
    Random random = new Random(1);
    long comparisons = 0;
    int asked = 2_000;
    for (int i = 0; i < asked; i++) {
      StringBuilder name = new StringBuilder(known.get(random.nextInt(known.size())));
      for (int edit = 0; edit < 4; edit++) {
        name.insert(random.nextInt(name.length() + 1), (char) ('a' + random.nextInt(26)));
      }
      comparisons += suggestions.comparisons(name.toString());
    }
    assertThat(known).hasSizeGreaterThan(2_000);
    assertThat(comparisons / asked).isLessThan(known.size() / 50);
  }
}
