package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Field;
import java.util.List;
import java.util.Optional;

/**
 * Options shared by all kinds of detectors.
 *
 * @param timestampFields see {@link Detector#timestampFields}
 * @param tiebreakerField see {@link Detector#tiebreakerField}
 * @param fingerprint see {@link Detector#fingerprint}
 */
public record DetectorSettings(
    List<DateField> timestampFields, Optional<Field> tiebreakerField, String fingerprint) {
  /** The defaults of {@link Detector}. */
  public static final DetectorSettings DEFAULT =
      new DetectorSettings(List.of(), Optional.empty(), "");

  /** Copies the list. */
  public DetectorSettings {
    timestampFields = List.copyOf(timestampFields);
  }

  /** The same with the time of an event from the first of {@code fields} that it has. */
  public DetectorSettings withTimestamp(DateField... fields) {
    return new DetectorSettings(List.of(fields), tiebreakerField, fingerprint);
  }

  /** The same with a field that orders events of the same time. */
  public DetectorSettings withTiebreaker(Field field) {
    return new DetectorSettings(timestampFields, Optional.of(field), fingerprint);
  }

  /** The same with another fingerprint. */
  public DetectorSettings withFingerprint(String other) {
    return new DetectorSettings(timestampFields, tiebreakerField, other);
  }
}
