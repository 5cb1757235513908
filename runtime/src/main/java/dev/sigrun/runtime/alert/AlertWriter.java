package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.rule.Rule;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts as lines of JSON in UTF-8. What is the same in all alerts of a rule, which is most
 * of them, is encoded once. For one thread.
 */
public final class AlertWriter {
  private final JsonBytes json = new JsonBytes();
  private final IdentityHashMap<Rule, JsonBytes.Members> sameByRule = new IdentityHashMap<>();

  /** A writer that has encoded nothing yet. */
  public AlertWriter() {
    // Nothing to prepare.
  }

  /**
   * The document of an alert and a line break.
   *
   * @param more members after those of the document, in place of members of the event that have
   *     their names
   */
  public byte[] line(Alert alert, Map<String, ? extends @Nullable Object> more) {
    add(alert, more);
    return lines();
  }

  /** The document of an alert, without a line break. */
  public byte[] document(Alert alert) {
    json.begin();
    alert.addTo(json, same(alert.rule()), Map.of());
    json.end();
    return lines();
  }

  /**
   * Adds a line for an alert.
   *
   * @param more members after those of the document, in place of members of the event that have
   *     their names
   */
  public void add(Alert alert, Map<String, ? extends @Nullable Object> more) {
    json.begin();
    alert.addTo(json, same(alert.rule()), more);
    json.endLine();
  }

  /** Adds a line for an object that is not an alert. */
  public void add(Map<String, ? extends @Nullable Object> object) {
    json.begin();
    object.forEach(json::add);
    json.endLine();
  }

  /** All lines that were added since this was last called. */
  public byte[] lines() {
    return json.take();
  }

  /** Forgets the lines that were added. */
  public void clear() {
    json.clear();
  }

  /** The members that are the same in all alerts of a rule. */
  private JsonBytes.Members same(Rule rule) {
    JsonBytes.Members known = sameByRule.get(rule);
    if (known == null) {
      known = JsonBytes.encode(RuleMembers.of(rule));
      sameByRule.put(rule, known);
    }
    return known;
  }
}
