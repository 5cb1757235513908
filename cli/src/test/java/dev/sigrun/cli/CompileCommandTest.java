package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  @Test
  void writesAJarThatRuns() {
    String rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
    String events =
        cli.file("events.ndjson", "{\"user.name\": \"ann\"}\n{\"user.name\": \"bob\"}\n");
    String jar = folder.resolve("new/rules.jar").toString();

    Cli.Result compiled = cli.run("compile", rules, "-o", jar);
    Cli.Result run = cli.run("run", "--jar", jar, events);

    assertThat(compiled.exitCode()).isZero();
    assertThat(compiled.errLines())
        .endsWith(
            "1 rule: 1 compiled, 0 unsupported, 0 failed, 0 warnings",
            "Wrote " + jar + ": 1 matcher.");
    assertThat(run.outLines()).singleElement().asString().contains("\"line\":1}");
  }

  @Test
  void leavesTheOldJarWhenARuleIsBroken() throws IOException {
    String rules = cli.rule("a", "eql", Rules.ALL);
    cli.rule("b", "eql", "any where");
    String jar = cli.file("out/rules.jar", "old");

    Cli.Result result =
        cli.run("compile", rules, "-o", jar, "--sources", folder.resolve("java").toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(Path.of(jar)).hasContent("old");
    assertThat(folder.resolve("java")).doesNotExist();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void saysWhichRulesAreLeftOut() {
    String rules = cli.rule("a", "eql", Rules.ALL);
    cli.rule("b", "eql", Rules.SEQUENCE);
    cli.file("rules/c.toml", Rules.machineLearning("c"));
    String jar = folder.resolve("rules.jar").toString();

    Cli.Result result = cli.run("compile", rules, "-o", jar);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("c.toml:10:8: unsupported: Machine learning rules are not supported")
        .contains("3 rules: 2 compiled, 1 unsupported (1 machine learning), 0 failed, 0 warnings")
        .endsWith(": 1 matcher, 1 detector.\n");
  }

  @Test
  void writesReadableSourcesIntoThePackage() throws IOException {
    String rules = cli.rule("shell_started", "eql", "any where process.name == \"sh\"");
    Path sources = folder.resolve("java");

    cli.run(
        "compile",
        rules,
        "-o",
        folder.resolve("rules.jar").toString(),
        "--sources",
        sources.toString(),
        "--package",
        "com.example");

    try (Stream<Path> files = Files.walk(sources.resolve("com/example"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("ShellStarted.java", "DetectionRules.java");
    }
    assertThat(sources.resolve("com/example/ShellStarted.java"))
        .content()
        .contains("package com.example;", "process.name == \"sh\"");
  }

  @Test
  void writesTheSameBytesEachTime() throws IOException {
    String rules = cli.rule("a", "eql", Rules.ALL);
    cli.rule("b", "kuery", "user.name: x");
    Path first = folder.resolve("first.jar");
    Path second = folder.resolve("second.jar");

    cli.run("compile", rules, "-o", first.toString());
    cli.run("compile", rules, "-o", second.toString());

    assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
  }

  @Test
  void makesTheIndexForASampleOfEvents() throws Exception {
    String rules =
        cli.rule("a", "eql", "any where user.name == \"ann\" and process.name == \"rare\"");
    String sample = cli.file("s.ndjson", "{\"process.name\": \"rare\"}\n".repeat(100) + "[]\n");

    Cli.Result plain = cli.run("compile", rules, "-o", folder.resolve("1.jar").toString());
    Cli.Result sampled =
        cli.run("compile", rules, "-o", folder.resolve("2.jar").toString(), "--sample", sample);

    assertThat(List.of(plain.exitCode(), sampled.exitCode())).containsOnly(0);
    assertThat(sampled.err()).contains("s.ndjson:101: malformed event: it is not a JSON object");
    assertThat(index("1.jar")).isNotEqualTo(index("2.jar"));
  }

  private byte[] index(String jar) throws IOException {
    try (JarFile file = new JarFile(folder.resolve(jar).toFile())) {
      return file.getInputStream(file.getEntry("dev/sigrun/generated/rules.index")).readAllBytes();
    }
  }
}
