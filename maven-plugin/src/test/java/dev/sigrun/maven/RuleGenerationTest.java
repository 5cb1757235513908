package dev.sigrun.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleGenerationTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path project;
  private Path rules;
  private Path target;

  @BeforeEach
  void locate() throws IOException {
    rules = Files.createDirectories(project.resolve("src/main/sigrun"));
    target = project.resolve("target");
  }

  @Test
  void writesOnlyWhatChanged() throws Exception {
    write("kept", "sh");
    write("changed", "bash");
    generate();
    makeOld();

    write("changed", "zsh");
    generate();

    assertThat(written())
        .filteredOn(path -> path.endsWith(".java"))
        .containsExactly("generated-sources/sigrun/dev/sigrun/generated/Changed.java");
  }

  @Test
  void doesNothingWhenNothingChanged() throws Exception {
    write("kept", "sh");
    generate();
    makeOld();

    generate();

    assertThat(written()).isEmpty();
  }

  @Test
  void theManifestSaysWhatTheRulesNeed() throws Exception {
    generate();
    assertThat(manifest()).containsEntry(new Attributes.Name("Sigrun-Rules"), "0");

    write("kept", "sh");
    write("other", "bash");
    generate();
    assertThat(manifest())
        .containsEntry(new Attributes.Name("Sigrun-Rules"), "2")
        .containsEntry(new Attributes.Name("Sigrun-Contract"), "" + CompiledRules.CONTRACT)
        .containsEntry(new Attributes.Name("Automatic-Module-Name"), "dev.sigrun.generated");

    Files.delete(target.resolve("sigrun/MANIFEST.MF"));
    generate();
    assertThat(manifest()).containsEntry(new Attributes.Name("Sigrun-Rules"), "2");
  }

  private Attributes manifest() throws IOException {
    try (InputStream file = Files.newInputStream(target.resolve("sigrun/MANIFEST.MF"))) {
      return new Manifest(file).getMainAttributes();
    }
  }

  @Test
  void restoresWhatWasTamperedWith() throws Exception {
    write("kept", "sh");
    generate();
    Map<String, String> before = contents();
    Path source = target.resolve("generated-sources/sigrun/dev/sigrun/generated/Kept.java");
    Files.writeString(source, "class Kept {}");

    generate();

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void deletesEverythingOfRulesThatAreGone() throws Exception {
    write("kept", "sh");
    write("gone", "bash");
    generate();
    for (String name : List.of("Kept", "Gone", "Gone$Inner", "GoneToo")) {
      Path file = target.resolve("classes/dev/sigrun/generated/" + name + ".class");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }

    Files.delete(rules.resolve("gone.toml"));
    generate();

    assertThat(target.resolve("classes/dev/sigrun/generated").toFile().list())
        .containsExactlyInAnyOrder("Kept.class", "GoneToo.class");
    assertThat(contents().keySet()).noneMatch(path -> path.endsWith("Gone.java"));
  }

  @Test
  void deletesEverythingWhenTheLastRuleIsGone() throws Exception {
    write("gone", "bash");
    generate();

    Files.delete(rules.resolve("gone.toml"));

    assertThat(generate()).isFalse();
    assertThat(contents().keySet())
        .containsExactlyInAnyOrder("sigrun/compile.json", "sigrun/MANIFEST.MF");
  }

  @Test
  void leavesFilesAloneWhenARuleIsBroken() throws Exception {
    write("kept", "sh");
    generate();
    Map<String, String> before = contents();

    write("broken", "bash\" and (\"");

    assertThatThrownBy(this::generate)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageMatching("\\d errors? in 1 of 2 rules, see above\\.");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void writesTheSameInEveryPlace(@TempDir Path elsewhere) throws Exception {
    write("kept", "sh");
    generate();
    Map<String, String> before = contents();
    before.remove("sigrun/compile.json");

    Path here = project;
    project = elsewhere;
    locate();
    Files.copy(here.resolve("src/main/sigrun/kept.toml"), rules.resolve("kept.toml"));
    generate();
    Map<String, String> after = contents();
    after.remove("sigrun/compile.json");

    assertThat(after).isEqualTo(before);
  }

  private boolean generate() throws Exception {
    BuildLog log = new BuildLog(new SystemStreamLog(), project, project);
    SigmaEvents events = SigmaEvents.load(List.of(), List.of(), project, EventForm.AUTO, log);
    ProjectRules loaded =
        ProjectRules.load(
            rules,
            CompilerSettings.load(
                List.of(),
                new CompilerSettings.Reading(UnknownFields.KEYWORD, false, Optional.empty()),
                new CompilerSettings.Judging(Severities.DEFAULTS, events),
                log),
            new ProjectRules.Failing(false, false),
            log);
    return new RuleGeneration(
            JavaBackend.Options.defaults(),
            new RuleGeneration.Folders(
                target.resolve("generated-sources/sigrun"),
                target.resolve("generated-resources/sigrun"),
                target.resolve("classes"),
                target.resolve("sigrun/MANIFEST.MF"),
                target.resolve("sigrun/compile.json")),
            log)
        .run(loaded);
  }

  private void write(String name, String process) throws IOException {
    Files.writeString(
        rules.resolve(name + ".toml"),
        """
        [metadata]
        creation_date = "2026/01/01"
        maturity = "production"
        updated_date = "2026/01/01"

        [rule]
        author = ["Tester"]
        description = "Finds a process."
        index = ["logs-*"]
        language = "eql"
        name = "Rule %s"
        risk_score = 47
        rule_id = "%s"
        severity = "medium"
        type = "eql"
        query = 'process where process.name == "%s"'
        """
            .formatted(name, UUID.nameUUIDFromBytes(name.getBytes(UTF_8)), process));
  }

  private void makeOld() throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
  }

  private List<String> written() throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().lastModified() != LONG_AGO.toMillis())
          .map(this::name)
          .sorted()
          .toList();
    }
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(name(file), Files.readString(file));
      }
    }
    return contents;
  }

  private String name(Path file) {
    return target.relativize(file).toString().replace('\\', '/');
  }
}
