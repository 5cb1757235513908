package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.internal.index.IndexFormat;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The numbers of {@code docs/compatibility.md} are those of the sources. */
class CompatibilityPageTest {
  private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

  @Test
  void contractAndFormatAreThoseOfTheRuntime() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page)
        .contains(
            "| contract between compiled rules and runtime | " + CompiledRules.CONTRACT + " |")
        .contains("| format of the index in a jar of rules | " + IndexFormat.VERSION + " |")
        .contains(
            "| format of snapshots | "
                + SnapshotInput.NEWEST_FORMAT
                + " | a release reads all formats from "
                + SnapshotInput.OLDEST_FORMAT
                + " up to its own |");
  }
}
