package dev.sigrun.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.GoldenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table in a page of the documentation that a test makes. */
public final class DocumentedTable {
  private DocumentedTable() {}

  /**
   * Fails unless the table is between the marks of that name; puts it there if requested.
   *
   * @param page the name of a file in the folder of the documentation
   */
  public static void check(String page, String name, String table) {
    Path document = Path.of("..", "docs", page);
    String start = "<!-- " + name + " -->\n";
    try {
      String text = Files.readString(document);
      String renewed =
          text.substring(0, text.indexOf(start) + start.length())
              + table
              + text.substring(text.indexOf("<!-- end of " + name + " -->"));
      if (GoldenFiles.areRenewed()) {
        Files.writeString(document, renewed);
      }
      assertThat(Files.readString(document)).isEqualTo(renewed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
