package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {
  /** As a field of type version of Elasticsearch 8.19 sorts them. */
  private static final List<String> SORTED =
      List.of(
          "0",
          "1-a",
          "1",
          "1.0-SNAPSHOT",
          "1.0",
          "1.0.0",
          "1.0.0.0",
          "1.2",
          "1.2.3-2",
          "1.2.3-10",
          "1.2.3-A",
          "1.2.3-alpha",
          "1.2.3-alpha.1",
          "1.2.3-alpha.beta",
          "1.2.3-rc1",
          "1.2.3-rc10",
          "1.2.3-rc2",
          "1.2.3",
          "1.2.3+b1",
          "1.2.3+b2",
          "1.2.3.4",
          "1.2.3.4.5",
          "1.5",
          "1.9.0",
          "1.9.5",
          "1.10.0-beta",
          "1.10.0",
          "3",
          "10.0",
          "",
          " 1.2",
          "-1",
          "00",
          "01.2.3",
          "1-",
          "1..2",
          "1.2.3-",
          "1.2.3-a.",
          "1.2.3-alpha.01",
          "1.9.5 ",
          "1.9.5-",
          "Z",
          "a",
          "not a version",
          "true",
          "v1.2.3",
          "é");

  @Test
  void sortsAsElasticsearchDoes() {
    List<String> shuffled = new ArrayList<>(SORTED);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(VersionOrder.COMPARATOR);
    assertThat(shuffled).isEqualTo(SORTED);
  }

  @ParameterizedTest
  @CsvSource({
    "1.9.0, false",
    "1.9.5, false",
    "1.10.0, true",
    "1.10.0-beta, true",
    "not a version, true",
    "'', true",
    "99999999999999999999.1, true",
    "1.9.5+build, true",
  })
  void rangesOfVersionsAreInTheirOrder(String version, boolean inside) {
    assertThat(StringRange.above("1.9.5").ofVersions().contains(version)).isEqualTo(inside);
    assertThat(StringRange.atMost("1.9.5").ofVersions().contains(version)).isEqualTo(!inside);
  }
}
