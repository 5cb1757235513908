package dev.sigrun.compiler.diagnostic;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** The codes of all reports that were made while tests ran. JUnit finds it as a service. */
public final class ProducedCodes implements TestExecutionListener {
  private static final Set<String> CODES = new ConcurrentSkipListSet<>();
  private static final Set<String> CLASSES = new TreeSet<>();

  /** The codes so far. */
  static Set<String> soFar() {
    return Set.copyOf(CODES);
  }

  /** The names of the test classes that are finished. */
  static Set<String> finishedClasses() {
    return Set.copyOf(CLASSES);
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    DiagnosticSink.observer = diagnostic -> CODES.add(diagnostic.code());
  }

  @Override
  public void executionFinished(
      TestIdentifier test, TestExecutionResult result) {
    if (test.getSource().orElse(null) instanceof ClassSource source) {
      CLASSES.add(source.getClassName());
    }
  }
}
