package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The extension for Visual Studio Code: its types, its package, and its protocol with this server.
 */
class EditorExtensionTest {
  @TempDir private Path folder;

  @Test
  void speaksWithTheServerAndCanBePackaged() throws IOException {
    String command =
        String.join(
            "\n",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            absolute(System.getProperty("java.class.path")),
            Main.class.getName());
    NodeTools tools =
        NodeTools.in(Path.of("..", "editors", "vscode"), folder.resolve("vscode"))
            .with(Map.of("SIGRUN", command));

    assertThat(tools.run("npm", "test", "--silent")).contains("# fail 0");
    tools.run("npm", "run", "--silent", "package");
    assertThat(folder.resolve("vscode/sigrun.vsix")).isNotEmptyFile();
  }

  /** The process of the test may have been started with paths relative to the module. */
  private static String absolute(String classPath) {
    StringBuilder all = new StringBuilder();
    for (String each : classPath.split(File.pathSeparator, -1)) {
      all.append(all.isEmpty() ? "" : File.pathSeparator).append(Path.of(each).toAbsolutePath());
    }
    return all.toString();
  }
}
