package dev.sigrun.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.conventions.PublicApi;
import dev.sigrun.conventions.Structure;
import org.junit.jupiter.api.Test;

/** The structure of this module. A new arrow between packages is a decision that a file records. */
class ArchitectureTest {
  private static final Structure STRUCTURE = Structure.around(RuleSet.class);
  private final GoldenFiles golden = GoldenFiles.of(ArchitectureTest.class);

  @Test
  void packagesUseEachOtherAsTheTableSays() {
    golden.check("", "packages.txt", STRUCTURE.table());
  }

  @Test
  void publicApiIsAsTheTextSays() {
    golden.check(
        "", "api.txt", PublicApi.around(RuleSet.class, name -> !name.contains(".internal")));
  }

  /**
   * The public API names none of the internal packages, but for the two steps of a reader: rule
   * sets take them from another package, and everything else about fields is private to theirs.
   */
  @Test
  void publicApiNamesNoInternals() {
    assertThat(PublicApi.naming(".internal.", RuleSet.class, name -> !name.contains(".internal")))
        .containsExactly(
            "ScanningEventReader: Event dates(ScannedEvent)",
            "ScanningEventReader: Event event(ScannedEvent)",
            "ScanningEventReader: KeyTrie keys()",
            "ScanningEventReader: Optional<ScannedTime> time(DateField)",
            "ScanningEventReader: void scan(byte[], int, int, ScannedEvent) throws"
                + " EventFormatException");
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(STRUCTURE.cycles()).isEmpty();
  }

  @Test
  void fewClassesDependOnEachOther() {
    assertThat(STRUCTURE.lumps()).allSatisfy(lump -> assertThat(lump).hasSizeLessThanOrEqualTo(12));
  }

  @Test
  void noPackageIsCrowded() {
    assertThat(STRUCTURE.packagesOfMoreThan(30)).isEmpty();
  }
}
