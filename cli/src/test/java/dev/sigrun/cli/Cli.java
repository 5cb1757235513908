package dev.sigrun.cli;

import dev.sigrun.cli.terminal.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs the command in a folder of its own, with captured streams and a clock that stands still. */
final class Cli {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private Supplier<InputStream> input = InputStream::nullInputStream;
  private volatile ByteArrayOutputStream out = new ByteArrayOutputStream();
  private boolean terminal;

  Cli(Path folder) {
    this.folder = folder;
    variables.put("SIGRUN_CACHE", folder.resolve("cache").toString());
  }

  /** The outcome of a command. */
  record Result(int exitCode, String out, String err) {
    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  Cli onTerminal() {
    terminal = true;
    return this;
  }

  Cli with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Cli input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Cli input(byte[] bytes) {
    input = () -> new ByteArrayInputStream(bytes);
    return this;
  }

  Cli input(InputStream stream) {
    input = () -> stream;
    return this;
  }

  /** The output so far of the command that runs. */
  String outputSoFar() {
    return out.toString(StandardCharsets.UTF_8);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Writes a file and returns its path as an argument. */
  String file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  String file(String name, byte[] content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      return Files.write(folder.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a rule into the folder {@code rules} and returns the path of the folder. */
  String rule(String name, String language, String query) {
    file("rules/" + name + ".toml", Rules.toml(name, language, query));
    return folder.resolve("rules").toString();
  }

  Result run(String... arguments) {
    out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(variables, terminal, terminal, Clock.fixed(NOW, ZoneOffset.UTC), folder);
    int exitCode = new Sigrun(out, err, input.get(), environment).run(arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
