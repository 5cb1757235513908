package dev.sigrun.flink.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars without which a job must not start, because rules would be missing. */
@Tag("smoke")
class RulesLocationTest {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    jar = folder.resolve("empty.jar");
    new JarOutputStream(Files.newOutputStream(jar)).close();
  }

  private void assertRefuses(Path other, String message) {
    RulesLocation location = RulesLocation.jars(jar, other);
    assertThatThrownBy(() -> location.load(getClass().getClassLoader()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAFileThatDoesNotExist() {
    assertRefuses(folder.resolve("none.jar"), "none.jar cannot be read here.");
  }

  @Test
  void refusesAFileThatIsNotAJarEvenNextToOneThatIs() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");
    assertRefuses(text, "text.jar are not in a jar");
  }

  @Test
  void refusesJarsWithoutRules() {
    assertRefuses(jar, "There are no compiled rules in [");
  }
}
