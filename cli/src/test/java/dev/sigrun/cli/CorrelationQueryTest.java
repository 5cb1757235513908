package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorrelationQueryTest {
  private static final String EVENTS =
      """
      {"@timestamp": 40, "k": "x", "do": "close"}
      {"@timestamp": 10, "k": "x", "do": "open"}
      {"@timestamp": 20, "k": "y", "do": "open"}
      {"@timestamp": 30, "k": "y", "do": "read"}
      {"@timestamp": 50, "k": "y", "do": "close"}
      {"k": "x", "do": "close"}
      {"@timestamp": 60, "k": ["v", "w"], "do": "open"}
      {"@timestamp": 70, "k": ["v", "w"], "do": "close"}
      """;
  private static final String OPEN_CLOSE =
      "sequence by k [any where do == \"open\"] [any where do == \"close\"]";

  @TempDir private Path folder;

  /** A query, further options, and the lines of the results. */
  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of(OPEN_CLOSE, List.of(), List.of("[2,1]", "[3,5]", "[7,8]", "[7,8]")),
        Arguments.of(OPEN_CLOSE + " | head 1", List.of(), List.of("[2,1]")),
        Arguments.of(OPEN_CLOSE + " | tail 1", List.of(), List.of("[7,8]")),
        Arguments.of(OPEN_CLOSE, List.of("--size", "3"), List.of("[3,5]", "[7,8]", "[7,8]")),
        Arguments.of(
            OPEN_CLOSE.replace("by k", "by k with maxspan=29ms"),
            List.of(),
            List.of("[7,8]", "[7,8]")),
        Arguments.of(
            OPEN_CLOSE.replace("by k", "by k with maxspan=30ms"),
            List.of(),
            List.of("[2,1]", "[3,5]", "[7,8]", "[7,8]")),
        Arguments.of(
            "sequence by k with maxspan=1s [any where do == \"open\"] ![any where do == \"read\"]"
                + " [any where do == \"close\"]",
            List.of(),
            List.of("[2,null,1]", "[7,null,8]", "[7,null,8]")),
        Arguments.of(
            "sequence by k with maxspan=1s [any where do == \"open\"] [any where do == \"close\"]"
                + " ![any where do == \"read\"]",
            List.of(),
            List.of("[2,1,null]", "[3,5,null]", "[7,8,null]", "[7,8,null]")),
        Arguments.of(
            OPEN_CLOSE + " until [any where do == \"read\"]",
            List.of(),
            List.of("[2,1]", "[7,8]", "[7,8]")),
        Arguments.of(
            "sample by k [any where do == \"close\"] [any where do == \"open\"]",
            List.of(),
            List.of("[8,7]", "[8,7]", "[1,2]", "[5,3]")),
        Arguments.of(
            "sample by k [any where do == \"close\"] [any where do == \"open\"]",
            List.of("--max-samples-per-key", "5", "--size", "3"),
            List.of("[1,2]", "[6,2]", "[5,3]")));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void printsTheLinesOfEachResult(String query, List<String> options, List<String> lines) {
    Stream<String> command =
        Stream.concat(
            Stream.of("query", "--eql", query, "--output", "lines", "-"), options.stream());

    Cli.Result result = new Cli(folder).input(EVENTS).run(command.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.outLines()).isEqualTo(lines);
  }

  @Test
  void goesByTheTimestampFieldForNow() {
    String schema = new Cli(folder).file("s.json", "{\"seen\":\"date\",\"on\":\"date\"}");
    String events =
        "{\"seen\":\"2020-01-02\",\"on\":\"2020-01-01T12:00:00Z\",\"@timestamp\":\"2026-01-01\"}\n"
            + "{\"seen\":\"2020-01-03\",\"on\":\"2020-01-02T12:00:00Z\",\"@timestamp\":\"2026-01-01\"}\n";
    String recent = "[any where on > \"now-1d\"]";
    for (String query : List.of("sequence " + recent + recent, "sample by k " + recent + recent)) {
      String[] command = {
        "query", "--eql", query.replace("by k", "by host.id"), "--schema", schema, "-"
      };
      String[] seen =
          Stream.concat(Stream.of(command), Stream.of("--timestamp-field", "seen"))
              .toArray(String[]::new);
      String both = events.replace("{", "{\"host.id\":1,");
      assertThat(new Cli(folder).input(both).run(seen).outLines()).as(query).hasSize(1);
      assertThat(new Cli(folder).input(both).run(command).outLines()).as(query).isEmpty();
    }
  }

  @Test
  void printsOneObjectForEachResult() {
    Cli.Result result =
        new Cli(folder)
            .input("{\"@timestamp\":1, \"k\":\"x\"}\n")
            .run(
                "query",
                "--eql",
                "sequence by k with maxspan=1s [any where true]" + " ![any where false]",
                "-");

    assertThat(result.out())
        .isEqualTo("{\"join_keys\":[\"x\"],\"events\":[{\"@timestamp\":1, \"k\":\"x\"},null]}\n");
  }

  @Test
  void saysThatEventsWithoutATimeTakeNoPart() {
    Cli.Result result = new Cli(folder).input(EVENTS).run("query", "--eql", OPEN_CLOSE, "-");

    assertThat(result.err()).contains("1 event without a readable time took no part");
  }
}
