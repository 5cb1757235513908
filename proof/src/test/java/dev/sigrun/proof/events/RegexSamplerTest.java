package dev.sigrun.proof.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.oracle.random.RegexSampler;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSamplerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a|b|cd",
        "(ab|c)+d?e*",
        "[a-f0-9]{4,8}",
        "[^\\\\/]{3}\\.exe",
        "\\d{2}\\s\\w+",
        "a{2,}",
        "(x(y|z)){0,2}",
        "\"a.b\"@"
      })
  void samplesMatch(String text) {
    Regex regex = Regex.lucene(text, CaseSensitivity.SENSITIVE);
    for (int seed = 0; seed < 50; seed++) {
      String sample = RegexSampler.sample(regex, new Random(seed));
      assertThat(regex.matches(sample)).as("seed %s: %s", seed, sample).isTrue();
    }
  }
}
