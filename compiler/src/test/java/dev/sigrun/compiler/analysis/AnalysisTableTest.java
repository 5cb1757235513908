package dev.sigrun.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests the meaning of queries, row by row. A file of rows has comment lines, which start with a
 * hash, and rows: the language, the query and, on an indented line, its printed meaning with what
 * is reported.
 */
class AnalysisTableTest {
  private record Row(String language, String query, String expected) {}

  @TestFactory
  Stream<DynamicTest> eql() throws IOException {
    return tests("eql.txt");
  }

  @TestFactory
  Stream<DynamicTest> kql() throws IOException {
    return tests("kql.txt");
  }

  @TestFactory
  Stream<DynamicTest> filters() throws IOException {
    return tests("filters.txt");
  }

  private static Stream<DynamicTest> tests(String file) throws IOException {
    List<Row> rows = rows(file);
    assertThat(rows.size()).isGreaterThan(20);
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.language() + " " + row.query(),
                    () ->
                        assertThat(Analyses.print(row.language(), row.query()))
                            .isEqualTo(row.expected())));
  }

  private static List<Row> rows(String file) throws IOException {
    try (InputStream stream = AnalysisTableTest.class.getResourceAsStream(file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      List<Row> rows = new ArrayList<>();
      String written = "";
      for (String line : text.lines().toList()) {
        if (line.startsWith("  ")) {
          int blank = written.indexOf(' ');
          rows.add(
              new Row(written.substring(0, blank), written.substring(blank + 1), line.strip()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          written = line;
        }
      }
      return rows;
    }
  }
}
