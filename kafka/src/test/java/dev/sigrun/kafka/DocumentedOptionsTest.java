package dev.sigrun.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.kafka.runner.RunnerOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users set options by name, so each name is documented, and none is missing. */
@Tag("smoke")
class DocumentedOptionsTest {
  private static final Pattern OPTION = Pattern.compile("`(sigrun\\.[\\w.-]+)`");

  @Test
  void areInTheTable() throws IOException {
    String page = Files.readString(Path.of("../docs/streaming.md"));
    String section = page.substring(page.indexOf("| option of the runner |"));
    Set<String> documented =
        section
            .lines()
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.split("\\|")[1])
            .flatMap(cell -> OPTION.matcher(cell).results().map(found -> found.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented)
        .isEqualTo(
            Stream.of(RunnerOption.values())
                .map(RunnerOption::key)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void areInTheHelp() {
    assertThat(SigrunRunner.usage())
        .contains("--rules.jars (required)", "--commit.interval", "default: 5 s")
        .doesNotContain("--sigrun.");
  }
}
