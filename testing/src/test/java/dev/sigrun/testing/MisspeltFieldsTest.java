package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.testing.result.TestReport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields of events that look misspelt, with a rule that reads {@code own.feild} and others. */
class MisspeltFieldsTest {
  private static final String RULE =
      RuleFiles.toml("own", "eql", "eql", "any where own.feild == 1 and process.name == \"a\"", "");

  @TempDir private Path folder;

  /** The text before the cases, the event of the only case, and the reports. */
  static Stream<Arguments> events() {
    return Stream.of(
        arguments("", "{ process.nmae = 1 }", List.of("4:19 process.nmae: process.name")),
        arguments("", "{ process = { naem = 1 } }", List.of("4:23 process.naem: process.name")),
        arguments("", "{ own.field = 1 }", List.of("4:15 own.field: own.feild")),
        arguments("", "{ \"host.nmae\" = 1 }", List.of("4:11 host.nmae: host.name")),
        arguments(
            "",
            "'{\"a\": {\"user.nmae\": 1}, \"user.nmae\": 1}'",
            List.of("4:34 user.nmae: user.name")),
        arguments("", "{ each = { user.naem = [1, 2] } }", List.of("4:25 user.naem: user.name")),
        arguments("[base]\nuser.nmae = 1\n", "{ a = 1 }", List.of("2:6 user.nmae: user.name")),
        arguments(
            "[template.t]\nuser.nmae = 1\n",
            "[{ like = \"t\" }, { user.nmae = 2 }]",
            List.of("2:6 user.nmae: user.name")),
        // Known, read by the rule, or like nothing that is.
        arguments("", "{ process.name = 1, own.feild = 1, user.name = 1 }", List.of()),
        arguments("", "{ my.name = 1, custom.thing = 2, x = 3 }", List.of()),
        arguments("", "{ process.names_of_all = 1 }", List.of()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void areReportedOnceWhereTheyAre(String before, String event, List<String> expected)
      throws Exception {
    String test = before + "[[case]]\nname = \"it\"\nexpect = \"none\"\nevent = " + event + "\n";
    new RuleFiles(folder).file("own.toml", RULE).test("own", test);
    TestReport report =
        RuleTests.of(List.of(folder.resolve("own.toml").toString()), CompilerOptions.defaults())
            .run();
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.diagnostics())
        .allMatch(diagnostic -> diagnostic.code().equals("TST122"))
        .extracting(
            diagnostic ->
                diagnostic.position()
                    + " "
                    + diagnostic
                        .message()
                        .replaceFirst(
                            "Unknown field '(.*)' in an event. Did you mean '(.*)'\\?", "$1: $2"))
        .isEqualTo(expected);
  }
}
