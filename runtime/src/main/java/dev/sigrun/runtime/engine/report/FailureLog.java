package dev.sigrun.runtime.engine.report;

import java.util.HashSet;
import java.util.Set;

/** Logs the first failure of each kind and rule, so that a rule that always fails fills no disk. */
final class FailureLog implements FailureListener {
  private static final System.Logger LOG = System.getLogger("dev.sigrun.runtime.engine");

  private final Set<String> logged = new HashSet<>();

  @Override
  public void failed(Failure failure) {
    if (logged.add(failure.kind() + " " + failure.rule().ruleId())) {
      LOG.log(System.Logger.Level.WARNING, failure.message(), failure.problem());
    }
  }
}
