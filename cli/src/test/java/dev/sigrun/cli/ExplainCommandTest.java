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
            "process where (process.name in (\"sh\", \"bash\") or process.pid > 5) and not user.id == \"0\"");
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
            "the rule also looks at earlier events");
  }

  @Test
  void printsNothingThatATerminalWouldObey() {
    String rule = cli.rule("a", "eql", "any where user.name == \"\\u{1b}[2J\" // \u001b[31m");

    Cli.Result result = cli.run("explain", rule, "--event", "{\"user.name\": \"\\u001b[2J\"}");

    assertThat(result.out() + cli.run("explain", rule).out()).doesNotContain("\u001b");
  }
}
