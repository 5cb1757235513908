package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.testing.report.JUnitReport;
import dev.sigrun.testing.report.JsonReport;
import dev.sigrun.testing.report.TextReport;
import dev.sigrun.testing.result.CaseResult.Outcome;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases of every shape of rule that pass, and that fail. */
class RuleTestsTest {
  private static final String PROCESS =
      "base = '{\"event\": {\"category\": \"process\"}, \"host.id\": \"h\"}'\n";
  private static final String LOGIN =
      "[base]\nevent.category = \"authentication\"\nsource.ip = \"10.0.0.1\"\n";
  private static final String STAGES =
      """
      [base]
      host.id = "h"
      [template.shell]
      event.category = "process"
      process.name = "sh"
      [template.connect]
      event.category = "network"
      """;

  @TempDir private Path folder;

  private static Stream<Arguments> passing() {
    return Stream.of(
        pass("event", PROCESS, "expect = \"match\"\nevent = { process.name = \"sh\" }"),
        pass(
            "event",
            PROCESS,
            "expect = \"match\"\nevent = { each = { process.name = [\"sh\", \"bash\"] } }"),
        pass(
            "event",
            PROCESS,
            "expect = [1, 3]\nevent = { each = { process.name = [\"sh\", \"zsh\", \"bash\"] } }"),
        pass("event", PROCESS, "expect = \"none\"\nevent = '{\"process\": {\"name\": \"zsh\"}}'"),
        pass(
            "event",
            PROCESS,
            "expect = \"none\"\nevent = { process.name = \"sh\", without = \"event\" }"),
        pass(
            "event",
            PROCESS,
            "expect = \"none\"\n"
                + "event = '{\"process.name\": \"sh\", \"event.category\": null}'"),
        pass("event", PROCESS, "expect = \"none\"\nevent = { json = '{\"at\": 1}', at = \"+5s\" }"),
        pass("kql", PROCESS, "expect = \"match\"\nevent = { process.name = \"sh\" }"),
        pass(
            "rows",
            PROCESS,
            "expect = [1, 3]\nevent = { process.name = \"sh\", each = { process.command_line ="
                + " [\"-c curl a.org\", \"-c curl a.local\", \"wget b.net\", \"ls a.b\"] } }"),
        pass("rows", PROCESS, "expect = \"none\"\nevent = { process.name = \"zsh\" }"),
        pass(
            "kql",
            PROCESS,
            "expect = \"none\"\nevent = { process.name = \"sh\", user.name = \"root\" }"),
        pass(
            "sequence",
            STAGES,
            "expect = [[1, 2]]\nevent = [{ like = \"shell\" }, { like = \"connect\" }]"),
        pass(
            "sequence",
            STAGES,
            "expect = \"match\"\n"
                + "event = [{ like = \"shell\" }, { like = \"connect\", after = \"1m\" }]"),
        pass(
            "sequence",
            STAGES,
            "expect = \"none\"\n"
                + "event = [{ like = \"shell\" }, { like = \"connect\", after = \"1m1ms\" }]"),
        pass(
            "sequence",
            STAGES,
            "expect = \"none\"\n"
                + "event = [{ like = \"shell\" }, { like = \"connect\", host.id = \"i\" }]"),
        pass(
            "sequence",
            STAGES,
            "expect = [[2, 1]]\n"
                + "event = [{ like = \"connect\", at = \"+5s\" }, { like = \"shell\", at = \"0s\""
                + " }]"),
        pass(
            "sequence",
            STAGES,
            "expect = \"match\"\nwarm_up = { like = \"shell\" }\n"
                + "event = [{ like = \"connect\" }]\n"),
        pass(
            "sequence",
            STAGES,
            "event = [{ like = \"shell\" }, { like = \"connect\" }]\n"
                + "[[case.detection]]\nkey = \"h\"\nevents = [1, 2]"),
        pass("missing", STAGES, "expect = [[1]]\nevent = { like = \"shell\" }"),
        pass("missing", STAGES, "expect = \"none\"\nends = \"+4m\"\nevent = { like = \"shell\" }"),
        pass("missing", STAGES, "expect = [[1]]\nends = \"+6m\"\nevent = { like = \"shell\" }"),
        pass(
            "missing",
            STAGES,
            "expect = \"none\"\nevent = [{ like = \"shell\" }, { like = \"connect\" }]"),
        pass(
            "sample",
            STAGES,
            "expect = [[2, 1]]\nevent = [{ like = \"connect\" }, { like = \"shell\" }]"),
        pass("sample", STAGES, "expect = \"none\"\nevent = { like = \"connect\", repeat = 3 }"),
        pass(
            "threshold",
            LOGIN,
            "event = { user.name = \"a\", each = { source.ip = [\"::1\", \"::2\", \"::1\"] } }\n"
                + "[[case.detection]]\n"
                + "events = [1, 2, 3]\n"
                + "key = \"a\"\n"
                + "count = 3\n"
                + "cardinality = 2"),
        pass("threshold", LOGIN, "expect = \"none\"\nevent = { user.name = \"a\", repeat = 9 }"),
        pass(
            "threshold",
            LOGIN,
            "expect = \"none\"\nevent = { user.name = \"a\", every = \"5m1s\","
                + " each = { source.ip = [\"::1\", \"::2\", \"::3\"] } }"),
        pass("terms", LOGIN, "expect = \"match\"\nevent = { user.name = \"a\" }"),
        pass("terms", LOGIN, "expect = [1]\nevent = { user.name = \"a\", repeat = 2 }"),
        pass(
            "terms",
            LOGIN,
            "event = { user.name = [\"a\", \"b\"] }\n"
                + "[[case.detection]]\nevents = 1\nkey = \"b\"\n[[case.detection]]\nkey = [\"a\"]"),
        pass(
            "terms",
            LOGIN,
            "expect = \"none\"\nevent = { user.name = \"a\" }\n"
                + "warm_up = { user.name = \"a\", at = \"-3d\" }"),
        pass(
            "terms",
            LOGIN,
            "expect = \"match\"\nevent = { user.name = \"a\" }\n"
                + "warm_up = { user.name = \"a\", at = \"-8d\" }"),
        pass(
            "indicators",
            "[[indicator]]\nthreat.indicator.ip = \"203.0.113.9\"\n",
            "event = { source.ip = \"203.0.113.9\" }\n"
                + "[[case.detection]]\nmatched = \"203.0.113.9\""),
        pass(
            "indicators",
            "[[indicator]]\nthreat.indicator.ip = \"203.0.113.9\"\n",
            "expect = \"none\"\nevent = { source.ip = \"203.0.113.10\" }"),
        pass(
            "indicators",
            "",
            "expect = [2]\nindicator = '{\"threat.indicator.ip\": \"::1\"}'\n"
                + "event = { each = { source.ip = [\"::2\", \"::1\"] } }"),
        pass(
            "suppressed",
            PROCESS,
            "event = { process.name = \"sh\", repeat = 4 }\n"
                + "[[case.detection]]\nevents = 1\nsuppressed = 3"),
        pass(
            "suppressed",
            PROCESS,
            "event = [{ process.name = \"sh\", each = { host.id = [[\"h\", \"i\"], \"i\", \"i\","
                + " \"h\"] } }]\n[[case.detection]]\nevents = 1\nsuppressed = 1"
                + "\n[[case.detection]]\nevents = 1\nsuppressed = 2"),
        pass("suppressed", PROCESS, "expect = [1]\nevent = { process.name = \"sh\", repeat = 4 }"));
  }

