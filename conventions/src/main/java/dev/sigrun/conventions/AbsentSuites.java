package dev.sigrun.conventions;

import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says in one line how many test classes of a module were skipped, whole or in part, because a file
 * of {@link SharedFiles} was absent. JUnit loads it as a service.
 */
public final class AbsentSuites implements TestExecutionListener {
  private final PrintStream out;
  private final Set<String> classes = new TreeSet<>();

  /** Called by JUnit. */
  public AbsentSuites() {
    this(System.out);
  }

  AbsentSuites(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getThrowable().orElse(null) instanceof AbsentSuiteException) {
      test.getSource().flatMap(AbsentSuites::className).ifPresent(classes::add);
    }
  }

  private static Optional<String> className(TestSource source) {
    if (source instanceof MethodSource method) {
      return Optional.of(method.getClassName());
    }
    return source instanceof ClassSource type ? Optional.of(type.getClassName()) : Optional.empty();
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (!classes.isEmpty()) {
      out.println(
          "[WARNING] Skipped tests of "
              + classes.size()
              + (classes.size() == 1 ? " class" : " classes")
              + " that need files next to the project: put them in ../shared, or name their folder"
              + " with -Dsigrun.shared=DIR");
    }
  }
}
