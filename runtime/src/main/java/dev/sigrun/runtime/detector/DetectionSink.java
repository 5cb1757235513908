package dev.sigrun.runtime.detector;

/** Takes in detections. */
@FunctionalInterface
public interface DetectionSink {
  /** Takes in one detection. */
  void detected(Detection detection);
}
