package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigrunTest {
  @TempDir private Path folder;

  /** A command line, in which {@code DIR} is the test's folder; its exit code; what it says. */
  static Stream<Arguments> commandLines() {
    return Stream.of(
        Arguments.of("--version", 0, "sigrun "),
        Arguments.of("-V", 0, "sigrun "),
        Arguments.of("--help", 0, "Usage: sigrun"),
        Arguments.of("help", 0, "Usage: sigrun"),
        Arguments.of("help run", 0, "Usage: sigrun run"),
        Arguments.of("", 3, "Missing required subcommand"),
        Arguments.of("chekc", 3, "Did you mean: sigrun check"),
        Arguments.of("check", 3, "Missing required parameter: 'PATH'"),
        Arguments.of("check --nope", 3, "Unknown option: '--nope'"),
        Arguments.of("check --frmat=json x", 3, "Did you mean '--format'?"),
        Arguments.of("check DIR --format xml", 3, "--format"),
        Arguments.of("check DIR/good --color sometimes", 3, "--color"),
        Arguments.of("check DIR/good", 0, "1 rule: 1 compiled"),
        Arguments.of("check DIR/good/*.toml", 0, "1 rule: 1 compiled"),
        Arguments.of("check DIR/bad", 1, "1 failed"),
        Arguments.of("check DIR/esql", 0, "1 unsupported (1 ES|QL STATS without events)"),
        Arguments.of("check DIR/none", 3, "There is no such file or folder."),
        Arguments.of("check DIR/empty", 3, "No rule file found here"),
        Arguments.of("check DIR/good --schema DIR/none.json", 3, "The schema cannot be used."),
        Arguments.of("check DIR/good --schema DIR/broken.json", 3, "The schema cannot be used."),
        Arguments.of("compile DIR/good", 3, "--output"),
        Arguments.of("compile DIR/good -o DIR/a.jar", 0, "1 matcher"),
        Arguments.of(
            "compile DIR/good -o DIR/a.jar --package 1.2",
            3,
            "'1.2' is not a valid Java package name"),
        Arguments.of("compile DIR/bad DIR/good -o DIR/a.jar", 2, "Wrote nothing: rules have"),
        Arguments.of("compile DIR/esql DIR/good -o DIR/a.jar", 0, "1 unsupported"),
        Arguments.of("compile DIR/esql DIR/good -o DIR/a.jar --strict", 2, "Wrote nothing"),
        Arguments.of("compile DIR/sequence DIR/good -o DIR/a.jar --strict", 0, "1 detector"),
        Arguments.of("compile DIR/sequence -o DIR/a.jar", 0, "1 detector"),
        Arguments.of("compile DIR/esql -o DIR/a.jar", 2, "no rule can be executed"),
        Arguments.of("compile DIR/none -o DIR/a.jar", 3, "There is no such file or folder."),
        Arguments.of("compile DIR/good -o DIR/good", 3, "it is a folder"),
        Arguments.of("compile DIR/good -o DIR/events.ndjson/a.jar", 3, "cannot be written"),
        Arguments.of("compile DIR/good -o DIR/a.jar --sources DIR/events.ndjson", 3, "written"),
        Arguments.of("run DIR/events.ndjson", 0, "that ship with Sigrun"),
        Arguments.of("run -r DIR/good", 3, "Missing required parameter: 'EVENTS'"),
        Arguments.of("run -r DIR/good DIR/none.ndjson", 3, "There is no file"),
        Arguments.of("run -r DIR/good DIR/empty", 3, "is a folder"),
        Arguments.of("run -r DIR/good - -", 3, "read only once"),
        Arguments.of("run -r DIR/none DIR/events.ndjson", 3, "There is no such file or folder."),
        Arguments.of("run -r DIR/good DIR/events.ndjson --now noon", 3, "'noon' is not an instant"),
        Arguments.of("run -r DIR/good DIR/events.ndjson", 0, "2 alerts of 1 rule"),
        Arguments.of("run -r DIR/bad -r DIR/good DIR/events.ndjson", 2, "2 alerts of 1 rule"),
        Arguments.of("run -r DIR/bad -r DIR/good DIR/events.ndjson --strict", 2, "Nothing was"),
        Arguments.of("run -r DIR/esql -r DIR/good DIR/events.ndjson --strict", 2, "Nothing was"),
        Arguments.of(
            "run -r DIR/sequence -r DIR/good DIR/events.ndjson --strict", 0, "2 alerts of 1 rule"),
        Arguments.of(
            "run -r DIR/sequence -r DIR/good DIR/events.ndjson", 0, "everything is decided"),
        Arguments.of("run -r DIR/sequence DIR/events.ndjson", 0, "0 alerts"),
        Arguments.of("run -r DIR/sequence DIR/events.ndjson --state DIR/s", 0, "in the next run"),
        Arguments.of("run -r DIR/esql DIR/events.ndjson", 2, "No rule can be executed."),
        Arguments.of("run --jar DIR/none.jar DIR/events.ndjson", 3, "There is no jar"),
        Arguments.of("run --jar DIR/events.ndjson DIR/events.ndjson", 2, "no compiled rules"),
        Arguments.of("query --eql any+where+true DIR/events.ndjson", 0, "2 results"),
        Arguments.of("query DIR/events.ndjson", 3, "--eql"),
        Arguments.of("query --eql any+where+true --kql a:b DIR/events.ndjson", 3, "--kql"),
        Arguments.of("query --eql any+where DIR/events.ndjson", 2, "--eql:1:10: error:"),
        Arguments.of("query --kql (a:b DIR/events.ndjson", 2, "--kql:1:"),
        Arguments.of(
            "query --eql sequence+[any+where+true]+[any+where+true] DIR/events.ndjson",
            0,
            "2 events without a readable time"),
        Arguments.of(
            "query --eql any+where+true DIR/events.ndjson --max-samples-per-key 0", 3, "1000"),
        Arguments.of("run -r DIR/good DIR/events.ndjson --lateness soon", 3, "not a duration"),
        Arguments.of("run -r DIR/good DIR/events.ndjson --max-keys-per-rule 0", 3, "at least 1"),
        Arguments.of(
            "run -r DIR/good DIR/events.ndjson --indicators DIR/none", 3, "does not exist"),
        Arguments.of(
            "run -r DIR/good DIR/events.ndjson --indicators DIR/broken.json", 3, "none of"),
        Arguments.of(
            "run -r DIR/good DIR/events.ndjson --state DIR/broken.json", 3, "The state in"),
        Arguments.of(
            "run -r DIR/good DIR/events.ndjson --baseline DIR/none", 3, "There is no file"),
        Arguments.of("query --file DIR/none.eql DIR/events.ndjson", 3, "does not exist"),
        Arguments.of("query --file DIR/events.ndjson DIR/events.ndjson", 3, "--language"),
        Arguments.of("query --eql any+where+true DIR/events.ndjson --size -1", 3, "--size"),
        Arguments.of("query --eql any+where+true DIR/events.ndjson --size x", 3, "--size"),
        Arguments.of("explain DIR/good", 0, "# Rule good"),
        Arguments.of("explain DIR/bad", 2, "error:"),
        Arguments.of("explain DIR/esql", 0, "unsupported: STATS without BY"),
        Arguments.of("explain DIR/none", 3, "There is no such file or folder."),
        Arguments.of("explain DIR", 3, "Name one."),
        Arguments.of("explain DIR/good --event {", 3, "The event is malformed"),
        Arguments.of("explain DIR/good --event @DIR/none.json", 3, "does not exist"));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void endsWithTheDocumentedExitCode(String line, int exitCode, String said) {
    Cli cli = new Cli(folder);
    cli.file("good/good.toml", Rules.toml("good", "eql", Rules.ALL));
    cli.file("bad/bad.toml", Rules.toml("bad", "eql", "any where nope("));
    cli.file("esql/esql.toml", Rules.toml("esql", "esql", "from logs-* | stats c = count(*)"));
    cli.file("sequence/sequence.toml", Rules.toml("sequence", "eql", Rules.SEQUENCE));
    cli.file("empty/readme.txt", "nothing");
    cli.file("broken.json", "{");
    cli.file("events.ndjson", "{\"a\": 1}\n{\"a\": 2}\n");
    String[] arguments =
        Stream.of(line.split(" "))
            .filter(argument -> !argument.isEmpty())
            .map(argument -> argument.replace("DIR", folder.toString()).replace('+', ' '))
            .toArray(String[]::new);

    Cli.Result result = cli.run(arguments);

    assertThat(result.out() + result.err()).contains(said).doesNotContain("\tat ", "This is a bug");
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "test", "compile", "run", "query", "explain"})
  void helpsWithExamplesAndExitCodes(String command) {
    Cli.Result result = new Cli(folder).run(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("Examples:\n  sigrun " + command, "Exit codes:\n  0  ");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void endsQuietlyWhenNobodyReadsOn() {
    assertThat(failing("Broken pipe", "--help")).isEqualTo("0 ");
  }

  @Test
  void saysWhyOutputCannotBeWritten() {
    assertThat(failing("No space left on device", "--help"))
        .isEqualTo("3 sigrun: The output cannot be written: No space left on device.\n");
  }

  private static String failing(String reason, String... arguments) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Environment environment =
        new Environment(Map.of(), false, false, Clock.systemUTC(), Path.of(""));
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[0]);
    int exitCode = new Sigrun(out, err, in, environment).run(arguments);
    return exitCode + " " + err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "explain RULES --index --show java|'--show' has no effect with '--index'",
        "explain RULES --sample EVENTS|'--sample' has no effect without '--index'",
        "run -r RULES --fields a --output summary EVENTS|'--fields' needs '--output table'",
        "explain RULES --now 2026-01-01T00:00:00Z|'--now' has no effect without '--event'",
        "explain RULES --index --event {}|'--event' has no effect with '--index'",
        "run --strict EVENTS|'--strict' has no effect without '--rules'",
        "run --no-cache EVENTS|'--no-cache' has no effect without '--rules'",
        "run -r RULES --save-every 5 EVENTS|'--save-every' has no effect without '--state'",
        "run -r RULES --unfinished-lines wait EVENTS|'--unfinished-lines' has no effect without",
        "run -r RULES --suppression-updates --output table EVENTS|'--suppression-updates' has no"
            + " effect",
      })
  void optionsWithoutEffectAreRefused(String row) {
    Cli cli = new Cli(folder);
    String rules = cli.rule("a", "eql", Rules.ALL);
    String events = cli.file("events.ndjson", "{}\n");
    String[] parts = row.split("\\|");
    String[] command = parts[0].replace("RULES", rules).replace("EVENTS", events).split(" ");
    Cli.Result result = cli.run(command);
    assertThat(result.err()).contains(parts[1]);
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
