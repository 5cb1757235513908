package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.diagnostic.Severities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Users can give every warning about rule tests another severity. */
class WarningCodesTest {
  private static final Pattern KIND =
      Pattern.compile("DiagnosticKind\\.(error|warning)\\(\\s*\"([A-Z]+[0-9]+)\"");

  @Test
  void severitiesKnowTheWarningsAndNoErrors() throws IOException {
    List<MatchResult> kinds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        KIND.matcher(Files.readString(file)).results().forEach(kinds::add);
      }
    }
    assertThat(kinds).extracting(kind -> kind.group(1)).contains("error", "warning");
    for (MatchResult kind : kinds) {
      String setting = kind.group(2) + "=off";
      if (kind.group(1).equals("warning")) {
        assertThatCode(() -> Severities.DEFAULTS.with(setting)).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> Severities.DEFAULTS.with(setting))
            .hasMessageContaining(setting.substring(0, 6));
      }
    }
  }
}
