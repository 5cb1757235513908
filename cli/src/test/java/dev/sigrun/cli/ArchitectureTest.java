package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The packages of the command, and which of them each may use. */
class ArchitectureTest {
  private static final String ROOT = "dev.sigrun.cli";

  /** A line for each package. It may use those above it only, so there are no cycles. */
  private static final String ALLOWED =
      """
      terminal:
      event:    terminal
      report:   terminal
      cache:    terminal
      hunt:     event
      option:   event report terminal
      run:      event hunt option terminal
      command:  cache event hunt option report run terminal
      (root):   command terminal
      """;

  private static final Pattern EDGE =
      Pattern.compile(
          "\\s+(" + ROOT + "[\\w.]*)\\s+-> (" + ROOT + "[\\w.]*)\\s.*", Pattern.MULTILINE);

  @Test
  void packagesUseEachOtherAsTheTableSays() throws Exception {
    assertThat(used()).isEqualTo(allowed());
  }

  @Test
  void everyPackageUsesThoseAboveItOnly() {
    Set<String> above = new TreeSet<>();
    allowed()
        .forEach(
            (name, uses) -> {
              assertThat(above).as(name).containsAll(uses);
              above.add(name);
            });
  }

  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    ALLOWED
        .lines()
        .map(line -> line.split(":\\s*", -1))
        .forEach(
            row ->
                allowed.put(
                    row[0],
                    row[1].isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(row[1].split(" ")))));
    return allowed;
  }

  /** What the class files of the command refer to. */
  private static Map<String, Set<String>> used() throws Exception {
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter report = new StringWriter();
    int exitCode =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(report, true),
                new PrintWriter(System.err, true),
                "-verbose:package",
                "-filter:none",
                classes.toString());
    assertThat(exitCode).isZero();
    Map<String, Set<String>> used = new TreeMap<>();
    Matcher edge = EDGE.matcher(report.toString());
    while (edge.find()) {
      Set<String> uses = used.computeIfAbsent(name(edge.group(1)), name -> new TreeSet<>());
      if (!edge.group(1).equals(edge.group(2))) {
        uses.add(name(edge.group(2)));
      }
    }
    return used;
  }

  private static String name(String name) {
    return name.equals(ROOT) ? "(root)" : name.substring(ROOT.length() + 1);
  }
}
