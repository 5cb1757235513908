package dev.sigrun.runtime.detector;

import java.util.Optional;

/**
 * Data that detectors compare events with and that changes while they run, such as lists of threat
 * indicators. Detectors never change: this is given to them with each event. Safe to share between
 * threads.
 */
public interface ReferenceData {
  /** No data at all. */
  ReferenceData NONE =
      new ReferenceData() {
        @Override
        public <D> Optional<D> of(Detector<?> detector, Class<D> kind) {
          return Optional.empty();
        }
      };

  /**
   * The current reference data for a detector.
   *
   * @param kind what the detector looks for
   */
  <D> Optional<D> of(Detector<?> detector, Class<D> kind);
}
