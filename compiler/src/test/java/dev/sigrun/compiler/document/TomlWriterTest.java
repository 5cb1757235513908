package dev.sigrun.compiler.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TomlWriterTest {
  @Test
  void writesKeysThenTables() {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("threat", List.of(Map.of("tactic", Map.of("id", "TA0002")), Map.of()));
    rule.put("name", "a \"b\"");
    rule.put("path", "C:\\a");
    rule.put("query", "one\n'two' \\w");
    rule.put("tags", List.of("x", 5L, List.of(Map.of("a b", "x\ny"))));
    rule.put("empty", Map.of());

    assertThat(TomlWriter.write(Map.of("rule", rule)))
        .isEqualTo(
            """
            [rule]
            name = "a \\"b\\""
            path = 'C:\\a'
            query = '''
            one
            'two' \\w'''
            tags = ["x", 5, [{"a b" = "x\\ny"}]]

            [[rule.threat]]

            [rule.threat.tactic]
            id = "TA0002"

            [[rule.threat]]

            [rule.empty]
            """);
  }

  /** Whatever is written is read again as it was. */
  @Test
  void everyTableIsReadBack() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Map<String, Object> table = table(random, 3);
      String text = TomlWriter.write(table);
      DiagnosticSink sink = new DiagnosticSink();
      assertThat(TomlReader.read(SourceText.of("a.toml", text), sink))
          .as("%s\n%s", text, sink.diagnostics())
          .map(DataValue.Table::plain)
          .hasValue(table);
    }
  }

  private static Map<String, Object> table(Random random, int depth) {
    Map<String, Object> table = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      table.put(text(random), value(random, depth - 1));
    }
    return table;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextBoolean();
      case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      case 3 -> text(random);
      case 4 -> table(random, depth);
      case 5 -> list(random, depth, true);
      default -> list(random, depth, false);
    };
  }

  private static List<Object> list(Random random, int depth, boolean tables) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(tables ? table(random, depth) : value(random, depth - 1));
    }
    return list;
  }

  private static String text(Random random) {
    String[] parts = {
      "a", "B-1", " ", "'", "''", "\"", "\\", "\\u0041", "\n", "\t", "\r", "\r\n", "\u0000",
      "\u001b", "\u007f", "é", "😀", "#", "=", "]", "'''", "\"\"\"", "{", ","
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
