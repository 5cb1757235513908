package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries with the types of fields, as the command answers them. */
class MappedQueryTest {
  private static final String VERSIONS =
      "{\"app\":{\"version\":\"2.9.0\"}}\n{\"app\":{\"version\":\"2.10.0\"}}\n"
          + "{\"app\":{\"version\":\"2.10.0-rc\"}}\n{\"app\":{\"version\":\"nightly\"}}\n";

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  /** A schema, empty for none; the language; a query; events; the lines of the results. */
  static Stream<Arguments> queries() {
    return Stream.of(
        arguments(
            "",
            "--kql",
            "vulnerability.score.base: 7.3",
            "{\"vulnerability\":{\"score\":{\"base\":7.3}}}\n"
                + "{\"vulnerability.score.base\":\"7.3\"}\n"
                + "{\"vulnerability\":{\"score\":{\"base\":7.5}}}\n",
            List.of(1, 2)),
        arguments(
            "",
            "--eql",
            "any where vulnerability.score.base not in (7.3, 4.1)",
            "{\"vulnerability.score.base\":7.3}\n{\"vulnerability.score.base\":4.1}\n"
                + "{\"vulnerability.score.base\":6}\n",
            List.of(3)),
        arguments(
            "",
            "--eql",
            "any where my.rate == 0.7 and my.rate in (0.7, 0.1) and my.rate != 0.1",
            "{\"my\":{\"rate\":0.7}}\n{\"my\":{\"rate\":0.1}}\n{\"my\":{\"rate\":\"0.7\"}}\n",
            List.of(1, 3)),
        arguments("", "--kql", "my.rate: 0.7", "{\"my\":{\"rate\":0.70}}\n{}\n", List.of(1)),
        arguments(
            "{\"f\":\"float\",\"h\":\"half_float\"}",
            "--kql",
            "f: 16777219 and h: 0.2",
            "{\"f\":16777220,\"h\":0.20001}\n{\"f\":16777218,\"h\":0.2}\n",
            List.of(1)),
        arguments(
            "{\"mappings\":{\"properties\":{\"h\":{\"type\":\"keyword\",\"fields\":{\"low\":{\"type\":"
                + "\"keyword\",\"normalizer\":\"lowercase\"}}}}}}",
            "--kql",
            "h.low: DB7",
            "{\"h\":\"Db7\"}\n{\"h\":\"db8\"}\n",
            List.of(1)),
        arguments(
            "{\"properties\":{\"u\":{\"type\":\"keyword\",\"null_value\":\"none\"}}}",
            "--kql",
            "u: none",
            "{\"u\":null}\n{}\n",
            List.of(1)),
        arguments(
            "{\"properties\":{\"s\":{\"type\":\"date\",\"format\":\"epoch_second\"},\"d\":{\"type\":"
                + "\"date\",\"format\":\"dd/MM/yyyy\"}}}",
            "--kql",
            "s >= 1704067200 and d: 02/01/2024",
            "{\"s\":1704153600,\"d\":\"02/01/2024\"}\n{\"s\":1704153600,\"d\":\"01/02/2024\"}\n",
            List.of(1)),
        arguments(
            "{\"properties\":{\"app\":{\"properties\":{\"version\":{\"type\":\"version\"}}}}}",
            "--eql",
            "any where app.version > \"2.9.5\"",
            VERSIONS,
            List.of(2, 3, 4)),
        arguments(
            "{\"app.version\":\"version\"}",
            "--kql",
            "app.version < 2.10.0",
            VERSIONS,
            List.of(1, 3)),
        arguments(
            "{\"user label\":\"keyword\",\"Maß\":\"long\",\"x-y.z z\":\"keyword\"}",
            "--kql",
            "\"user label\": a and \"x-y.z z\": b and Maß > 2",
            "{\"user label\":\"a\",\"Maß\":3,\"x-y\":{\"z z\":\"b\"}}\n{\"Maß\":3}\n",
            List.of(1)),
        arguments(
            "{\"ports\":\"integer_range\",\"net\":\"ip_range\",\"valid\":\"date_range\"}",
            "--kql",
            "ports: 443 and net: 10.0.0.2 and valid >= 2026-01-02",
            "{\"ports\":{\"gte\":400,\"lt\":444},\"net\":\"10.0.0.1/30\",\"valid\":{\"lte\":"
                + "\"2026-01-02\"}}\n"
                + "{\"ports\":{\"gte\":400,\"lt\":443},\"net\":\"10.0.0.1/30\",\"valid\":{}}\n"
                + "{\"ports\":[{\"gt\":9,\"lte\":9},{\"gte\":443}],\"net\":{\"gt\":\"10.0.0.1\",\"lt\":"
                + "\"10.0.0.3\"},\"valid\":{\"gt\":\"2026-01-01\"}}\n",
            List.of(1, 3)),
        arguments(
            "",
            "--eql",
            "file where file.Ext.entropy >= 6.5",
            "{\"event\":{\"category\":\"file\"},\"file\":{\"Ext\":{\"entropy\":6.7}}}\n"
                + "{\"event\":{\"category\":\"file\"},\"file\":{\"Ext\":{\"entropy\":6.2}}}\n",
            List.of(1)));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void readsFieldsByTheirTypes(
      String schema, String language, String query, String events, List<Integer> lines) {
    List<String> arguments = new ArrayList<>(List.of("query", language, query));
    if (!schema.isEmpty()) {
      arguments.addAll(List.of("--schema", cli.file("schema.json", schema)));
    }
    arguments.addAll(List.of("--output", "lines", "-q", cli.file("events.ndjson", events)));
    Cli.Result result = cli.run(arguments.toArray(new String[0]));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(lines(result)).isEqualTo(lines);
  }

  /** A query, further options, and the lines of the results under a mapping of their fields. */
  static Stream<Arguments> orders() {
    return Stream.of(
        arguments("any where true", List.of("--timestamp-field", "t"), "[2][1][3][4]"),
        arguments("any where true", List.of("--tiebreaker-field", "v"), "[2][1][4][3]"),
        arguments("any where true", List.of("--tiebreaker-field", "k"), "[1][4][2][3]"),
        arguments(
            "sample by v [any where v != null] [any where v != null]",
            List.of(),
            "[2,5][1,6][4,7][3,8]"),
        arguments(
            "sample by k [any where true] [any where true]", List.of(), "[1,6][4,7][2,5][3,8]"),
        arguments(
            "sequence by v [any where true] [any where true]",
            List.of("--timestamp-field", "d"),
            "[2,5][1,6][4,7][3,8]"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void ordersResultsByTheTypesOfFields(String query, List<String> options, String results) {
    String mapping =
        "{\"properties\":{\"t\":{\"type\":\"date\",\"format\":\"dd/MM/yyyy\"},\"d\":{\"type\":"
            + "\"date\",\"format\":\"epoch_second\"},\"v\":{\"type\":\"version\"},"
            + "\"k\":{\"type\":\"keyword\"}}}";
    List<String> versions = List.of("1.10", "1.9", "latest", "1.10.1");
    StringBuilder events = new StringBuilder();
    List<String> days = List.of("02/01/2024", "03/01/2023", "01/02/2024", "01/03/2024");
    boolean twice = !query.startsWith("any");
    for (int i = 0; i < 4; i++) {
      events.append(event(1, days.get(i), versions.get(i)));
    }
    for (int i : twice ? new int[] {1, 0, 3, 2} : new int[0]) {
      events.append(event(2, days.get(i), versions.get(i)));
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("query", "--eql", query, "--schema", cli.file("schema.json", mapping)));
    arguments.addAll(options);
    arguments.addAll(List.of("--output", "lines", cli.file("events.ndjson", events.toString())));
    Cli.Result result = cli.run(arguments.toArray(new String[0]));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(String.join("", result.outLines())).isEqualTo(results);
  }

  private static String event(int second, String day, String version) {
    return "{\"d\":%d,\"t\":\"%s\",\"v\":\"%s\",\"k\":\"%s\"}%n"
        .formatted(second, day, version, version);
  }

  /** Two events in a minute, if their times are read as the mapping writes them, else in none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          epoch_second        | 1767225600            | 1767225650            | 1
          epoch_second        | 1767225600            | 1767225700            | 0
          epoch_second        | "1767225600"          | "1767225650.5"        | 1
          yyyy/MM/dd HH:mm:ss | "2026/01/01 00:00:00" | "2026/01/01 00:00:50" | 1
          yyyy/MM/dd HH:mm:ss | "2026/01/01 00:00:00" | "2026/01/01 00:01:50" | 0
          """)
  void rulesReadTheTimeByTheFormatOfTheMapping(
      String format, String first, String second, int alerts) {
    String rule =
        cli.file(
            "rules/twice.toml",
            RuleText.of(
                RuleText.id(1),
                "Twice",
                "eql",
                "sequence by user.name with maxspan=1m [any where true] [any where true]"));
    String schema =
        cli.file(
            "schema.json",
            "{\"properties\":{\"@timestamp\":{\"type\":\"date\",\"format\":\"" + format + "\"}}}");
    String events =
        cli.file(
            "events.ndjson",
            "{\"@timestamp\":%s,\"user\":{\"name\":\"a\"}}%n{\"@timestamp\":%s,\"user\":{\"name\":\"a\"}}%n"
                .formatted(first, second));
    String[] run = {"run", "--rules", rule, "--schema", schema, events};
    assertThat(cli.run(run).outLines()).hasSize(alerts);
    String jar = folder.resolve("rules.jar").toString();
    assertThat(cli.run("compile", rule, "-o", jar, "--schema", schema).exitCode()).isZero();
    assertThat(cli.run("run", "--jar", jar, events).outLines()).hasSize(alerts);
  }

  /** The same for the fields that a rule names itself, in every way to run it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eql       | timestamp_field = "seen"     | seen
          threshold | timestamp_override = "seen"  | seen
          threshold | timestamp_override = "never" | @timestamp
          """)
  void rulesReadTimesOfTheirOwnByTheFormatOfTheMapping(String type, String key, String field) {
    String text =
        RuleText.of(
                RuleText.id(1),
                "Twice",
                "eql",
                "sequence by user.name with maxspan=1m [any where true] [any where true]")
            .replace("type = \"eql\"", key + "\ntype = \"eql\"");
    if (type.equals("threshold")) {
      text =
          text.replace("type = \"eql\"", "type = \"threshold\"\nfrom = \"now-60s\"")
                  .replace("language = \"eql\"", "language = \"kuery\"")
                  .replace(
                      "sequence by user.name with maxspan=1m [any where true] [any where true]",
                      "user.name: *")
              + "\n[rule.threshold]\nfield = [\"user.name\"]\nvalue = 2\n";
    }
    String rule = cli.file("rules/twice.toml", text);
    String schema =
        cli.file(
            "schema.json",
            "{\"properties\":{\"@timestamp\":{\"type\":\"date\",\"format\":\"epoch_second\"},"
                + "\"seen\":{\"type\":\"date\",\"format\":\"dd/MM/yyyy HH:mm:ss\"}}}");
    String jar = folder.resolve("rules.jar").toString();
    assertThat(cli.run("compile", rule, "-o", jar, "--schema", schema).exitCode()).isZero();
    boolean own = field.equals("seen");
    for (String second : List.of("00:50", "01:50")) {
      int alerts = second.equals("00:50") ? 1 : 0;
      String first = own ? "\"01/01/2026 00:00:00\"" : "1767225600";
      String last =
          own ? "\"01/01/2026 00:" + second + "\"" : alerts == 1 ? "1767225650" : "1767225710";
      String events =
          cli.file(
              "events.ndjson",
              "{\"%1$s\":%2$s,\"user.name\":\"a\"}%n{\"%1$s\":%3$s,\"user.name\":\"a\"}%n"
                  .formatted(field, first, last));
      assertThat(cli.run("run", "--rules", rule, "--schema", schema, events).outLines())
          .hasSize(alerts);
      assertThat(cli.run("run", "--jar", jar, events).outLines()).hasSize(alerts);
      cli.file(
          "rules/twice.test.toml",
          "[[case]]\nname = \"c\"\nexpect = \"%s\"\nevent = [ { user.name = \"a\"%s }, { user.name = \"a\"%s } ]\n"
              .formatted(
                  alerts == 1 ? "match" : "none",
                  own ? ", seen = " + first : "",
                  own
                      ? ", seen = " + last
                      : ", after = \"" + (alerts == 1 ? "50s" : "110s") + "\""));
      Cli.Result tested = cli.run("test", rule, "--schema", schema);
      assertThat(tested.exitCode()).as(tested.out() + tested.err()).isZero();
    }
  }

  /** {@code now} is the event's own time, which is read by the format of its mapping. */
  @Test
  void nowIsReadByTheFormatOfTheMapping() {
    String schema =
        cli.file(
            "schema.json",
            "{\"properties\":{\"@timestamp\":{\"type\":\"date\",\"format\":\"epoch_second\"},"
                + "\"seen\":{\"type\":\"date\",\"format\":\"dd/MM/yyyy\"}}}");
    String event = "{\"@timestamp\":1767225600,\"seen\":\"02/01/2020\"}";
    String events = cli.file("events.ndjson", event + "\n");
    assertThat(query("@timestamp >= now-1h", "@timestamp", schema, events)).isEqualTo(1);
    assertThat(query("seen >= now-1h", "seen", schema, events)).isEqualTo(1);
    assertThat(query("seen >= now-1h", "@timestamp", schema, events)).isZero();
    String rule =
        cli.file(
            "rules/now.toml",
            RuleText.of(RuleText.id(2), "Now", "kuery", "@timestamp >= now-1h and seen < now-1d"));
    assertThat(cli.run("explain", rule, "--schema", schema, "--event", event).out())
        .doesNotContain("false");
  }

  private int query(String query, String timestamp, String schema, String events) {
    String[] command = {
      "query", "--kql", query, "--timestamp-field", timestamp, "--schema", schema, events
    };
    return cli.run(command).outLines().size();
  }

  @Test
  void warningsOfQueriesHaveTheSeveritiesThatTheUserChose() {
    String events = cli.file("events.ndjson", "{\"process\":{\"name\":\"cmd?.exe\"}}\n");
    String[] query = {"query", "--kql", "process.name: cmd?.exe", events};
    assertThat(cli.run(query).err()).contains("KQL035");
    assertThat(cli.run(with(query, "KQL035=off")).err()).doesNotContain("KQL035");
    Cli.Result refused = cli.run(with(query, "KQL035=error"));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(refused.outLines()).isEmpty();
    Cli.Result unknown = cli.run(with(query, "KQL055=off"));
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("KQL055", "Did you mean", "KQL035");
  }

  private static String[] with(String[] query, String severity) {
    List<String> arguments = new ArrayList<>(List.of(query));
    arguments.addAll(List.of("--severity", severity));
    return arguments.toArray(new String[0]);
  }

  @Test
  void completeSchemaKnowsNoOtherField() {
    String events = cli.file("events.ndjson", "{\"process\":{\"name\":\"a\"},\"k\":\"a\"}\n");
    String fields = cli.file("fields.json", "{\"k\":\"keyword\"}");
    String mapping =
        cli.file(
            "mapping.json",
            "{\"dynamic\":\"strict\",\"properties\":{\"k\":{\"type\":\"keyword\"}}}");
    String query = "process.name: a or process.name.text: a";
    String[] open = {"query", "--kql", query, "--schema", fields, events};
    assertThat(cli.run(open).outLines()).hasSize(1);
    String[] closed = {"query", "--kql", query, "--schema", fields, "--schema-complete", events};
    assertThat(cli.run(closed).outLines()).isEmpty();
    assertThat(cli.run(closed).err()).contains("process.name");
    assertThat(cli.run("query", "--kql", query, "--schema", mapping, events).outLines()).isEmpty();
    Cli.Result without = cli.run("query", "--kql", query, "--schema-complete", events);
    assertThat(without.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(without.err()).contains("'--schema-complete' needs a schema");
  }

  /** Every case of KQL with its schema as a complete one: 180 that select, 40 that are refused. */
  @Test
  void answersKqlUnderCompleteSchemasAsElasticsearchDoes() throws IOException, JsonFormatException {
    Map<String, String> wrong = new TreeMap<>();
    int count = 0;
    for (Object each : (List<?>) JsonValues.read(SharedFiles.text("conformance/kql-cases.json"))) {
      Map<String, @Nullable Object> one = JsonValues.asObject(each).orElseThrow();
      count++;
      answer(one).ifPresent(mistake -> wrong.put(String.valueOf(one.get("id")), mistake));
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isEqualTo(220);
  }

  private java.util.Optional<String> answer(Map<String, @Nullable Object> one) {
    Object schema = one.get("schema") == null ? Map.of() : one.get("schema");
    StringBuilder events = new StringBuilder();
    if (one.get("events") instanceof List<?> all) {
      all.forEach(event -> events.append(JsonValues.write(event)).append('\n'));
    }
    Cli.Result result =
        cli.run(
            "query",
            "--kql",
            String.valueOf(one.get("query")),
            "--schema",
            cli.file("schema.json", JsonValues.write(schema)),
            "--schema-complete",
            "--now",
            "2024-05-10T12:00:00Z",
            "--output",
            "lines",
            "-q",
            cli.file("events.ndjson", events.toString()));
    if (Boolean.TRUE.equals(one.get("error"))) {
      return result.exitCode() == ExitCode.NOT_COMPILED
          ? java.util.Optional.empty()
          : java.util.Optional.of("not refused: " + result.outLines());
    }
    List<Integer> expected = new ArrayList<>();
    ((List<?>) one.get("expected")).forEach(row -> expected.add(((Number) row).intValue() + 1));
    return result.exitCode() == ExitCode.OK && lines(result).equals(expected)
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            one.get("query") + " expected " + expected + ": " + result.out() + result.err());
  }

  private static List<Integer> lines(Cli.Result result) {
    return result.outLines().stream()
        .map(line -> Integer.valueOf(line.substring(1, line.length() - 1)))
        .sorted()
        .toList();
  }
}
