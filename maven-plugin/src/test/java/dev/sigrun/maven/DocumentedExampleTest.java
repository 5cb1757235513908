package dev.sigrun.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in the documents are the same as in the consumer among the example projects. */
class DocumentedExampleTest {
  private static final Path CONSUMER = Path.of("src/it/consumer");
  private static final Path PROJECT = Path.of("..");

  @Test
  void theReadmeShowsTheProgramOfTheConsumer() throws IOException {
    String main = Files.readString(CONSUMER.resolve("app/src/main/java/com/example/Main.java"));

    assertThat(Files.readString(PROJECT.resolve("README.md"))).contains("```java\n" + main + "```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/maven-plugin.md"})
  void thePluginIsConfiguredAsInTheConsumer(String document) throws IOException {
    Matcher block =
        Pattern.compile("```xml\n(<plugin>.*?</plugin>)\n```", Pattern.DOTALL)
            .matcher(Files.readString(PROJECT.resolve(document)));
    assertThat(block.find()).isTrue();

    // The consumer has the version from its parent.
    assertThat(words(Files.readString(CONSUMER.resolve("rules/pom.xml"))))
        .contains(words(block.group(1).replaceAll("(?m)^ *<version>.*\n", "")));
  }

  private static String words(String xml) {
    return xml.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
