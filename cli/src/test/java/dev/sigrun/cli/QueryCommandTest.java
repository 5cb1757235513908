package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryCommandTest {
  private static final String EVENTS =
      """
      {"@timestamp": 30, "n": 1, "tie": "b", "event": {"category": "process"}}
      {"@timestamp": 10, "n": 2}

      {"@timestamp": "1970-01-01T00:00:00.020Z", "n": 3, "kind": "process"}
      {"n": 4, "event.category": ["file", "process"]}
      {"@timestamp": 30, "n": 5, "tie": "a"}
      {"@timestamp": 30, "n": 6, "tie": 7}
      {"@timestamp": 30, "n": 7}
      """;

  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  /** A query, further options, and the lines of the results. */
  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of("any where true", List.of(), List.of(2, 4, 1, 6, 7, 8, 5)),
        Arguments.of(
            "any where true", List.of("--tiebreaker-field", "tie"), List.of(2, 4, 7, 6, 1, 8, 5)),
        Arguments.of(
            "any where true", List.of("--timestamp-field", "n"), List.of(1, 2, 4, 5, 6, 7, 8)),
        Arguments.of("any where true | head 2", List.of(), List.of(2, 4)),
        Arguments.of("any where true | tail 2", List.of(), List.of(8, 5)),
        Arguments.of("any where true | tail 4 | head 2", List.of(), List.of(6, 7)),
        Arguments.of("any where true | head 4 | tail 1", List.of(), List.of(6)),
        Arguments.of("any where true | head 0", List.of(), List.of()),
        Arguments.of("any where true", List.of("--size", "3"), List.of(7, 8, 5)),
        Arguments.of("any where true | head 4", List.of("--size", "3"), List.of(4, 1, 6)),
        Arguments.of("any where true", List.of("--size", "0"), List.of()),
        Arguments.of("process where true", List.of(), List.of(1, 5)),
        Arguments.of("process where true", List.of("--event-category-field", "kind"), List.of(4)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void ordersResultsBeforePipesAndSize(String query, List<String> options, List<Integer> lines) {
    Stream<String> command =
        Stream.concat(
            Stream.of("query", "--eql", query, "--output", "lines", "-"), options.stream());

    Cli.Result result = cli.input(EVENTS).run(command.toArray(String[]::new));

    assertThat(result.exitCode()).isZero();
    assertThat(result.outLines()).isEqualTo(lines.stream().map(n -> "[" + n + "]").toList());
  }

  /** The warnings that a rule with the same condition would get. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--eql | any where event.category == \"proces\" | ANA052",
        "--eql | proces where true | ANA052",
        "--eql | sequence [any where event.outcome == \"ok\"] [any where true] | ANA052",
        "--kql | event.type: strat | ANA052",
        "--kql | event.kind: (alert or alarm) | ANA052",
        "--sigma | event.category: proces | ANA052",
        "--kql | user.name: a or not user.name: a | ANA053",
        "--eql | any where user.name == \"a\" and user.name == null | ANA054",
        "--eql | process where registry.path : \"x*\" | ANA055",
        "--kql | event.category: process and dns.question.name: x | ANA055"
      })
  void warnsAsACheckOfRulesDoes(String language, String query, String code) {
    Cli.Result result = cli.input(EVENTS).run("query", language, query, "-");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).containsOnlyOnce("warning:").contains("[" + code + "]");
    assertThat(
            cli.input(EVENTS)
                .run("query", "--severity", code + "=error", language, query, "-")
                .exitCode())
        .isEqualTo(2);
    assertThat(
            cli.input(EVENTS).run("query", "--severity", code + "=off", language, query, "-").err())
        .doesNotContain("warning:");
  }

  @Test
  void printsTheEventsAsTheyWereRead() {
    Cli.Result result =
        cli.input("{\"a\" : 1}\r\n{\"a\" : 2.50,  \"b\":\"ü\"}\n")
            .run("query", "--kql", "a > 2", "-");

    assertThat(result.out()).isEqualTo("{\"a\" : 2.50,  \"b\":\"ü\"}\n");
    assertThat(result.err()).contains("2 events: 1 result");
  }

  @Test
  void readsQueriesFromFiles() {
    String eql = cli.file("q.eql", "any where a == 1\n");
    String kql = cli.file("q.kql", "a: 2");
    String text = cli.file("q.txt", "a: 2");
    String events = cli.file("e.ndjson", "{\"a\": 1}\n{\"a\": 2}");
    String schema = cli.file("s.json", "{\"a\": \"long\"}");

    assertThat(lines("--file", eql, events, "--schema", schema)).isEqualTo("[1]\n");
    assertThat(lines("--file", kql, events)).isEqualTo("[2]\n");
    assertThat(lines("--file", text, "--language", "kql", events)).isEqualTo("[2]\n");
  }

  @Test
  void treatsUnknownFieldsAsUnmappedWhenASchemaIsGiven() {
    String schema = cli.file("s.json", "{\"known\": \"keyword\"}");
    String events = cli.file("e.ndjson", "{\"known\": \"x\", \"unknown\": \"x\"}");

    assertThat(lines("--kql", "unknown: x", events)).isEqualTo("[1]\n");
    assertThat(lines("--kql", "unknown: x", events, "--schema", schema)).isEmpty();
    assertThat(lines("--kql", "known: x", events, "--schema", schema)).isEqualTo("[1]\n");
    assertThat(
            lines("--kql", "unknown: x", events, "--schema", schema, "--unknown-fields", "keyword"))
        .isEqualTo("[1]\n");
    assertThat(lines("--kql", "unknown: x", events, "--unknown-fields", "unmapped")).isEmpty();
  }

  @Test
  void comparesNanosecondsOfFieldsThatHaveThem() {
    String schema = cli.file("s.json", "{\"@timestamp\": \"date_nanos\"}");
    String events =
        cli.file(
            "e.ndjson",
            """
            {"@timestamp": "2026-01-01T00:00:00.000000200Z"}
            {"@timestamp": "2026-01-01T00:00:00.0000001Z"}
            """);

    assertThat(lines("--eql", "any where true", events, "--schema", schema))
        .isEqualTo("[2]\n[1]\n");
    assertThat(lines("--eql", "any where true", events)).isEqualTo("[1]\n[2]\n");
  }

  @Test
  void takesTheTimeOfTheEventForNow() {
    String events =
        cli.file(
            "e.ndjson",
            """
            {"@timestamp": "2020-01-01T00:00:00Z", "seen": "2020-01-02T00:00:00Z"}
            {"@timestamp": "2021-01-01T00:00:00Z"}
            """);
    String schema = cli.file("s.json", "{\"@timestamp\": \"date\", \"seen\": \"date\"}");
    String twice = "sequence [any where @timestamp >= \"now\"] [any where @timestamp >= \"now\"]";

    assertThat(lines("--kql", "@timestamp >= now", events)).isEqualTo("[1]\n[2]\n");
    assertThat(
            lines(
                "--kql",
                "@timestamp >= now",
                events,
                "--schema",
                schema,
                "--timestamp-field",
                "seen"))
        .isEqualTo("[2]\n");
    assertThat(lines("--kql", "@timestamp >= now", events, "--now", "2020-06-01T00:00:00Z"))
        .isEqualTo("[2]\n");
    assertThat(lines("--eql", twice, events, "--schema", schema)).isEqualTo("[1,2]\n");
    assertThat(lines("--eql", twice, events, "--schema", schema, "--now", "2020-06-01T00:00:00Z"))
        .isEmpty();
  }

  @Test
  void reportsMalformedEventsAndGoesOn() {
    Cli.Result result =
        cli.input("{\n{\"a\": 1}\n")
            .run("query", "--eql", "any where true", "--output", "lines", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualTo("[2]\n");
    assertThat(result.err()).contains("-:1: malformed event: ", "2 events (1 malformed): 1 result");
  }

  private String lines(String... options) {
    return cli.run(
            Stream.concat(Stream.of("query", "--output", "lines"), Stream.of(options))
                .toArray(String[]::new))
        .out();
  }
}