  @Test
  void aRuleWithItsOwnTimeMayFindEventsInAnotherOrder() {
    new RuleFiles(folder)
        .rule(
            "own",
            "eql",
            "eql",
            "sequence by host.id with maxspan=1m [process where process.name == \"sh\"]"
                + " [network where true]",
            "timestamp_field = \"event.created\"\n")
        .test(
            "own",
            STAGES
                + """
                [[case]]
                name = "it"
                expect = [[2, 1]]
                event = [
                  { like = "connect", event.created = "2026-01-01T00:00:09Z" },
                  { like = "shell", event.created = "2026-01-01T00:00:05Z" },
                ]
                """);
    TestReport report = run(folder.resolve("own.toml"));
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(1);
  }

  private static Arguments pass(String rule, String head, String testCase) {
    return Arguments.of(rule, head + "[[case]]\nname = \"it\"\n" + testCase + "\n");
  }

  @ParameterizedTest
  @MethodSource("passing")
  void casesOfEveryShapePass(String rule, String test) {
    new RuleFiles(folder).everyShape().test(rule, test);
    TestReport report = run(folder.resolve(rule + ".toml"));
    assertThat(report.diagnostics()).as(test).isEmpty();
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(1);
  }

  private static Stream<Arguments> failing() {
    return Stream.of(
        fail(
            "event",
            PROCESS,
            "expect = \"match\"\nevent = { process.name = \"zsh\" }",
            """
            expected: event 1
            found:    nothing
            event 1 does not match:
              false  line 16: (in process.name "sh" "bash")   <- process.name = "zsh"
            """),
        fail(
            "event",
            PROCESS,
            "expect = \"none\"\nevent = { process.name = \"sh\" }",
            """
            expected: nothing
            found:    event 1
            event 1 matches:
              true   line 16: (in event.category "process")   <- event.category = "process"
              true   line 16: (in process.name "sh" "bash")   <- process.name = "sh"
            """),
        fail(
            "event",
            PROCESS,
            "expect = [2]\nevent = { each = { process.name = [\"sh\", \"zsh\"] } }",
            """
            expected: event 2
            found:    event 1
            event 2 does not match:
              false  line 16: (in process.name "sh" "bash")   <- process.name = "zsh"
            event 1 matches:
              true   line 16: (in event.category "process")   <- event.category = "process"
              true   line 16: (in process.name "sh" "bash")   <- process.name = "sh"
            """),
        fail(
            "kql",
            PROCESS,
            "expect = \"match\"\nevent = { process.name = \"sh\", user.name = \"root\" }",
            """
            expected: event 1
            found:    nothing
            event 1 does not match:
              false  line 16: (not (in user.name "root"))   <- user.name = "root"
            """),
        fail(
            "kql",
            PROCESS,
            "expect = \"none\"\nevent = { process.name = \"sh\", user.name = \"ann\" }",
            """
            expected: nothing
            found:    event 1
            event 1 matches:
              true   line 16: (in process.name "sh")   <- process.name = "sh"
              true   line 16: (not (in user.name "root"))   <- user.name = "ann"
            """),
        fail(
            "sequence",
            STAGES,
            "expect = [[1, 2]]\n"
                + "event = [{ like = \"shell\" }, { like = \"connect\", after = \"61s\" }]",
            """
            expected: [1, 2]
            found:    nothing
            stage 1 of 2 (line 16) is satisfied by event 1 (+0s, host.id = "h")
            stage 2 of 2 (line 16) is satisfied by event 2 (+1m1s, host.id = "h")
            """),
        fail(
            "sequence",
            STAGES,
            "event = [{ like = \"shell\" }, { like = \"connect\" }]\n"
                + "[[case.detection]]\nkey = \"g\"",
            """
            expected: key ["g"]
            found:    [1, 2] key ["h"]
            stage 1 of 2 (line 16) is satisfied by event 1 (+0s, host.id = "h")
            stage 2 of 2 (line 16) is satisfied by event 2 (+1s, host.id = "h")
            """),
        fail(
            "threshold",
            LOGIN,
            "expect = \"match\"\nevent = { user.name = \"a\", repeat = 3 }",
            """
            expected: a detection
            found:    nothing
            the query (line 16) is satisfied by event 1 (+0s, user.name = "a"), event 2 (+1s,\
             user.name = "a"), event 3 (+2s, user.name = "a")
            """),
        fail(
            "terms",
            LOGIN,
            "expect = \"match\"\nevent = { user.name = \"a\", repeat = 2 }",
            """
            expected: every event
            found:    event 1
            event 2 satisfies the query, but none of its terms is new
            """),
        fail(
            "event",
            PROCESS,
            "expect = \"match\"\nalso = \"sequence\"\nevent = { process.name = \"sh\" }",
            """
            expected: a match of 'Rule sequence' as well
            found:    none of it
            """),
        fail(
            "event",
            PROCESS,
            "expect = \"match\"\nalso = \"kql\"\nnever = \"*\"\nevent = { process.name = \"sh\" }",
            """
            expected: no match of other rules
            found:    a match of 'Rule missing', 'Rule suppressed'
            """));
  }

