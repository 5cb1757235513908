package dev.sigrun.runtime.detector;

import java.util.List;
import java.util.stream.Collectors;

/** Detections as short text. */
public final class Results {
  private Results() {}

  /**
   * The places of the events in their timeline, {@code -} for a missing one: {@code 0,-,2 3,-,5}.
   */
  public static String show(List<Detection> detections) {
    return detections.stream().map(Results::show).collect(Collectors.joining(" "));
  }

  private static String show(Detection detection) {
    return detection.events().stream()
        .map(event -> event == null ? "-" : String.valueOf(event.line() - 1))
        .collect(Collectors.joining(","));
  }
}
