package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.Rule;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document that a security product shows when a rule selected an event. */
public final class Alert {
  private final Map<String, @Nullable Object> document;

  private Alert(Map<String, @Nullable Object> document) {
    this.document = document;
  }

  /**
   * The alert that {@code rule} raises for {@code event}.
   *
   * @param event the event as a tree of JSON values
   * @param createdAt becomes the {@code @timestamp} of the alert
   */
  public static Alert of(
      Rule rule, Map<String, ? extends @Nullable Object> event, Instant createdAt) {
    return new Alert(Map.of());
  }

  /** The whole document: event fields nested, {@code kibana.*} keys flat. Unmodifiable. */
  public Map<String, @Nullable Object> document() {
    return document;
  }

  /** The document as one line of JSON. */
  public String toJson() {
    return "";
  }
}