  private static Arguments fail(String rule, String head, String testCase, String expected) {
    return Arguments.of(rule, head + "[[case]]\nname = \"it\"\n" + testCase + "\n", expected);
  }

  @ParameterizedTest
  @MethodSource("failing")
  void failuresSayWhatDecided(String rule, String test, String expected) {
    new RuleFiles(folder).everyShape().test(rule, test);
    TestReport report = run(folder.resolve(rule + ".toml"));
    String path = folder.resolve(rule).toString();
    String lines = expected.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    int line = 1 + test.substring(0, test.indexOf("name = \"it\"")).split("\n").length;
    assertThat(TextReport.print(report, 1).replace(path, "P"))
        .as(test)
        .startsWith("FAIL  P.toml: 1 of 1 case\n  P.test.toml:" + line + ": it\n" + lines)
        .contains("1 rule, 1 case: 0 passed, 1 failed, 0 skipped.\n");
    assertThat(report.diagnostics()).isEmpty();
  }

  @Test
  void otherRulesCanBeAssertedAndForbidden() {
    new RuleFiles(folder)
        .everyShape()
        .test(
            "event",
            PROCESS
                + """
                [[case]]
                name = "by file, title or id"
                expect = "match"
                also = ["kql", "missing", "Rule suppressed"]
                never = "*"
                event = { process.name = "sh" }
                [[case]]
                name = "one is forbidden"
                expect = "match"
                never = "kql"
                event = { process.name = "sh", user.name = "root" }
                """);
    assertThat(run(folder).count(Outcome.PASSED)).isEqualTo(2);
  }

