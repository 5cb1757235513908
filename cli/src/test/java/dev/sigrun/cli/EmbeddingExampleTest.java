package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for embedding is code that works. */
class EmbeddingExampleTest {
  private static final Path PAGE = Path.of("../docs/time-and-state.md");

  @TempDir private Path folder;

  @Test
  void theExampleCompilesAndDetects() throws Exception {
    Matcher example =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    Cli cli = new Cli(folder);
    String source = cli.file("Embedded.java", example.group(1));
    Path jar = folder.resolve("rules.jar");
    cli.run("compile", StatefulRules.sequence(cli, "1m"), "-o", jar.toString());

    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source);

    assertThat(compiled).isZero();
    assertThat(run(jar))
        .contains("\"kibana.alert.rule.name\":\"Rule copied\"")
        .endsWith("2 events, 1 detections\n");
  }

  private String run(Path jar) throws Exception {
    URL[] urls = {folder.toUri().toURL(), jar.toUri().toURL()};
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Embedded")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
