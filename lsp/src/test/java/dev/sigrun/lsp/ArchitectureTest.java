package dev.sigrun.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.conventions.Structure;
import org.junit.jupiter.api.Test;

/** The structure of this module. A new arrow between packages is a decision that a file records. */
class ArchitectureTest {
  private static final Structure STRUCTURE = Structure.around(LanguageServerSession.class);
  private final GoldenFiles golden = GoldenFiles.of(ArchitectureTest.class);

  @Test
  void packagesUseEachOtherAsTheTableSays() {
    golden.check("", "packages.txt", STRUCTURE.table());
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
