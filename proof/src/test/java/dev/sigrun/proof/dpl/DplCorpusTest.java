package dev.sigrun.proof.dpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.proof.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The other parser takes the searches of the public rules, but for its known gaps. */
class DplCorpusTest {
  /** Reading all takes most of a minute; a part of the rules is read by default. */
  private static final int STEP = Boolean.getBoolean("sigrun.long") ? 1 : 20;

  @Test
  void takesNearlyAllSearches() {
    ExportBackend backend =
        Backends.builtIn(ExportOptions.defaults()).byName("splunk").orElseThrow();
    List<AnalyzedRule> rules = Corpus.rules();
    List<String> unexplained = new ArrayList<>();
    int read = 0;
    int refused = 0;
    for (int i = 0; i < rules.size(); i += STEP) {
      AnalyzedRule rule = rules.get(i);
      Optional<String> search = backend.emit(rule).text();
      Optional<String> error = search.flatMap(DplReader::error);
      read += search.isPresent() ? 1 : 0;
      refused += error.isPresent() ? 1 : 0;
      if (error.isPresent() && DplGap.in(search.get()).isEmpty()) {
        unexplained.add(rule.rule().path() + ": " + error.get());
      }
    }
    assertThat(unexplained).isEmpty();
    assertThat(read).isGreaterThan(1_700 / STEP);
    // Gaps excuse few searches.
    assertThat(refused).isLessThan(Math.max(5, read * 3 / 100));
  }
}
