package dev.sigrun.runtime.detector.correlation;

import java.util.List;

/** Bytes as they were written first. They never change; another format has another version. */
final class GoldenStates {
  static final List<String> BYTES = List.of();

  static final String DETECTION = "";

  private GoldenStates() {}
}
