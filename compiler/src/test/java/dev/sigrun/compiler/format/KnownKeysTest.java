package dev.sigrun.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.format.KnownKey.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that authors can look up. */
class KnownKeysTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.toml | | | rule | a table | TABLE | true |",
        "a.toml | metadata | | creation_date | a string such as 2026/01/31 | TEXT | true |",
        "a.toml | rule | | severity | one of low, medium, high, critical | TEXT | true | critical",
        "a.toml | rule | | enabled | true or false | BARE | false | true",
        "a.toml | rule | | risk_score | a whole number from 0 to 100 | BARE | true |",
        "a.toml | rule | | tags | a list of strings | LIST | false |",
        "a.toml | rule | | threat | a list of tables | TABLES | false |",
        "a.toml | rule | eql | query | a string | TEXT | true |",
        "a.toml | rule | query | query | a string | TEXT | false |",
        "a.toml | rule.threat | | tactic | a table | TABLE | true |",
        "a.toml | rule.threat.technique.subtechnique | | id | a string | TEXT | true |",
        "a.yml | | | title | a text | TEXT | true |",
        "a.yml | | | level | a text | TEXT | false | critical",
        "a.yml | | | tags | a list of texts | LIST | false | attack.t1059",
        "a.yml | logsource | | product | a text | TEXT | false |",
        "a.yml | correlation | | type | a text | TEXT | false | event_count",
        "a.yml | correlation.condition | | gte | a text | TEXT | false |",
        "a.yml | related | | type | a relation | TEXT | true | derived",
      })
  void haveWhatTheirFormatSays(
      String file,
      String path,
      String type,
      String name,
      String value,
      Kind kind,
      boolean required,
      String word) {
    assertThat(keys(file, path, type))
        .filteredOn(key -> key.name().equals(name))
        .hasSize(1)
        .allSatisfy(
            key -> {
              assertThat(key.value()).isEqualTo(value);
              assertThat(key.kind()).isEqualTo(kind);
              assertThat(key.required()).isEqualTo(required);
              if (word != null) {
                assertThat(key.words()).contains(word);
              }
            });
  }

  @Test
  void areThoseOfTheType() {
    assertThat(keys("a.toml", "rule", "eql"))
        .extracting(KnownKey::name)
        .contains("tiebreaker_field")
        .doesNotContain("threshold", "saved_id");
    assertThat(keys("a.toml", "rule", null))
        .extracting(KnownKey::name)
        .contains("tiebreaker_field", "threshold")
        .doesNotContain("revision");
  }

  @Test
  void areNoneWhereThereIsNoTable() {
    assertThat(keys("a.toml", "rule.severity", null)).isEmpty();
    assertThat(keys("a.toml", "nothing", null)).isEmpty();
    assertThat(keys("a.yml", "level", null)).isEmpty();
  }

  private static List<KnownKey> keys(String file, String path, String type) {
    List<String> names = path == null ? List.of() : Arrays.asList(path.split("\\."));
    return CompilerOptions.defaults()
        .formats()
        .forPath(file)
        .orElseThrow()
        .keys(names, Optional.ofNullable(type));
  }
}
