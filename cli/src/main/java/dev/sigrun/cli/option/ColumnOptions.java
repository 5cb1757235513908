package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that chooses what rows of alerts show. */
public final class ColumnOptions {
  @Option(
      names = "--fields",
      paramLabel = "FIELD",
      split = ",",
      description =
          "The columns of a table or of CSV, separated by commas: time, severity, risk_score,"
              + " rule_id, rule, reason, key, events, or any field of alerts and their events.")
  private List<String> fields = new ArrayList<>();

  /** The columns; empty for the usual ones. */
  public List<String> fields() {
    return List.copyOf(fields);
  }

  /**
   * Refuses columns where there are none.
   *
   * @param rows whether alerts are shown as rows
   */
  public void check(boolean rows) {
    if (!fields.isEmpty() && !rows) {
      throw CommandFailure.usage("'--fields' needs '--output table' or '--output csv'.");
    }
  }
}
