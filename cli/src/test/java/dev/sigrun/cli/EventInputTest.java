package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.sigrun.cli.terminal.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files of events may look like. */
class EventInputTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  private Cli.Result query(String file) {
    return cli.run("query", "--kql", "user.name: *", file);
  }

  private static String event(String user) {
    return "{\"user.name\":\"" + user + "\"}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // One a line.
        "{\"user.name\":\"a\"}\n{\"user.name\":\"b\"}\n",
        "\n  {\"user.name\":\"a\"}\r\n\r\n{\"user.name\":\"b\"}",
        "\ufeff{\"user.name\":\"a\"}\n{\"user.name\":\"b\"}",
        // Arrays.
        "[{\"user.name\":\"a\"},{\"user.name\":\"b\"}]",
        "\ufeff[\n  {\"user.name\":\"a\"},\n  {\n    \"user\": {\n      \"name\": \"b\"\n   "
            + " }\n  }\n]\n",
        "[{\"user.name\":\"a\"}]\n[]\n[{\"user.name\":\"b\"}]\n",
        // Over several lines.
        "{\n  \"user\": {\n    \"name\": \"a\"\n  }\n}\n{\n  \"user.name\": \"b\"\n}\n",
        "{ \"tags\": [\n \"]}\\\"{\" ], \"user.name\": \"a\" }{\n\"user.name\":\"b\"}",
        // CloudTrail, and what looks like it.
        "{\"Records\":[{\"user.name\":\"a\"},{\"user.name\":\"b\"}]}",
        "{\n  \"Records\" : [\n {\"user.name\":\"a\"}, {\"user.name\":\"b\"} ],\n \"more\":"
            + " {\"]\": 1}\n}",
        "{\"records\":[{\"user.name\":\"a\"}]}\n{\"records\":[]}\n{\"records\":[{\"user.name\":\"b\"}]}",
        // Search hits, alone and in answers.
        "{\"_index\":\"i\",\"_id\":\"1\",\"_score\":1.5,\"_source\":{\"user.name\":\"a\"}}\n"
            + "{\"_source\":{\"user\":{\"name\":\"b\"}},\"sort\":[1]}\n",
        "{\"took\":1,\"timed_out\":false,\"hits\":{\"total\":{\"value\":2},\"hits\":["
            + "{\"_id\":\"1\",\"_source\":{\"user.name\":\"a\"}},"
            + "{\"_id\":\"2\",\"_source\":{\"user.name\":\"b\"}}]}}",
        "{\n \"took\": 1,\n \"hits\": {\n \"events\": [\n"
            + " {\"_id\":\"1\",\"_source\":{\"user.name\":\"a\"}},"
            + " {\"_id\":\"2\",\"_source\":{\"user.name\":\"b\"}} ]\n }\n}\n",
      })
  void holdsTwoEvents(String content) {
    Cli.Result result = query(cli.file("events", content));
    assertThat(result.err()).contains("2 events: 2 results");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines()).hasSize(2);
    assertThat(result.outLines().get(0)).contains("\"a\"");
    assertThat(result.outLines().get(1)).contains("\"b\"");
  }

  /** {@code Records} in the middle of an event, or without objects, are fields like others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user.name\":\"a\",\"Records\":[{\"x\":1}]}\n",
        "{\"Records\":[1],\"user.name\":\"a\"}\n",
        "{\"took\":1,\"user.name\":\"a\"}\n",
        "{\"_source\":\"text\",\"user.name\":\"a\"}\n",
        "{\"_source\":{\"user.name\":\"b\"},\"user.name\":\"a\"}\n",
      })
  void isOneOrdinaryEvent(String content) {
    assertThat(query(cli.file("events", content)).outLines()).containsExactly(content.strip());
  }

  @Test
  void aHitKeepsItsId() {
    String hit = "{ \"_id\": \"7\", \"_index\": \"logs\", \"_source\": { } }\n";
    Cli.Result result = cli.run("query", "--kql", "_id: 7", cli.file("e", hit));
    assertThat(result.out()).isEqualTo("{\"_id\":\"7\",\"_index\":\"logs\"}\n");
  }

  private interface Packer {
    OutputStream pack(OutputStream out) throws IOException;
  }

  private static byte[] packed(Packer packer, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.pack(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"gz,false", "zst,false", "gz,true", "zst,true"})
  void mayBeCompressedWhateverItsName(String kind, boolean twice) throws IOException {
    Packer packer = kind.equals("gz") ? GZIPOutputStream::new : ZstdOutputStream::new;
    byte[] first = packed(packer, event("a") + "\n" + (twice ? "" : event("b")));
    byte[] second = twice ? packed(packer, event("b")) : new byte[0];
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);

    assertThat(query(cli.file("events." + kind, both.toByteArray())).err()).contains("2 results");
    InputStream piped = new ByteArrayInputStream(both.toByteArray());
    assertThat(cli.input(piped).run("query", "--kql", "user.name: *", "-").err())
        .contains("2 results");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void breaksOff(String kind) throws IOException {
    Packer packer = kind.equals("gz") ? GZIPOutputStream::new : ZstdOutputStream::new;
    byte[] whole = packed(packer, (event("a") + "\n").repeat(1000));
    byte[] part = java.util.Arrays.copyOf(whole, whole.length - 6);
    Cli.Result result = query(cli.file("events", part));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("events: cannot be read completely: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"user.name\":\"a\"}\\n {\"b\":1}]|line 2 has '{' where ',' or ']' after an event"
            + " belongs",
        "[,{\"user.name\":\"a\"}]|line 1 has ',' where an event belongs",
        "[{\"user.name\":\"a\"},\\n\\n{\"b\":|the JSON that continues on line 3 is not finished",
        "[{\"user.name\":\"a\"},|the JSON that continues on line 1 is not finished",
        "[{\"user.name\":\"a\"}] nonsense|line 1 has 'n' where a JSON object or array belongs",
      })
  void isDamaged(String content, String reason) {
    Cli.Result result = query(cli.file("events.json", content.replace("\\n", "\n")));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("events.json: cannot be read completely: " + reason + ".");
  }

  @Test
  void elementsThatAreNoObjectsAreReportedByTheirPlace() {
    String content = "[\n" + event("a") + ",\n7, \"x,]\",\n[1], {\"broken\"}, " + event("b") + "]";
    Cli.Result result = query(cli.file("e.json", content));
    assertThat(result.outLines()).hasSize(2);
    assertThat(result.err())
        .contains("e.json:3 (event 2): malformed event: the event is not a JSON object")
        .contains("e.json:3: malformed event: the event is not a JSON object")
        .contains("e.json:4: malformed event: the event is not a JSON object")
        .contains("e.json:4 (event 5): malformed event: ")
        .contains("6 events (4 malformed): 2 results");
  }

  /** Equal events of one line are different events with alerts of their own. */
  @Test
  void eventsOfAnArrayHavePlacesOfTheirOwn() {
    String rules = cli.rule("all", "eql", Rules.ALL);
    String content = "{\"Records\":[" + event("a") + "," + event("a") + "]}";
    List<String> alerts =
        cli.run("run", "-r", rules, "--output", "ndjson", cli.file("e", content)).outLines();
    assertThat(alerts).hasSize(2).doesNotHaveDuplicates();
    assertThat(alerts.get(1)).contains("\"line\":2");
  }

  @ParameterizedTest
  @CsvSource({
    "rules/all.toml,is a rule or a rule test",
    "rules/all.test.toml,is a rule or a rule test",
    "rules.jar,is a jar"
  })
  void rulesAreNoEvents(String name, String said) {
    cli.rule("all", "eql", Rules.ALL);
    String file = cli.file(name, "x");
    for (String[] command :
        new String[][] {
          {"run", "--rules", cli.path("rules").toString(), file},
          {"query", "--kql", "a: *", file},
          {"explain", "--index", cli.path("rules").toString(), "--events", file}
        }) {
      Cli.Result result = cli.run(command);
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains(said);
    }
  }

  @Test
  void anEventOfTooManyValuesIsPassedOver() throws IOException {
    String rules = cli.rule("all", "eql", Rules.ALL);
    StringBuilder many = new StringBuilder("{\"a\":[1");
    many.append(",1".repeat(2_500_000)).append("]}\n");
    Path file = Files.writeString(folder.resolve("e"), event("a") + "\n" + many + event("b"));
    Cli.Result result = cli.run("run", "-r", rules, "--output", "ndjson", file.toString());
    assertThat(result.outLines()).hasSize(2);
    assertThat(result.err())
        .contains("e:2: malformed event: ")
        .contains("more than 200000 values")
        .contains("3 events (1 malformed)");
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
  }
}
