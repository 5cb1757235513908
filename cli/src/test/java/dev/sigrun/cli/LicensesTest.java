package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must come with a binary copy of the command is in its jar. */
class LicensesTest {
  @ParameterizedTest
  @CsvSource({
    "LICENSE, Apache License",
    "NOTICE, Zstandard",
    "licenses/antlr4-runtime.txt, The ANTLR Project",
    "licenses/lsp4j.txt, Eclipse Foundation",
    "licenses/lz4.txt, Yann Collet",
    "licenses/protobuf.txt, Copyright 2008 Google Inc.",
    "licenses/snappy.txt, Google Inc.",
    "licenses/zstd-jni.txt, Luben Karavelov",
    "licenses/zstandard.txt, Meta Platforms"
  })
  void areInTheJar(String name, String holder) throws IOException {
    assertThat(text(name)).contains(holder);
    if (name.startsWith("licenses/")) {
      assertThat(text(name))
          .containsPattern("Copyright (\\(c\\)|2008) ")
          .contains("Redistributions in binary form", "\"AS IS\"");
    }
  }

  @Test
  void theLibrariesOfThePageComeWithTheirLicence() throws IOException {
    assertThat(text("NOTICE")).contains("CodeMirror");
    assertThat(text("licenses/codemirror.txt"))
        .contains("Marijn Haverbeke", "The above copyright notice", "\"AS IS\"");
  }

  /** A library under another licence than ours needs its text here. */
  @Test
  void allLibrariesThatAreNotUnderOurLicenceAreCovered() throws IOException {
    assertThat(text("NOTICE").lines().filter(line -> line.contains("BSD-")))
        .hasSize(7)
        .anyMatch(line -> line.contains("  ANTLR 4 runtime"))
        .anyMatch(line -> line.contains("tomlj, with ANTLR 4 runtime"))
        .anyMatch(line -> line.contains("LSP4J"))
        .anyMatch(line -> line.contains("zstd-jni, with Zstandard"))
        .anyMatch(line -> line.contains("lz4-java, with LZ4"))
        .anyMatch(line -> line.contains("BSD-3-Clause and MIT"))
        .anyMatch(line -> line.strip().equals("Apache-2.0 and BSD-3-Clause"));
  }

  /** Ours, and not a file of the same name of a library that comes first on the class path. */
  private static String text(String name) throws IOException {
    try {
      Path classes =
          Path.of(Sigrun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.readString(classes.resolve("META-INF").resolve(name));
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
