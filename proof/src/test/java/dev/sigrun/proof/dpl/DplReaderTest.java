package dev.sigrun.proof.dpl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DplReaderTest {
  static List<DplGap> gaps() {
    return DplGap.ALL;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index=* a=\"x*\" NOT b=* (c=1 OR d IN (\"x\", \"y\"))",
        "index=* | where isnotnull(mvfind('a.b{}', \"(?i)^x\\z\")) AND NOT isnull('c')",
        "a=1 | sort 0 _time | streamstats current=f window=1 global=f last(m) as p by k",
        "a=1 | stats count as n dc(b) as d by c | where n>=5",
        "a=1 | eval k=mvdedup('a.b') | mvexpand k | rename k as \"a.b\" | fields - sg_*",
        "a=1 ```not | a command``` | head 1"
      })
  void takesSearches(String search) {
    assertThat(DplReader.error(search)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index=a (b=\"x\"",
        "index=a b IN ()",
        "index=a AND OR b=1",
        "index=a | nothing x",
        "index=a | where a==",
        "index=a | where match(a)",
        "index=a | where like(a, \"x\""
      })
  void refusesWhatIsMalformed(String search) {
    assertThat(DplReader.error(search)).isPresent();
    assertThat(DplGap.in(search)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("gaps")
  void refusesWhatIsKnownToBeAGap(DplGap gap) {
    assertThat(DplReader.error(gap.example())).isPresent();
    assertThat(DplGap.in(gap.example())).contains(gap);
  }
}
