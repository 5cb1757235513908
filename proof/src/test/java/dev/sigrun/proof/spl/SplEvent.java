package dev.sigrun.proof.spl;

import java.util.Map;

/**
 * An event as it was indexed.
 *
 * @param raw its JSON text; its time is that of its {@code @timestamp}
 * @param metadata fields that it got when it was indexed, as {@code index} and {@code sourcetype}
 */
public record SplEvent(String raw, Map<String, String> metadata) {
  /** Copies the map. */
  public SplEvent {
    metadata = Map.copyOf(metadata);
  }
}
