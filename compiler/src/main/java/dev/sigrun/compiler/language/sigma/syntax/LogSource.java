package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/**
 * Where the events of a rule come from, in Sigma's words.
 *
 * @param origin the {@code logsource} of the rule
 * @param category the kind of event, such as {@code process_creation}
 * @param product what writes the events, such as {@code windows}
 * @param service the part of the product or the channel, such as {@code security}
 */
public record LogSource(
    Origin origin, Optional<String> category, Optional<String> product, Optional<String> service) {
  /** No log source: events from anywhere. */
  public static LogSource any(Origin origin) {
    return new LogSource(origin, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it names nothing, so that every event is of it. */
  public boolean isAny() {
    return category.isEmpty() && product.isEmpty() && service.isEmpty();
  }

  /** Whether every attribute that {@code other} names is the same here. */
  public boolean isWithin(LogSource other) {
    return agrees(other.category, category)
        && agrees(other.product, product)
        && agrees(other.service, service);
  }

  private static boolean agrees(Optional<String> wanted, Optional<String> found) {
    return wanted.isEmpty() || wanted.equals(found);
  }
}
