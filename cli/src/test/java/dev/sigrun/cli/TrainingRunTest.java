package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir Path folder;

  @Test
  void everyCommandSucceedsSoThatAllItsClassesAreLoaded() throws IOException {
    assertThat(TrainingRun.run(folder)).isNotEmpty().containsOnly(0);
  }
}
