package dev.sigrun.cli.migration;

import dev.sigrun.cli.migration.Block.Cell;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.util.List;
import java.util.Locale;

/**
 * Writes a page as HTML that loads nothing and runs nothing, and that is also well-formed XML.
 * Every text is escaped.
 */
final class HtmlPage {
  private static final String STYLE =
      """
      body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0 2rem; width: 100%; }
      th, td { border: 1px solid #c8c8c8; padding: .3rem .5rem; text-align: left; vertical-align: top; }
      th { background: #f0f0f0; position: sticky; top: 0; }
      td.number { text-align: right; }
      td.code { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
      td.exact { background: #e3f4e3; }
      td.approximate { background: #fdf3d0; }
      td.refused { background: #fbe0de; }
      @media (prefers-color-scheme: dark) {
        body { background: #1b1b1b; color: #e4e4e4; }
        th { background: #2c2c2c; }
        th, td { border-color: #4a4a4a; }
        td.exact { background: #1d3a1d; }
        td.approximate { background: #463a10; }
        td.refused { background: #4d1f1c; }
      }
      """;

  private final StringBuilder page = new StringBuilder();

  private HtmlPage() {}

  /** The whole file; its title is the first heading. */
  static String print(List<Block> blocks) {
    HtmlPage html = new HtmlPage();
    String title =
        blocks.stream()
            .filter(Block.Heading.class::isInstance)
            .map(block -> ((Block.Heading) block).text())
            .findFirst()
            .orElse("");
    html.page
        .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\"")
        .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<title>")
        .append(escape(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n");
    blocks.forEach(html::add);
    return html.page.append("</body>\n</html>\n").toString();
  }

  private void add(Block block) {
    if (block instanceof Block.Heading heading) {
      String tag = "h" + heading.level();
      element(tag, heading.text());
    } else if (block instanceof Block.Paragraph paragraph) {
      element("p", paragraph.text());
    } else if (block instanceof Block.Table table) {
      add(table);
    }
  }

  private void element(String tag, String text) {
    page.append('<').append(tag).append('>').append(escape(text));
    page.append("</").append(tag).append(">\n");
  }

  private void add(Block.Table table) {
    page.append("<table>\n<thead><tr>");
    table
        .columns()
        .forEach(c -> page.append("<th scope=\"col\">").append(escape(c)).append("</th>"));
    page.append("</tr></thead>\n<tbody>\n");
    for (List<Cell> row : table.rows()) {
      page.append("<tr>");
      row.forEach(this::add);
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table>\n");
  }

  private void add(Cell cell) {
    page.append("<td class=\"").append(cell.kind().name().toLowerCase(Locale.ROOT)).append("\">");
    page.append(String.join("<br/>", cell.lines().stream().map(HtmlPage::escape).toList()));
    page.append("</td>");
  }

  /** The text, in which nothing is markup or invisible. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    String visible = VisibleText.of(text);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
