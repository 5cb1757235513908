package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The structure of this module. A new arrow between packages is a decision that a file records. */
class ArchitectureTest {
  private final Structure structure = Structure.around(Structure.class);
  private final GoldenFiles golden = GoldenFiles.of(ArchitectureTest.class);

  @Test
  void packagesUseEachOtherAsTheTableSays() {
    golden.check("", "packages.txt", structure.table());
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(structure.cycles()).isEmpty();
  }

  @Test
  void fewClassesDependOnEachOther() {
    assertThat(structure.lumps()).allSatisfy(lump -> assertThat(lump).hasSizeLessThanOrEqualTo(12));
  }

  @Test
  void noPackageIsCrowded() {
    assertThat(structure.packagesOfMoreThan(30)).isEmpty();
  }
}
