package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  @Test
  void showsWhatARuleMeans() {
    String rule = cli.rule("a", "eql", "process where process.name : \"SH\"");

    Cli.Result result = cli.run("explain", rule);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            # Rule a (0cc175b9-c0f1-36a8-b1c3-99e269772661)
            # Query (eql)
            process where process.name : "SH"

            # Meaning
            event
              (and (in event.category "process") (in~ process.name "SH"))

            """);
  }

  private static final String ROWS =
      "from logs-* metadata _id | mv_expand user.roles | where user.roles == \"admin\""
          + " | eval low = to_lower(user.name), n = length(low) | where n > 3 | keep low";

  @Test
  void showsRowsCommandByCommand() {
    String rule = cli.rule("rows", "esql", ROWS);
    String event = "{\"user\":{\"name\":\"ANNA\",\"roles\":[\"admin\",\"dev\"]}}";

    assertThat(cli.run("explain", rule, "--event", event).out())
        .endsWith(
            """

            # Rows
            1 row -> 2 rows  mv_expand user.roles
              user.roles: admin
              user.roles: dev
            2 rows -> 1 row  where user.roles == "admin"
              of user.roles: admin
              of user.roles: dev
            1 row -> 1 row  EVAL low = to_lower(user.name), n = length(low)
              low: anna, n: 4
            1 row -> 1 row  where n > 3
            """);
  }

  @Test
  void showsWhereTheLastRowIsDropped() {
    String rule = cli.rule("rows", "esql", ROWS);
    String event = "{\"user\":{\"name\":\"Bo\",\"roles\":\"admin\"}}";

    assertThat(cli.run("explain", rule, "--event", event).out())
        .endsWith(
            """
            1 row -> 1 row  EVAL low = to_lower(user.name), n = length(low)
              low: bo, n: 2
            1 row -> 0 rows  where n > 3
              of low: bo, n: 2
            """);
  }

  @Test
  void showsWhereRowsTakeTooManySteps() {
    String rule =
        cli.rule(
            "rows",
            "esql",
            "from logs-* metadata _id | eval s = split(repeat(\"x,\", 9000), \",\"), v = s"
                + " | mv_expand s | mv_expand v | where s == \"y\"");

    Cli.Result result = cli.run("explain", rule, "--event", "{\"user\":{\"name\":\"bo\"}}");

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.out())
        .contains("# Rows", "1 row -> ")
        .endsWith(
            "The rows cannot be followed further, which takes more than 10000000 steps:"
                + " mv_expand s\n");
  }

  @Test
  void showsTheRowOfAGroup() {
    String rule =
        cli.rule(
            "rows",
            "esql",
            "from logs-* | stats c = count(*), half = count(*) / 2 by user.name | where c > 5");

    assertThat(cli.run("explain", rule, "--event", "{\"user\":{\"name\":\"bo\"}}").out())
        .contains("1 row -> 0 rows  where c > 5\n  of user.name: bo, ");
  }

  @Test
  void showsTheWayOfARuleOnDemand() {
    String rule = cli.rule("a", "eql", "process where process.name : \"SH\"");

    Cli.Result result = cli.run("explain", rule, "--show", "java,tree");

    assertThat(result.out())
        .contains(
            """
            # Syntax tree
            SingleEvent pipes=[]
              filter: EventFilter
                category: Category name="process"
                condition: Match operator=COLON
                  value: Field name="process.name" optional=false
                  patterns: StringLiteral value="SH"

            # Java
            """)
        .contains("implements EventMatcher")
        .doesNotContain("# Meaning");
  }

  private static final String SHELLS =
      """
      process where
        (process.name in ("sh", "bash") or process.pid > 5) and
        not user.id == "0" and
        process.args : ("-c",
                        "-i")\
      """;

  @Test
  void showsTheLinesOfTheRuleWithWhatTheySaw() {
    String rule = cli.rule("a", "eql", SHELLS);
    String event =
        cli.file(
            "e.json",
            """
            {"event": {"category": "process"}, "process": [{"name": "SH"}, {"name": "csh"}]}
            """);

    Cli.Result result = cli.run("explain", rule, "--event", "@" + event);

    assertThat(result.out())
        .isEqualTo(
            """
            # Rule a (event)
            The event does not match: 2 of 5 clauses prevent a match (marked >).
             17 | process where
                |   true   process                         event.category = "process"
             18 |   (process.name in ("sh", "bash") or process.pid > 5) and
                | > false  process.name in ("sh", "bash")  process.name = "SH", "csh" (differs only in case)
                |   false  process.pid > 5                 process.pid is missing
             19 |   not user.id == "0" and
                |   true   not user.id == "0"              user.id is missing
             20 |   process.args : ("-c",
             21 |                   "-i")
                | > false  process.args : ("-c", "-i")     process.args is missing
            """);
  }

  @Test
  void fitsTheTerminalAndColoursTheTruth() {
    String rule = cli.rule("a", "eql", SHELLS);

    Cli.Result result =
        cli.onTerminal()
            .with("COLUMNS", "60")
            .run("explain", rule, "--event", "{\"process\": {\"pid\": 6}}");

    assertThat(result.out()).contains("\u001b[31mfalse\u001b[m", "\u001b[32mtrue \u001b[m");
    assertThat(result.outLines())
        .allSatisfy(
            line -> assertThat(line.replaceAll("\u001b\\[[0-9]*m", "")).hasSizeLessThan(73));
  }

  @Test
  void judgesEachPartOfASequence() {
    String rule =
        cli.rule(
            "a",
            "eql",
            "sequence by host.id [any where user.name == \"ann\"] [any where user.name =="
                + " \"bob\"]");

    Cli.Result result = cli.run("explain", rule, "--event", "{\"user.name\": \"bob\"}");

    assertThat(result.out())
        .contains(
            "Stage 1 of 2 is not satisfied: 1 of 1 clause prevents a match (marked >).",
            "| > false  user.name == \"ann\"  user.name = \"bob\"",
            "Stage 2 of 2 is satisfied.",
            "the rule also depends on other events");
  }

  @Test
  void findsRulesByIdentityAndName() {
    cli.rule("a", "eql", "any where true");
    String rules = cli.rule("ab", "eql", "any where true");

    for (String wanted : new String[] {Rules.id("ab"), "rule AB", "le ab"}) {
      Cli.Result result = cli.run("explain", wanted, "--rules", rules);
      assertThat(result.outLines()).as(result.err()).contains("# Rule ab (" + Rules.id("ab") + ")");
    }
    assertThat(cli.run("explain", "rule a", "--rules", rules).out()).startsWith("# Rule a (");
    assertThat(cli.run("explain", "rule", "--rules", rules).err())
        .contains("'rule' fits 2 rules: 'Rule a', 'Rule ab'.");
    assertThat(cli.run("explain", "none", "--rules", rules).err())
        .contains("None of 2 rules has the identity 'none' or this text in its name.");
    assertThat(cli.run("explain", "none").err()).contains("say where to look with --rules");
    assertThat(cli.run("explain", rules, "--rules", rules).err()).contains("contains 2 rules");
    assertThat(cli.run("explain", "rule", "a", "--rules", rules).err())
        .contains("One rule is explained at a time.");
  }

  private static String event(int minute, String host, String user) {
    return "{\"@timestamp\": \"2026-01-01T00:%02d:00Z\", \"host.id\": \"%s\", \"user.name\": \"%s\"}\n"
        .formatted(minute, host, user);
  }

  @Test
  void saysHowFarSequencesCome() {
    String rule =
        cli.rule(
            "a",
            "eql",
            """
            sequence by host.id with maxspan=5m
              [any where user.name == "ann"]
              [any where user.name == "bob"]
              [any where user.name == "Cid"]\
            """);
    String events =
        cli.file(
            "e.ndjson",
            event(0, "one", "ann")
                + event(1, "one", "bob")
                + event(2, "one", "cid")
                + event(3, "two", "ann")
                + event(9, "two", "bob"));

    Cli.Result result = cli.run("explain", rule, "--events", events);

    assertThat(result.out().replace(events, "e"))
        .isEqualTo(
            """
            # Rule a (sequence)
            Stage 1 of 3 is satisfied by 2 of 5 events: e:1, e:4.
            Stage 2 of 3 is satisfied by 2 of 5 events: e:2, e:5.
            Stage 3 of 3 is satisfied by none of 5 events.
              2 of 3 stages: 1 group (host.id = "one")

            # Nearest miss of stage 3 of 3: e:1
             20 |   [any where user.name == "Cid"]
                | > false  user.name == "Cid"  user.name = "ann"
            """);
  }

  @Test
  void saysHowFarTheGroupsOfAThresholdCome() {
    String rule =
        cli.file(
            "t.toml",
            Rules.toml("t", "kuery", "user.name: *")
                    .replace("type = \"query\"", "type = \"threshold\"")
                + """
                [rule.threshold]
                field = ["host.id"]
                value = 3
                """);
    String events =
        cli.file(
            "e.ndjson",
            event(0, "one", "a")
                + event(1, "one", "b")
                + event(59, "one", "c")
                + event(2, "two", "a")
                + event(1, "two", "a")
                + event(2, "two", "b"));

    Cli.Result result = cli.run("explain", rule, "--events", events);

    assertThat(result.out().replace(events, "e"))
        .isEqualTo(
            """
            # Rule t (threshold)
            The query is satisfied by 6 of 6 events: e:1, e:2, e:3, ...
              3 of 3 events (complete): 1 group (host.id = "two")
              2 of 3 events: 1 group (host.id = "one")
            """);
  }

  @Test
  void refusesOptionsWithoutEffect() {
    String rule = cli.rule("a", "eql", "any where true");
    String[][] lines = {
      {"--sample", rule},
      {"--now", "2026-01-01T00:00:00Z"},
      {"--index", "--show", "java"},
      {"--index", "--event", "{}"},
      {"--index", "--rules", rule}
    };
    for (String[] line : lines) {
      String[] all = new String[line.length + 2];
      all[0] = "explain";
      all[1] = rule;
      System.arraycopy(line, 0, all, 2, line.length);
      assertThat(cli.run(all).err()).contains("has no effect");
    }
    assertThat(cli.run("explain", rule, "--event", "{}", "--events", cli.file("e", "")).err())
        .contains("exclude each other");
  }

  @Test
  void printsNothingThatATerminalWouldObey() {
    String rule = cli.rule("a", "eql", "any where user.name == \"\\u{1b}[2J\" // \u001b[31m");

    Cli.Result result = cli.run("explain", rule, "--event", "{\"user.name\": \"\\u001b[2J\"}");

    assertThat(result.out() + cli.run("explain", rule).out()).doesNotContain("\u001b");
  }

  private static final String INDEXED =
      """
      process where event.type == "start" and not user.id == "0" and
        process.name in ("sh", "bash", "zsh", "dash", "ksh", "fish") and
        (process.args : "*/dev/tcp/*" or process.pid > 100 or destination.port in (22, 23))
      """;

  @Test
  void showsWhatTheIndexAsksOfEvents() {
    cli.rule("a", "eql", INDEXED);
    String rules = cli.rule("b", "kuery", "not host.name: x*");
    String events =
        cli.file(
            "e.ndjson",
            """
            {"event": {"category": "process", "type": "start"}, "process": {"name": "sh", "pid": 101}}
            {"event": {"category": "process", "type": "start"}, "process": {"name": "ls", "pid": 101}}
            {"event": {"category": "file"}, "host.name": "x1"}
            {"event": {"category": "file"}, "host.name": "y1"}
            """);

    Cli.Result result = cli.run("explain", "--index", rules, "--events", events);

    assertThat(result.err()).isEmpty();
    assertThat(result.out().replace(rules, "rules"))
        .isEqualTo(
            """
            # Rule a (0cc175b9-c0f1-36a8-b1c3-99e269772661)
            kind     event.category is "process"
            kind     event.type is "start"
            check    process.name is ("bash", "dash", "fish", 3 more)   <- 1 in 6.6 events
            lookup   (process.pid is 101.. or destination.port is (22, 23) or process.args is like \
            "*/dev/tcp/*" in any case)   <- 1 in 6.8 events
            check    not user.id is "0"

            # Rule b (92eb5ffe-e6ae-3fec-bad7-1c777531578f)
            check    not host.name is like "x*"

            kind     decided once for all events of one category, action, data set and so on
            lookup   the rarest of the other conditions, which finds the rule; '<-' how rare
            check    further conditions that must hold before the matcher is called

            2 rules: 1 found by a lookup, 1 called for every event of a kind.
            4 events of 2 kinds: for each, 1.50 rules are found, of which 1.00 have to be called.
            Most often:
             75.00 %  rules/b.toml
             25.00 %  rules/a.toml
            """);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void explainsToPrograms() throws JsonFormatException {
    String rule = cli.rule("a", "eql", "any where user.name == \"ann\" and host.name == \"h\"");
    String event = "{\"user.name\": \"ANN\", \"host.name\": \"h\"}";
    String events = cli.file("e.ndjson", event + "\n");

    Cli.Result one = cli.run("explain", rule, "--event", event, "--format", "json");
    assertThat(one.exitCode()).isZero();
    Map<?, ?> read = (Map<?, ?>) JsonValues.read(one.out());
    assertThat(read.get("version")).isEqualTo(1L);
    Map<?, ?> condition = (Map<?, ?>) ((List<?>) read.get("conditions")).get(0);
    assertThat(condition.get("truth")).isEqualTo(false);
    Map<?, ?> clause = (Map<?, ?>) ((List<?>) condition.get("clauses")).get(0);
    assertThat(clause.get("condition")).isEqualTo("user.name == \"ann\"");
    assertThat(clause.get("values")).isEqualTo(List.of("user.name = \"ANN\""));
    assertThat(clause.get("differsInCase")).isEqualTo(true);
    assertThat(clause.get("inTheWay")).isEqualTo(true);

    Cli.Result many = cli.run("explain", rule, "--events", events, "--format", "json");
    assertThat(many.out()).contains("\"satisfied\": 0", "\"place\": \"");

    Cli.Result alone =
        cli.run("explain", rule, "--format", "json", "--show", "query,tree,meaning,java");
    assertThat(alone.out()).contains("\"language\": \"eql\"", "\"tree\": \"", "\"java\": [");
  }

  @Test
  void showsTheIndexToPrograms() {
    String rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
    String events = cli.file("e.ndjson", "{\"user.name\": \"ann\"}\n{\"user.name\": \"bob\"}\n");

    Cli.Result result =
        cli.run("explain", "--index", rules, "--events", events, "--format", "json");

    assertThat(result.out().replace(rules, "rules"))
        .isEqualTo(
            """
            {
              "rules": [
                {
                  "rule_id": "0cc175b9-c0f1-36a8-b1c3-99e269772661",
                  "path": "rules/a.toml",
                  "requirements": [
                    {
                      "use": "lookup",
                      "text": "user.name is \\"ann\\"",
                      "likelihood": 0.0027621358640099515
                    }
                  ],
                  "candidates": 1
                }
              ],
              "foundByLookup": 1,
              "askedAboutEveryEventOfAKind": 0,
              "events": {
                "count": 2,
                "kinds": 1,
                "lookups": 1,
                "candidates": 1
              }
            }
            """);
  }

  @Test
  void learnsFromASampleWhatIsRare() {
    String rules =
        cli.rule("a", "eql", "any where user.name == \"ann\" and process.name == \"rare\"");
    String sample = cli.file("s.ndjson", "{\"process\": {\"name\": \"rare\"}}\n".repeat(100));

    assertThat(cli.run("explain", "--index", rules).out()).contains("lookup   process.name");
    assertThat(cli.run("explain", "--index", rules, "--sample", sample).out())
        .contains("lookup   user.name is \"ann\"", "check    process.name is \"rare\"");
  }

  @Test
  void refusesSeveralRulesUnlessTheIndexIsAskedFor() {
    cli.rule("a", "eql", "any where true");
    String rules = cli.rule("b", "eql", "any where true");

    Cli.Result result = cli.run("explain", rules);

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("contains 2 rules. Name one.");
  }
}
