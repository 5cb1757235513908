package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.Severities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The severities of warnings. */
public final class SeverityOption {
  private final Project project;

  @Option(
      names = "--severity",
      paramLabel = "CODE=SEVERITY",
      description =
          "Change the severity of a warning to error, warning, info or off: 'KQL101=off'. Instead of"
              + " a code: conventions (warnings about conventions of Elastic's own rules) or warnings"
              + " (all of them). May be repeated; a code takes precedence over a group. Errors cannot"
              + " be changed.")
  private List<String> severities = new ArrayList<>();

  /** Severities that add to those of {@code project}. */
  public SeverityOption(Project project) {
    this.project = project;
  }

  /** The option, if the user gave it. */
  Optional<String> anyGiven() {
    return severities.isEmpty() ? Optional.empty() : Optional.of("--severity");
  }

  /**
   * The severities that the user and the project chose.
   *
   * @throws CommandFailure if a setting is none
   */
  public Severities severities() {
    Severities weights = project.settings().severities();
    for (String setting : severities) {
      try {
        weights = weights.with(setting);
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--severity: " + e.getMessage());
      }
    }
    return weights;
  }
}
