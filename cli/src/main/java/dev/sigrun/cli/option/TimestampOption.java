package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.query.ResultOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where events have their time. */
public final class TimestampOption {
  private final Project project;

  @Option(
      names = {"--timestamp-field", "--time-field"},
      paramLabel = "FIELD",
      description =
          "The field that has the time of events: a date, or seconds or milliseconds since 1970."
              + " Default: @timestamp, or where raw Windows events, CloudTrail and others have it.")
  private @Nullable String field;

  /** An option that defaults to the setting of {@code project}. */
  public TimestampOption(Project project) {
    this.project = project;
  }

  /** Whether the user named a field. */
  public boolean given() {
    return field != null;
  }

  /**
   * The order of events by this time.
   *
   * @param options say how dates are written, and which field it is if nobody named one
   */
  public ResultOrder order(CompilerOptions options) {
    return ResultOrder.by(
        field().or(options::timestampField).orElse(Timing.TIMESTAMP),
        Optional.empty(),
        options.schema());
  }

  /**
   * The field that the user or the project named, if any.
   *
   * @throws CommandFailure if it is not a name
   */
  public Optional<String> field() {
    if (field != null && field.isBlank()) {
      throw CommandFailure.usage("'--timestamp-field' takes the name of a field.");
    }
    return Optional.ofNullable(field)
        .or(() -> project.settings().value(ProjectKey.TIMESTAMP_FIELD));
  }
}
