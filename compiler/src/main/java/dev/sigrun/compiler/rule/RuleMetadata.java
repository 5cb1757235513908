package dev.sigrun.compiler.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bookkeeping of a rule: its {@code [metadata]}.
 *
 * @param creationDate as written, usually {@code YYYY/MM/DD}
 * @param updatedDate as written, usually {@code YYYY/MM/DD}
 * @param maturity {@link Maturity#PRODUCTION} unless the file says something else
 * @param integrations names of the packages whose data it needs
 * @param minStackVersion the first release of Elastic's stack it works with
 * @param promotion whether it only forwards alerts of another product
 * @param values the whole table as plain values, see {@link
 *     dev.sigrun.compiler.document.DataValue#plain}
 */
public record RuleMetadata(
    Optional<String> creationDate,
    Optional<String> updatedDate,
    Maturity maturity,
    List<String> integrations,
    Optional<String> minStackVersion,
    boolean promotion,
    Map<String, Object> values) {
  /** Copies the collections. */
  public RuleMetadata {
    integrations = List.copyOf(integrations);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
