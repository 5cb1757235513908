package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
  void showsTheWayOfARule() {
    String rule = cli.rule("a", "eql", "process where process.name : \"SH\"");

    Cli.Result result = cli.run("explain", rule);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            """
            # Query (eql)
            process where process.name : "SH"

            # Syntax tree
            SingleEvent pipes=[]
              filter: EventFilter
                category: Category name="process"
                condition: Match operator=COLON
                  value: Field name="process.name" optional=false
                  patterns: StringLiteral value="SH"

            # Meaning
            event
              (and (in event.category "process") (in~ process.name "SH"))

            # Java
            """)
        .contains("implements EventMatcher");
  }

  @Test
  void showsWhichPartsAreTrueAndWhatTheySaw() {
    String rule =
        cli.rule(
            "a",
            "eql",
            "process where (process.name in (\"sh\", \"bash\") or process.pid > 5) and not"
                + " user.id == \"0\"");
    String event =
        cli.file(
            "e.json",
            """
            {"event": {"category": "process"},
             "process": [{"name": "zsh"}, {"name": "csh", "pid": 6}]}
            """);

    Cli.Result result = cli.run("explain", rule, "--event", "@" + event);

    assertThat(result.outLines())
        .containsExactly(
            "# Rule a (event)",
            "true   and",
            "true     (in event.category \"process\")   <- event.category = \"process\"",
            "true     or",
            "false      (in process.name \"sh\" \"bash\")   <- process.name = \"zsh\", \"csh\"",
            "true       (range process.pid:long > 5)   <- process.pid = 6",
            "true     not",
            "false      (in user.id \"0\")   <- user.id is missing");
  }

  @Test
  void judgesEachPredicateOfASequence() {
    String rule =
        cli.rule(
            "a",
            "eql",
            "sequence by host.id [any where user.name == \"ann\"] [any where user.name == \"bob\"]");

    Cli.Result result = cli.run("explain", rule, "--event", "{\"user.name\": \"bob\"}");

    assertThat(result.out())
        .contains(
            "# Predicate 1 of 2\nfalse  (in user.name \"ann\")",
            "# Predicate 2 of 2\ntrue   (in user.name \"bob\")",
            "the rule also depends on earlier events");
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
            check    not user.id is "0"
            check    process.name is ("bash", "dash", "fish", 3 more)   <- 1 in 6.6 events
            lookup   (process.pid is 101.. or destination.port is (22, 23) or process.args is like \
            "*/dev/tcp/*" in any case)   <- 1 in 6.8 events

            # Rule b (92eb5ffe-e6ae-3fec-bad7-1c777531578f)
            check    not host.name is like "x*"

            kind     decided once for all events of the same kind: category, action, data set and the like
            lookup   the rarest of the remaining conditions, by which the rule is found; '<-' shows its estimated frequency
            check    further conditions that must hold before the matcher is called

            2 rules: 1 found by a lookup, 1 called for every event of a kind.
            4 events of 2 kinds: for each, 1.50 rules are found, of which 1.00 have to be called. \
            Most often:
             75.00 %  rules/b.toml
             25.00 %  rules/a.toml
            """);
    assertThat(result.exitCode()).isZero();
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
    assertThat(result.err()).contains("holds 2 rules. Name one.");
  }
}
