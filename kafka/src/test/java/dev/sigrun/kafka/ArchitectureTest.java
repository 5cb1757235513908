package dev.sigrun.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.conventions.Structure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The structure of this module. A new arrow between packages is a decision that a file records. */
@Tag("smoke")
class ArchitectureTest {
  private final Structure structure = Structure.around(SigrunRunner.class);
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
