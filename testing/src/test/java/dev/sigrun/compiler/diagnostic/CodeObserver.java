package dev.sigrun.compiler.diagnostic;

import dev.sigrun.conventions.ProducedCodes;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Records the codes of all messages that the tests of this module produce. */
public final class CodeObserver implements TestExecutionListener {
  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    DiagnosticKind.observer = ProducedCodes::record;
  }
}
