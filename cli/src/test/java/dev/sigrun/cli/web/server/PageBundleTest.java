package dev.sigrun.cli.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.NodeTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed bundle of the page is what its sources make. */
class PageBundleTest {
  private static final Path SOURCES = Path.of("..", "page");
  private static final Path BUNDLE =
      Path.of("src", "main", "resources", "dev", "sigrun", "cli", "web", "page");

  @TempDir private Path folder;

  @Test
  void isMadeOfItsSources() throws IOException {
    NodeTools tools = NodeTools.in(SOURCES, folder.resolve("page"));
    tools.run("npm", "run", "--silent", "check");
    tools.run("node", "build.mjs", folder.resolve("built").toString());

    for (String name :
        List.of("app.js", "app.css", "report.js", "report.css", "index.html", "icon.svg")) {
      assertThat(Files.readString(BUNDLE.resolve(name)))
          .as(name + ": run 'npm ci && npm run build' in page/")
          .isEqualTo(Files.readString(folder.resolve("built").resolve(name)));
    }
  }

  /** Nothing in the page comes from elsewhere, and no text becomes HTML or code. */
  @Test
  void takesNothingFromElsewhere() throws IOException {
    String page = Files.readString(BUNDLE.resolve("index.html"));
    assertThat(page).doesNotContain("http://", "https://", "style=", "onload");
    for (String name : List.of("app.js", "report.js")) {
      assertThat(Files.readString(BUNDLE.resolve(name)))
          .as(name)
          .doesNotContain(
              "eval(", "new Function(", "insertAdjacentHTML", "document.write", "</script");
    }
    assertThat(Files.readString(BUNDLE.resolve("report.js"))).doesNotContain("innerHTML", "fetch(");
  }
}
