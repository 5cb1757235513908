package dev.sigrun.cli;

import dev.sigrun.cli.terminal.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that runs each command once on small input and prints nothing. The launcher starts it
 * and has Java archive the classes that it loads, so that later starts are faster.
 */
public final class TrainingRun {
  private static final String RULE =
      """
      [metadata]
      creation_date = "2026/01/01"
      maturity = "production"
      updated_date = "2026/01/01"

      [rule]
      author = ["Sigrun"]
      index = ["logs-*"]
      name = "Training"
      rule_id = "4d5f1ae2-0f6b-4a35-9a3f-9d1c1f1f7a01"
      description = "Finds a shell."
      risk_score = 21
      severity = "low"
      type = "eql"
      language = "eql"
      query = '''
      process where event.type == "start" and process.name : ("*sh", "cmd.exe") and not user.id in ("1", "2")
      '''
      """;

  private static final String OTHER_RULE =
      RULE.replace("4d5f1ae2", "5d5f1ae2").replace("Training", "Other");

  private static final String RULE_TEST =
      """
      [[case]]
      name = "a shell"
      expect = "match"
      event = { event.category = "process", event.type = "start", process.name = "bash" }
      """;

  private static final String EVENT =
      """
      {"@timestamp":"2026-01-01T00:00:00Z","event":{"category":["process"],"type":["start"]},"process":{"name":"bash"}}
      """;

  private TrainingRun() {}

  /**
   * Runs the commands.
   *
   * @param arguments not looked at
   * @throws IOException if there is no place for temporary files
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("sigrun-training");
    try {
      run(folder);
    } finally {
      try (Stream<Path> made = Files.walk(folder)) {
        made.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    }
  }

  /** Runs each command in {@code folder} and returns their exit codes. */
  static List<Integer> run(Path folder) throws IOException {
    List<Integer> exitCodes = new ArrayList<>();
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Path rule = Files.writeString(rules.resolve("training.toml"), RULE);
    Files.writeString(rules.resolve("training.test.toml"), RULE_TEST);
    Files.writeString(rules.resolve("other.toml"), OTHER_RULE);
    Path events = Files.writeString(folder.resolve("events.ndjson"), EVENT);
    Path jar = folder.resolve("rules.jar");
    Environment environment =
        new Environment(
            Map.of("SIGRUN_CACHE", folder.resolve("cache").toString()),
            false,
            false,
            Clock.systemUTC(),
            folder);
    for (List<String> line :
        List.of(
            List.of("help", "run"),
            List.of("check", rules.toString()),
            List.of("test", rules.toString()),
            List.of("compile", rules.toString(), "-o", jar.toString()),
            List.of("run", "--jar", jar.toString(), events.toString()),
            List.of("run", "--rules", rules.toString(), "--output", "table", events.toString()),
            List.of("run", events.toString()),
            List.of("query", "--eql", "any where user.name != null", events.toString()),
            List.of("query", "--kql", "user.name: a*", events.toString()),
            List.of("query", "--kql", "user.name: a*", events.toString()),
            List.of("explain", rule.toString(), "--event", EVENT.strip()),
            List.of(
                "export",
                rules.toString(),
                "--to",
                "all",
                "-o",
                folder.resolve("exports").toString()))) {
      exitCodes.add(run(line, environment));
    }
    // For the compiler of what has changed, which takes the rest from before.
    Files.writeString(rule, RULE.replace("Training", "Changed"));
    exitCodes.add(run(List.of("run", "--rules", rules.toString(), events.toString()), environment));
    return exitCodes;
  }

  private static int run(List<String> line, Environment environment) {
    Sigrun command =
        new Sigrun(
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            InputStream.nullInputStream(),
            environment);
    return command.run(line.toArray(String[]::new));
  }
}
