package dev.sigrun.cli.run;

import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.rule.Rule;
import java.util.function.Supplier;

/** Counts alerts, of which it wants to see only some. */
public interface AlertTally {
  /**
   * Takes an alert.
   *
   * @param detection of this rule
   * @param alert makes the alert, which costs more than to count it
   */
  void add(Rule rule, Detection detection, Supplier<Alert> alert);
}
