package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for embedding are code that works. */
@Tag("smoke")
class EmbeddingExampleTest {
  @TempDir private Path folder;

  @Test
  void theExampleOfTheReadMeNeedsNothingElse() throws Exception {
    String example =
        examples("../README.md").stream()
            .filter(code -> code.contains("class Main"))
            .findFirst()
            .orElseThrow();
    String input =
        """
        {"@timestamp":1000,"event.action":"pack","user.name":"ann"}
        {"@timestamp":2000,"event.action":"send","user.name":"ann"}
        """;
    assertThat(run("com.example.Main", example, input))
        .contains("\"kibana.alert.rule.name\":\"Rule copied\"")
        .hasLineCount(1);
  }

  @Test
  void theEngineOfThePageDetects() throws Exception {
    assertThat(run("Embedded", examples("../docs/embedding.md").get(0), ""))
        .isEqualTo("medium: Rule copied [ann]\n  topic-0:1\n  topic-0:2\n2 events, 1 detections\n");
  }

  @Test
  void thePartitionedEngineOfThePageRuns() throws Exception {
    assertThat(run("Partitioned", examples("../docs/embedding.md").get(1), "")).isEmpty();
  }

  private static List<String> examples(String page) throws Exception {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(page)))
        .results()
        .map((MatchResult result) -> result.group(1))
        .filter(code -> code.contains("public class"))
        .toList();
  }

  /** What the program prints when it runs with a rule and this input. */
  private String run(String className, String source, String input) throws Exception {
    Cli cli = new Cli(folder);
    Path jar = folder.resolve("rules.jar");
    cli.run("compile", StatefulRules.sequence(cli, "1m"), "-o", jar.toString());
    CompiledSource.write(className, source, folder);
    URL[] urls = {folder.toUri().toURL(), jar.toUri().toURL()};
    PrintStream console = System.out;
    InputStream keyboard = System.in;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      loader
          .loadClass(className)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(console);
      System.setIn(keyboard);
    }
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
