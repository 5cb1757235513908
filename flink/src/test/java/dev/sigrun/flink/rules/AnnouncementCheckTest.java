package dev.sigrun.flink.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.flink.Announcements;
import dev.sigrun.flink.CompiledJar;
import dev.sigrun.flink.HandWrittenJar;
import dev.sigrun.flink.wire.RuleVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that a job must not take into use. */
@Tag("smoke")
class AnnouncementCheckTest {
  private static CompiledJar jar;

  @TempDir Path folder;
  private AnnouncementCheck check;

  @BeforeAll
  static void compile(@TempDir Path all) throws Exception {
    jar =
        CompiledJar.of(
            CompiledJar.rules(CompiledJar.OWN_RULES, rule -> true), all.resolve("rules.jar"));
  }

  @BeforeEach
  void start() {
    check = check(List.copyOf(jar.timelines()));
  }

  @AfterEach
  void close() {
    check.close();
  }

  private AnnouncementCheck check(List<String> timelines) {
    return new AnnouncementCheck(jar.location(), timelines, getClass().getClassLoader());
  }

  private static void accept(AnnouncementCheck check, String announcement)
      throws RefusedAnnouncement {
    var unused = check.accept(announcement.getBytes(StandardCharsets.UTF_8), RuleVersion.FIRST);
  }

  private void assertRefuses(Path other, String reason) throws IOException {
    String announcement = Announcements.rules("other", 0, other);
    List<Path> before = copies();
    assertThatThrownBy(() -> accept(check, announcement))
        .isInstanceOf(RefusedAnnouncement.class)
        .hasMessageContaining(reason);
    assertThat(copies()).as("no copy is left").isEqualTo(before);
  }

  /** Copies of jars, of which one is left for those that were accepted last. */
  private static List<Path> copies() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches("sigrun-\\d+\\.jar"))
          .sorted()
          .toList();
    }
  }

  /** A copy of the jar with other content. */
  private Path changed(String name, BiFunction<String, byte[], byte[]> change) throws IOException {
    Path copy = folder.resolve(name);
    try (JarFile from = new JarFile(jar.file().toFile());
        OutputStream file = Files.newOutputStream(copy);
        JarOutputStream to = new JarOutputStream(file)) {
      for (var entry : Collections.list(from.entries())) {
        to.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
          to.write(change.apply(entry.getName(), in.readAllBytes()));
        }
      }
    }
    return copy;
  }

  @Test
  void acceptsRulesThatFit() throws Exception {
    accept(check, Announcements.rules("same", 0, jar.file()));
  }

  @Test
  void refusesClassesThatCannotBeLoaded() throws Exception {
    Path broken =
        changed(
            "broken.jar",
            (name, content) ->
                name.endsWith(".class") && !name.contains("DetectionRules")
                    ? new byte[] {1, 2, 3}
                    : content);
    assertRefuses(broken, "java.lang.ClassFormatError");
  }

  @Test
  void refusesParametersThatCannotBeRead() throws Exception {
    Path broken =
        changed(
            "parameters.jar",
            (name, content) ->
                name.endsWith(".json") ? "{".getBytes(StandardCharsets.UTF_8) : content);
    assertRefuses(broken, "damaged");
  }

  @Test
  void refusesTimelinesThatTheJobDoesNotHave() throws Exception {
    try (AnnouncementCheck other = check(List.of("@timestamp"))) {
      String announcement = Announcements.rules("other", 0, jar.file());
      assertThatThrownBy(() -> accept(other, announcement))
          .hasMessageContaining("Rules use the time event.ingested")
          .hasMessageContaining("Start the job again");
    }
  }

  @Test
  void refusesRulesForAnotherRuntime() throws Exception {
    assertRefuses(
        HandWrittenJar.of(folder, "int contract() { return 99; }", "return List.of();"),
        "were compiled for contract 99");
  }

  @Test
  void refusesMatchersThatFailWhenTheyAreMade() throws Exception {
    assertRefuses(
        HandWrittenJar.of(
            folder, "String unused() { return \"\"; }", "throw new IllegalStateException(\"no\");"),
        "The rules fail: java.lang.IllegalStateException: no");
  }

  @Test
  void refusesARuleThatThrows() throws Exception {
    assertRefuses(
        HandWrittenJar.of(
            folder,
            "String unused() { return \"\"; }",
            "return List.of(new EventMatcher() {"
                + "  public String ruleId() { return \"r\"; }"
                + "  public boolean matches(Event event) { throw new StackOverflowError(\"deep\"); }"
                + "});"),
        "The rule r is damaged: deep");
  }
}
