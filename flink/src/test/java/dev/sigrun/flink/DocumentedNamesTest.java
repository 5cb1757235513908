package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.job.SigrunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users watch metrics and set options by name, so each name is documented, and none is missing. */
@Tag("smoke")
class DocumentedNamesTest {
  private static final Pattern METRIC = Pattern.compile("(?:counter|gauge)\\(\\s*\"(\\w+)\"");
  private static final Pattern CODE = Pattern.compile("`([\\w.-]+)`");

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The names in the second column of the rows between two lines of the documentation. */
  private static Set<String> documented(String from, String to, int column) {
    Set<String> names = new TreeSet<>();
    String page = text(Path.of("../docs/streaming.md"));
    String section = page.substring(page.indexOf(from), page.indexOf(to));
    section
        .lines()
        .filter(line -> line.startsWith("|"))
        .forEach(line -> addAll(CODE.matcher(line.split("\\|")[column]), names));
    return names;
  }

  private static void addAll(Matcher matches, Set<String> names) {
    while (matches.find()) {
      names.add(matches.group(1));
    }
  }

  @Test
  void ofMetricsAreInTheTable() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> addAll(METRIC.matcher(text(file)), names));
    }
    assertThat(names).contains("malformed", "watermarkLagMs");
    assertThat(documented("Counters, in the group", "## Bad input", 2)).isEqualTo(names);
  }

  @Test
  void ofOptionsAreInTheTable() {
    Set<String> names = new TreeSet<>();
    SigrunOptions.all().forEach(option -> names.add(option.key()));
    assertThat(documented("| option | default |", "Unless the cluster says", 1)).isEqualTo(names);
  }
}
