package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.rule.RuleDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a rule file in Elastic's format, as plain values, see {@link
 * dev.sigrun.compiler.document.DataValue#plain}.
 *
 * @param metadata the {@code [metadata]} table
 * @param rule the {@code [rule]} table
 * @param transform the {@code [transform]} table; empty if there is none
 */
public record ElasticDocument(
    Map<String, Object> metadata, Map<String, Object> rule, Map<String, Object> transform)
    implements RuleDocument {
  /** The keys that Kibana maintains; in a rule file they have no effect. */
  public static final List<String> KEYS_OF_KIBANA = RuleShape.OF_KIBANA;

  /** Copies the tables. */
  public ElasticDocument {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    rule = Collections.unmodifiableMap(new LinkedHashMap<>(rule));
    transform = Collections.unmodifiableMap(new LinkedHashMap<>(transform));
  }

  /** The keys of {@code [rule]} are those of alerts. */
  @Override
  public Map<String, Object> parameters() {
    return rule;
  }
}
