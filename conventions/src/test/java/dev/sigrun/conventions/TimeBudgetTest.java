package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of time budgets has a row for each module with tests, within its budget. */
class TimeBudgetTest {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z-]+)` \\| ([0-9]+) \\| ([0-9]+) \\|.*");

  @Test
  void everyModuleWithTestsHasARow() throws IOException {
    String pom = Files.readString(Path.of("..", "pom.xml"));
    List<String> modules =
        MODULE
            .matcher(pom.substring(0, pom.indexOf("</modules>")))
            .results()
            .map(found -> found.group(1))
            .filter(module -> Files.exists(Path.of("..", module, "src", "test", "java")))
            .toList();
    assertThat(modules).contains("conventions", "cli");
    assertThat(budgets().keySet()).containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void noModuleExceedsItsBudget() throws IOException {
    assertThat(budgets().values()).allSatisfy(row -> assertThat(row.get(0)).isLessThan(row.get(1)));
  }

  /** Measured and allowed seconds by module. */
  private static Map<String, List<Integer>> budgets() throws IOException {
    Map<String, List<Integer>> budgets = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "CONTRIBUTING.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        budgets.put(
            row.group(1), List.of(Integer.valueOf(row.group(2)), Integer.valueOf(row.group(3))));
      }
    }
    return budgets;
  }
}
