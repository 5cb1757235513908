package dev.sigrun.cli.migration;

import dev.sigrun.cli.migration.Block.Cell;
import dev.sigrun.cli.migration.Block.Kind;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a page in Markdown with the tables of GitHub's dialect. Every text is escaped. */
final class MarkdownPage {
  /** Characters that may begin markup within a line. */
  private static final String SPECIAL = "\\`*_[]|~";

  private MarkdownPage() {}

  /** The whole file. */
  static String print(List<Block> blocks) {
    return blocks.stream().map(MarkdownPage::text).collect(Collectors.joining("\n"));
  }

  private static String text(Block block) {
    if (block instanceof Block.Heading heading) {
      return "#".repeat(heading.level()) + " " + escape(heading.text()) + "\n";
    }
    if (block instanceof Block.Table table) {
      return table(table);
    }
    return block instanceof Block.Paragraph paragraph ? escape(paragraph.text()) + "\n" : "";
  }

  private static String table(Block.Table table) {
    StringBuilder text = new StringBuilder();
    text.append(row(table.columns().stream().map(MarkdownPage::escape).toList()));
    List<Cell> first = table.rows().isEmpty() ? List.of() : table.rows().get(0);
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < table.columns().size(); i++) {
      boolean number = i < first.size() && first.get(i).kind() == Kind.NUMBER;
      rule.append(number ? "--:|" : "---|");
    }
    text.append(rule).append('\n');
    table.rows().forEach(row -> text.append(row(row.stream().map(MarkdownPage::cell).toList())));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String cell(Cell cell) {
    return String.join("<br>", cell.lines().stream().map(MarkdownPage::escape).toList());
  }

  /** The text, in which nothing is markup, a line break or invisible. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    String visible = VisibleText.of(text);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> {
          if (SPECIAL.indexOf(c) >= 0) {
            escaped.append('\\');
          }
          escaped.append(c);
        }
      }
    }
    return escaped.toString();
  }
}
