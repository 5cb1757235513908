package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class AbsentSuitesTest {
  private static final String ABSENT = "nothing/of/this/name";

  /** Run by the test below only: surefire takes no nested classes that are static. */
  static class InOneTest {
    @Test
    void present() {}

    @Test
    void absent() {
      SharedFiles.path(ABSENT);
    }

    @Test
    void absentToo() {
      SharedFiles.text(ABSENT);
    }
  }

  static class BeforeAllTests {
    @BeforeAll
    static void absent() {
      SharedFiles.path(ABSENT);
    }

    @Test
    void unreached() {}
  }

  static class InFactory {
    @TestFactory
    Stream<DynamicTest> absent() {
      return Stream.of(SharedFiles.text(ABSENT))
          .map(text -> DynamicTest.dynamicTest("unreached", () -> {}));
    }
  }

  static class SkippedForAnotherReason {
    @Test
    void elsewhere() {
      assumeTrue(SharedFiles.find(ABSENT).isPresent());
    }
  }

  @Test
  void classesAreCountedOnce() {
    assertThat(lineAfter(InOneTest.class)).contains("tests of 1 class that");
    assertThat(
            lineAfter(
                InOneTest.class,
                BeforeAllTests.class,
                InFactory.class,
                SkippedForAnotherReason.class))
        .contains("tests of 3 classes that")
        .hasLineCount(1);
  }

  @Test
  void nothingIsSaidWhenNothingIsAbsent() {
    assertThat(lineAfter(SkippedForAnotherReason.class)).isEmpty();
  }

  @Test
  void jUnitFindsTheListener() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .hasAtLeastOneElementOfType(AbsentSuites.class);
  }

  private static String lineAfter(Class<?>... classes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LauncherConfig bare =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(bare)
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes).map(type -> selectClass(type)).toList())
                .build(),
            new AbsentSuites(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
