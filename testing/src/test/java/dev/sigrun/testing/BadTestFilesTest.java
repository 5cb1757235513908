package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.format.elastic.ElasticRuleFormat;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.testing.result.RuleResult;
import dev.sigrun.testing.result.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Test files with mistakes, in {@code bad/RULE.MISTAKE.toml}: lines that begin with {@code #!} are
 * the reports that belong to them. Run with {@code -Dgolden.update=true} to renew these lines.
 */
class BadTestFilesTest {
  private static final Path FILES = Path.of("src/test/resources/dev/sigrun/testing/bad");
  private static final String MARK = "#! ";

  @TempDir private Path folder;

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void mistakesAreReportedWhereTheyAre(String name) throws Exception {
    String content = Files.readString(FILES.resolve(name));
    int end = content.indexOf(MARK);
    String test = end < 0 ? content : content.substring(0, end);
    String rule = name.substring(0, name.indexOf('.'));
    new RuleFiles(folder)
        .everyShape()
        .file("bad.ndjson", "{\"a\": 1}\n[]\n{\"a\"\n")
        .file("empty.ndjson", "\n")
        .file("log.evtx", "ElfFile\0")
        .file("one.ndjson", "{\"a\": 1}\n")
        .file("broken.toml", RuleFiles.toml("broken", "eql", "eql", "any where (", ""))
        .test(rule, test);
    TestReport report =
        RuleTests.of(
                List.of(folder.resolve(rule + ".test.toml").toString()), CompilerOptions.defaults())
            .run();
    String found =
        report.diagnostics().stream()
            .map(d -> MARK + print(d) + "\n")
            .collect(Collectors.joining());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILES.resolve(name), test + found);
    } else {
      assertThat(test + found).isEqualTo(content);
    }
    assertThat(found).contains(MARK);
    assertThat(report.rules()).allMatch(RuleResult::broken).allMatch(r -> r.cases().isEmpty());
  }

  private String print(Diagnostic diagnostic) {
    String file = Path.of(diagnostic.source().name()).getFileName().toString();
    String place = file.endsWith(".test.toml") ? "" : file + ":";
    return place
        + diagnostic.position()
        + ": "
        + diagnostic.message()
        + " ["
        + diagnostic.code()
        + "]";
  }

  /** Elastic's format, in which a file also holds a second rule that is much like its first. */
  private record Doubled(RuleFormat once) implements RuleFormat {
    @Override
    public List<String> suffixes() {
      return once.suffixes();
    }

    @Override
    public List<RuleReading> read(SourceText file) {
      String other =
          file.content().replace("Rule suppressed", "Other rule").replace("4f431d97", "4f431d98");
      return Stream.of(file, SourceText.of(file.name(), other))
          .flatMap(text -> once.read(text).stream())
          .toList();
    }
  }

  @Test
  void aFileOfSeveralRulesCannotBeTested() throws Exception {
    new RuleFiles(folder)
        .everyShape()
        .test("suppressed", "[[case]]\nname = \"it\"\nexpect = \"none\"\nevent = { a = 1 }\n");
    CompilerOptions options =
        CompilerOptions.defaults()
            .withFormats(RuleFormats.of(new Doubled(new ElasticRuleFormat())));

    TestReport report =
        RuleTests.of(List.of(folder.resolve("suppressed.test.toml").toString()), options).run();

    assertThat(report.diagnostics())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo("TST121");
              assertThat(diagnostic.message()).contains("suppressed.toml' contains 2 rules.");
            });
  }

  @Test
  void aCaseOfMoreCharactersThanFitIsRefused() throws Exception {
    String large = "x".repeat(100_000);
    new RuleFiles(folder)
        .everyShape()
        .test(
            "event",
            "[[case]]\nname = \"it\"\nexpect = \"match\"\nevent = { a = \""
                + large
                + "\", repeat = 1_001 }\n");

    TestReport report =
        RuleTests.of(
                List.of(folder.resolve("event.test.toml").toString()), CompilerOptions.defaults())
            .run();

    assertThat(report.diagnostics())
        .extracting(this::print)
        .containsExactly(
            "4:9: The events of this case have more than 100000000 characters. [TST015]");
  }
}
