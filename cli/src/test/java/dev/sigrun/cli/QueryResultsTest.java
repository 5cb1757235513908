package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables and counts of {@code query}. */
class QueryResultsTest {
  @TempDir private Path folder;

  private Cli cli;
  private String events = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    events =
        cli.file(
            "e.ndjson",
            """
            {"@timestamp":"2026-01-01T00:00:01Z","event.category":"process","user":{"name":"ana"},"args":["a","b"]}
            {"@timestamp":"2026-01-01T00:00:02Z","event.category":"file","user":{"name":"=bob, \\u001b[31m"}}
            {"@timestamp":"2026-01-01T00:00:03Z","event.category":"file","user":{"name":"ana"}}
            """);
  }

  @Test
  void showsTheFieldsOfTheQuery() {
    Cli.Result result = cli.run("query", "--kql", "user.name: ana", "--output", "table", events);

    assertThat(result.outLines())
        .containsExactly(
            "@timestamp            user.name  event",
            "2026-01-01T00:00:01Z  ana        " + events + ":1",
            "2026-01-01T00:00:03Z  ana        " + events + ":3");
  }

  @Test
  void showsTheRowsOfEsql() {
    Cli.Result result =
        cli.run(
            "query",
            "--esql",
            "FROM * | STATS c = COUNT(*), v = VALUES(event.category) BY user.name | SORT c DESC"
                + " | LIMIT 1",
            events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines())
        .containsExactly("c  v              user.name", "2  file, process  ana");
    assertThat(result.err()).contains("3 events: 1 row in ");
  }

  @Test
  void showsTheRowsOfEsqlAsJsonAndCsv() {
    String query = "FROM * | WHERE user.name == \"ana\" | EVAL n = MV_COUNT(args) | KEEP n, args";
    assertThat(cli.run("query", "--esql", query, "--output", "ndjson", events).outLines())
        .containsExactly("{\"n\":2,\"args\":[\"a\",\"b\"]}", "{}");
    assertThat(cli.run("query", "--esql", query, "--output", "csv", events).out())
        .isEqualTo("n,args\r\n2,\"a, b\"\r\n,\r\n");
  }

  /** As on servers: rows without a number do not count, whatever their constant weight. */
  @Test
  void weighsByConstantsOnlyWhatHasANumber() {
    String query =
        "FROM * | STATS w = WEIGHTED_AVG(MV_COUNT(args), 2), c = WEIGHTED_AVG([1, 2], n)";
    assertThat(cli.run("query", "--esql", query, "--output", "csv", events).out())
        .isEqualTo("w,c\r\n2.0,1.5\r\n");
  }

  @Test
  void countsWhatIsNowAtOneTime() {
    String query = "FROM * | WHERE @timestamp > NOW() - 2 seconds | STATS c = COUNT(*)";
    assertThat(
            cli.run("query", "--esql", query, "--now", "2026-01-01T00:00:04Z", events).outLines())
        .containsExactly("c", "1");
    assertThat(
            cli.run("query", "--esql", query, "--now", "2027-01-01T00:00:04Z", events).outLines())
        .containsExactly("c", "0");
  }

  @Test
  void leavesOutGroupsWhoseRowsTakeTooManySteps() {
    StringBuilder sorts = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      sorts.append(" | EVAL a").append(i).append(" = MV_SORT(s)");
    }
    String query =
        "FROM * | STATS c = COUNT(*) BY user.name"
            + " | EVAL s = SPLIT(REPEAT(\"x,\", CASE(user.name == \"ana\", 9000, 1)), \",\")"
            + sorts
            + " | KEEP c, user.name";

    Cli.Result result = cli.run("query", "--esql", query, "--output", "csv", events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.outLines()).hasSize(2).last().asString().contains("bob");
    assertThat(result.err()).contains("1 group left out, since rows of one group may take");
  }

  @ParameterizedTest
  @CsvSource({
    "--size,5,--size' has no effect on ES|QL",
    "--output,lines,--output lines' is about events",
    "--count-by,user.name,--count-by' is about events"
  })
  void refusesOptionsForEventsWithEsql(String option, String value, String message) {
    Cli.Result result = cli.run("query", "--esql", "FROM * | KEEP n", option, value, events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }

  @Test
  void saysWhatEsqlCannotBeRun() {
    Cli.Result result = cli.run("query", "--esql", "FROM * | LIMIT 5 | STATS c = COUNT(*)", events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.err()).contains("ESQL134");
  }

  @Test
  void showsFieldsOfSigmaWhereverEventsHaveThem() {
    cli.input(
        """
        {"@timestamp":"2026-01-01T00:00:01Z","Event":{"EventData":{"Image":"C:\\\\a.exe"}}}
        """);

    Cli.Result result =
        cli.run("query", "--sigma", "Image|endswith: \\a.exe", "--output", "csv", "-");

    assertThat(result.out()).contains("@timestamp,Image,event\r\n2026-01-01T00:00:01Z,C:\\a.exe,");
  }

  @Test
  void showsTheFieldsThatAreAskedFor() {
    Cli.Result result =
        cli.run(
            "query",
            "--eql",
            "any where true",
            "--output",
            "csv",
            "--fields",
            "args,user.name",
            events);

    assertThat(result.out())
        .isEqualTo(
            "args,user.name,event\r\n\"a, b\",ana,"
                + events
                + ":1\r\n,\"'=bob, \u001b[31m\","
                + events
                + ":2\r\n,ana,"
                + events
                + ":3\r\n");
  }

  @Test
  void tablesShowWhatTerminalsWouldObey() {
    assertThat(
            cli.run(
                    "query",
                    "--eql",
                    "file where true",
                    "--output",
                    "table",
                    "--fields",
                    "user.name",
                    events)
                .out())
        .contains("=bob, \\u001b[31m")
        .doesNotContain("\u001b");
  }

  @Test
  void numbersTheResultsOfSequences() {
    Cli.Result result =
        cli.run(
            "query",
            "--eql",
            "sequence by user.name [process where true] [file where true]",
            "--output",
            "csv",
            "--fields",
            "event.category",
            events);

    assertThat(result.out())
        .isEqualTo(
            "result,event.category,event\r\n1,process,"
                + events
                + ":1\r\n1,file,"
                + events
                + ":3\r\n");
  }

  @Test
  void countsEvents() {
    assertThat(
            cli.run("query", "--eql", "any where true", "--count-by", "event.category", events)
                .outLines())
        .containsExactly("count  event.category", "    2  file", "    1  process");
    assertThat(
            cli.run(
                    "query",
                    "--eql",
                    "any where true",
                    "--count-by",
                    "event.category,args",
                    "--output",
                    "ndjson",
                    events)
                .outLines())
        .containsExactly(
            "{\"count\":2,\"event.category\":\"file\",\"args\":\"\"}",
            "{\"count\":1,\"event.category\":\"process\",\"args\":\"a, b\"}");
  }

  @Test
  void countsCombinationsOfValuesAsTheyAre() {
    cli.input(
        """
        {"a":"x\\u0000","b":"y"}
        {"a":"x","b":"\\u0000y"}
        """);
    assertThat(
            cli.run("query", "--eql", "any where true", "--count-by", "a,b", "--output", "csv", "-")
                .out())
        .isEqualTo("count,a,b\r\n1,x,\0y\r\n1,x\0,y\r\n");
  }

  @Test
  void namesOfFieldsMayEndAsHeadingsOfNumbersDo() {
    cli.input("{\"a>\":\"text\"}");
    assertThat(
            cli.run(
                    "query",
                    "--eql",
                    "any where true",
                    "--count-by",
                    "a>",
                    "--output",
                    "ndjson",
                    "-")
                .out())
        .isEqualTo("{\"count\":1,\"a>\":\"text\"}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--fields a,'--fields' needs '--output table'",
    "--fields a --count-by b --output csv,'--count-by' cannot be combined with '--fields'",
    "--count-by b --output lines,'--count-by' cannot be combined with '--output lines'"
  })
  void refusesOptionsWithoutEffect(String arguments, String message) {
    Cli.Result result = cli.run(("query --kql a:1 " + arguments + " " + events).split(" "));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains(message);
  }
}
