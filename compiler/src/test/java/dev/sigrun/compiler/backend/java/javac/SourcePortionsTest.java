package dev.sigrun.compiler.backend.java.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePortionsTest {
  @ParameterizedTest
  @CsvSource({
    // sources, characters of each, threads, portions
    "0, 0, 1, 0",
    "1, 10, 8, 1",
    "100, 10, 2, 1",
    "1, 9000000, 2, 1",
    "64, 16384, 2, 8",
    "1024, 16384, 2, 32",
    "1024, 16384, 8, 32",
  })
  void eachSourceIsInOnePortionOfBoundedSize(int sources, int length, int threads, int expected) {
    List<JavaSource> all =
        IntStream.range(0, sources)
            .mapToObj(i -> new JavaSource("A" + i, "A" + i + ".java", "x".repeat(length)))
            .toList();
    SourcePortions portions = SourcePortions.of(all, threads);
    List<JavaSource> taken = new ArrayList<>();
    int count = 0;
    Optional<List<JavaSource>> portion = portions.next();
    while (portion.isPresent()) {
      count++;
      taken.addAll(portion.get());
      portion = portions.next();
    }
    assertThat(taken).isEqualTo(all);
    assertThat(count).isEqualTo(portions.count()).isEqualTo(expected);
    assertThat(portions.next()).isEmpty();
  }
}
