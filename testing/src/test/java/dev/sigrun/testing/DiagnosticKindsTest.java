package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.conventions.ProducedCodes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All kinds of reports together: their codes differ, and tests produce them. */
@Order(Integer.MAX_VALUE)
class DiagnosticKindsTest {
  private static final Map<String, List<String>> PLACES_BY_CODE =
      ProducedCodes.places(RuleTests.class, DiagnosticKind.class, DiagnosticKind::code);

  @Test
  void codesAreUnique() {
    assertThat(PLACES_BY_CODE).hasSizeGreaterThan(20);
    assertThat(PLACES_BY_CODE.values()).allSatisfy(places -> assertThat(places).hasSize(1));
  }

  /** After a run of all test classes: Surefire without {@code -Dtest}. */
  @Test
  void everyCodeIsProducedByATestThatNamesIt() {
    boolean runsAll = System.getProperty("basedir") != null && System.getProperty("test") == null;
    assumeTrue(runsAll, "Not all tests run.");
    assertThat(ProducedCodes.classesNotRun(DiagnosticKindsTest.class)).isEmpty();
    assertThat(ProducedCodes.notTested(PLACES_BY_CODE.keySet())).isEqualTo(Set.of());
  }
}
