package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.conventions.ProducedCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All kinds of reports together: their codes differ, and tests produce them. */
@Order(Integer.MAX_VALUE)
class DiagnosticKindsTest {
  /** For an exception of the library that reads TOML, which no known input causes. */
  private static final Set<String> NOT_PROVOKED = Set.of("TOML015");

  private static final Map<String, List<String>> PLACES_BY_CODE =
      ProducedCodes.places(DiagnosticKind.class, DiagnosticKind.class, DiagnosticKind::code);

  @Test
  void codesAreUnique() {
    assertThat(PLACES_BY_CODE).hasSizeGreaterThan(100);
    assertThat(PLACES_BY_CODE.values()).allSatisfy(places -> assertThat(places).hasSize(1));
  }

  /** After a run of all test classes: Surefire without {@code -Dtest}. */
  @Test
  void everyCodeIsProducedByATestThatNamesIt() {
    boolean runsAll = System.getProperty("basedir") != null && System.getProperty("test") == null;
    assumeTrue(runsAll, "Not all tests run.");
    assertThat(ProducedCodes.classesNotRun(DiagnosticKindsTest.class)).isEmpty();
    assertThat(ProducedCodes.notTested(PLACES_BY_CODE.keySet())).isEqualTo(NOT_PROVOKED);
  }

  /** The codes that users may give another severity: not those of exports, which have none. */
  @Test
  void theFileOfWarningsIsComplete() throws IOException {
    Path file =
        Path.of("src/main/resources/dev/sigrun/compiler/diagnostic").resolve(WarningCodes.FILE);
    Stream<String> ofRuleTests = WarningCodes.all().stream().filter(code -> code.startsWith("TST"));
    Stream<String> own =
        ProducedCodes.places(
                DiagnosticKind.class,
                DiagnosticKind.class,
                kind -> kind.code() + (kind.severity() == Severity.WARNING ? "" : " other"))
            .entrySet()
            .stream()
            .filter(entry -> !entry.getKey().endsWith(" other"))
            .filter(entry -> entry.getValue().stream().noneMatch(DiagnosticKindsTest::isOfExports))
            .map(Map.Entry::getKey);
    String codes =
        Stream.concat(ofRuleTests, own)
            .map(code -> code + "\n")
            .sorted()
            .collect(Collectors.joining());
    if (GoldenFiles.areRenewed()) {
      Files.writeString(file, codes);
    }
    assertThat(Files.readString(file)).isEqualTo(codes);
  }

  private static boolean isOfExports(String place) {
    return place.contains(".backend.") || place.contains(".mapping.");
  }
}