  @Test
  void everyCaseStartsWithEmptyMemory() {
    String twice =
        """
        [[case]]
        name = "%s"
        expect = "match"
        event = { user.name = "a" }
        """;
    new RuleFiles(folder)
        .everyShape()
        .test("terms", LOGIN + twice.formatted("first") + twice.formatted("second"))
        .test(
            "indicators",
            """
            [[case]]
            name = "with an indicator"
            expect = "match"
            indicator = { threat.indicator.ip = "::1" }
            event = { source.ip = "::1" }
            [[case]]
            name = "without"
            expect = "none"
            event = { source.ip = "::1" }
            """);
    TestReport report = run(folder);
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(4);
  }

  @Test
  void fixturesAreUsedAsTheyStandAndCountedByLine() {
    new RuleFiles(folder)
        .everyShape()
        .file(
            "events.ndjson",
            """
            {"event.category": "process", "process.name": "zsh"}

            {"event": {"category": "process"}, "process": {"name": "sh"}}
            """)
        .test(
            "event",
            """
            [base]
            process.name = "sh"
            [[case]]
            name = "the third line"
            expect = [3]
            fixture = "events.ndjson"
            """);
    TestReport report = run(folder);
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(1);
  }

  @Test
  void schemasDescribeFields() {
    new RuleFiles(folder)
        .eql("badge", "any where badge.count > 9")
        .file("fields.json", "{\"badge.count\": \"long\"}")
        .test(
            "badge",
            """
            schema = "fields.json"
            [[case]]
            name = "numbers compare as numbers"
            expect = [2]
            event = { each = { badge.count = [9, 10] } }
            """);
    TestReport report = run(folder);
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(1);
  }

  @Test
  void theClockIsNow() {
    new RuleFiles(folder)
        .rule("recent", "query", "kuery", "event.created >= now-1h", "")
        .test(
            "recent",
            """
            clock = 2026-05-01T12:00:00Z
            [[case]]
            name = "created within the hour"
            expect = "match"
            event = { event.created = "2026-05-01T11:30:00Z" }
            [[case]]
            name = "an hour later it is not recent any more"
            clock = 2026-05-01T13:00:00Z
            expect = "none"
            event = { event.created = "2026-05-01T11:30:00Z" }
            """);
    TestReport report = run(folder);
    assertThat(report.count(Outcome.PASSED)).as(TextReport.print(report, 1)).isEqualTo(2);
  }

  @Test
  void unsupportedRulesAreSkippedAndBrokenOnesReported() {
    String test = "[[case]]\nname = \"it\"\nexpect = \"match\"\nevent = { a = 1 }\n";
    new RuleFiles(folder)
        .rule("pipe", "eql", "eql", "any where true | head 3", "")
        .test("pipe", test)
        .eql("broken", "any where (")
        .test("broken", test)
        .eql("fine", "any where true")
        .test("fine", test);
    TestReport report = run(folder);
    assertThat(report.count(Outcome.SKIPPED)).isEqualTo(1);
    assertThat(report.count(Outcome.PASSED)).isEqualTo(1);
    assertThat(report.hasErrors()).isTrue();
    assertThat(report.lacking(1)).extracting(RuleResult::name).hasSize(1);
  }

