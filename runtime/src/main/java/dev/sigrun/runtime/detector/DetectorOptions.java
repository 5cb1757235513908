package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Field;
import java.util.function.UnaryOperator;

/**
 * The options of a detector that is being built.
 *
 * @param <B> the builder
 */
public interface DetectorOptions<B> {
  /** Changes the settings of the detector to be. */
  B settings(UnaryOperator<DetectorSettings> change);

  /** The fields that give the time of an event: of those, the first that the event has. */
  default B timestamp(DateField... fields) {
    return settings(settings -> settings.withTimestamp(fields));
  }

  /** The field that orders events of the same time. */
  default B tiebreaker(Field field) {
    return settings(settings -> settings.withTiebreaker(field));
  }

  /** Identifies the query of a detector, see {@link Detector#fingerprint}. */
  default B fingerprint(String fingerprint) {
    return settings(settings -> settings.withFingerprint(fingerprint));
  }
}
