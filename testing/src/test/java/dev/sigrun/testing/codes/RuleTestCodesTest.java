package dev.sigrun.testing.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.conventions.ProducedCodes;
import dev.sigrun.testing.RuleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages cover every code of this module. */
class RuleTestCodesTest {
  private static final Path FOLDER =
      Path.of("src", "main", "resources", "dev", "sigrun", "testing", "codes");

  @Test
  void everyCodeHasAPageAndNoOther() throws IOException {
    String kinds =
        ProducedCodes.places(
                RuleTests.class,
                DiagnosticKind.class,
                kind -> kind.code() + " " + kind.severity().label() + " " + kind.message())
            .keySet()
            .stream()
            .map(kind -> kind + "\n")
            .collect(Collectors.joining());
    if (GoldenFiles.areRenewed()) {
      Files.writeString(FOLDER.resolve("kinds.txt"), kinds);
    }

    assertThat(Files.readString(FOLDER.resolve("kinds.txt"))).isEqualTo(kinds);
    List<String> inFile =
        Files.readAllLines(FOLDER.resolve("test.toml")).stream()
            .filter(line -> line.startsWith("["))
            .map(line -> line.replaceAll("[\\[\\]]", ""))
            .toList();
    assertThat(inFile)
        .containsExactlyElementsOf(RuleTestCodes.all().stream().map(CodePage::code).toList());
  }
}