  @Test
  void rulesWithoutBothKindsOfCasesAreListed() {
    new RuleFiles(folder)
        .everyShape()
        .test(
            "event",
            PROCESS
                + "[[case]]\nname = \"a\"\nexpect = \"match\"\nevent = { process.name = \"sh\" }\n"
                + "[[case]]\nname = \"b\"\nexpect = \"none\"\nevent = { process.name = \"x\" }\n");
    TestReport report = run(folder);
    assertThat(report.rules()).hasSize(10);
    assertThat(report.lacking(1)).hasSize(9);
    assertThat(report.lacking(2)).hasSize(10);
  }

  @Test
  void testFilesWithoutRuleAreReported() {
    new RuleFiles(folder)
        .eql("event", "any where true")
        .test("evnt", "[[case]]\nname = \"it\"\nexpect = \"match\"\nevent = { a = 1 }\n");
    assertThat(run(folder).diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo("TST117");
              assertThat(diagnostic.message())
                  .isEqualTo("There is no rule 'evnt.toml' next to this test.");
            });
  }

  @Test
  void testsOfAnotherFolderBelongToTheRulesAtTheSamePlace(@TempDir Path tests) {
    String passes =
        "[[case]]\nname = \"it\"\nexpect = \"match\"\nevent = { process.name = \"sh\" }\n";
    new RuleFiles(folder)
        .eql("linux/beside", "any where process.name == \"sh\"")
        .eql("linux/elsewhere", "any where process.name == \"sh\"")
        .test("linux/beside", passes);
    new RuleFiles(tests)
        .test("linux/elsewhere", passes)
        .test("linux/beside", passes)
        .test("macos/elsewhere", passes);

    TestReport report = run(RuleTests.of(folder, tests, CompilerOptions.defaults()));

    assertThat(report.count(Outcome.PASSED)).isEqualTo(2);
    assertThat(report.rules())
        .extracting(rule -> Path.of(rule.testPath().orElseThrow()))
        .containsExactly(
            folder.resolve("linux/beside.test.toml"), tests.resolve("linux/elsewhere.test.toml"));
    assertThat(report.diagnostics())
        .extracting(Diagnostic::code, diagnostic -> Path.of(diagnostic.source().name()))
        .containsExactlyInAnyOrder(
            tuple("TST118", tests.resolve("macos/elsewhere.test.toml")),
            tuple("TST119", tests.resolve("linux/beside.test.toml")));
  }

  @Test
  void reportsAreTheSameEveryTime() {
    RuleFiles files = new RuleFiles(folder).everyShape();
    failing()
        .map(Arguments::get)
        .filter(arguments -> !arguments[0].equals("sequence"))
        .forEach(arguments -> files.test((String) arguments[0], (String) arguments[1]));
    assertThat(printed()).isEqualTo(printed()).contains("<failure", "\"findings\"", "FAIL");
  }

  private String printed() {
    TestReport report = run(folder);
    return TextReport.print(report, 1) + JUnitReport.print(report) + JsonReport.print(report, 1);
  }

  @Test
  void aThousandCasesTakeSeconds() {
    RuleFiles files = new RuleFiles(folder);
    for (int rule = 0; rule < 100; rule++) {
      files.eql("rule" + rule, "process where process.name == \"p" + rule + "\"");
      StringBuilder test = new StringBuilder(PROCESS);
      for (int number = 0; number < 10; number++) {
        test.append("[[case]]\nname = \"case ").append(number).append("\"\nexpect = \"match\"\n");
        test.append("event = { process.name = \"p").append(rule).append("\" }\n");
      }
      files.test("rule" + rule, test.toString());
    }
    long start = System.nanoTime();
    TestReport report = run(folder);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat(report.count(Outcome.PASSED)).isEqualTo(1_000);
    // Some three seconds on an idle machine.
    assertThat(seconds).isLessThan(40);
  }

  private static TestReport run(Path path) {
    return run(RuleTests.of(List.of(path.toString()), CompilerOptions.defaults()));
  }

  private static TestReport run(RuleTests tests) {
    try {
      return tests.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
