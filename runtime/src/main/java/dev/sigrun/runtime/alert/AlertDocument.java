package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.rule.Rule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The document of an alert: members that come from the event, those that are the same in all alerts
 * of the rule, which are most of them, and further ones. The map of all is made when it is asked
 * for, because writing does not need it.
 *
 * <p>Immutable.
 */
final class AlertDocument {
  /** The member with the id of the alert. */
  static final String UUID = "kibana.alert.uuid";

  private final Rule rule;
  private final Map<String, @Nullable Object> first;
  private final Map<String, @Nullable Object> last;
  private volatile @Nullable Map<String, @Nullable Object> all;

  /**
   * A document.
   *
   * @param first the members before those of the rule, not changed any more
   * @param last the members after them, not changed any more
   */
  AlertDocument(
      Rule rule, Map<String, @Nullable Object> first, Map<String, @Nullable Object> last) {
    this.rule = rule;
    this.first = first;
    this.last = last;
  }

  /** The same with another id. */
  AlertDocument withId(String id) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(first);
    changed.put(UUID, id);
    return new AlertDocument(rule, changed, last);
  }

  /** The same with further members. */
  AlertDocument with(Map<String, ? extends @Nullable Object> further) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(last);
    changed.putAll(further);
    return new AlertDocument(rule, first, changed);
  }

  /** All members. Unmodifiable. */
  Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> known = all;
    if (known == null) {
      Map<String, @Nullable Object> made = new LinkedHashMap<>(first);
      made.putAll(RuleMembers.of(rule));
      made.putAll(last);
      known = Collections.unmodifiableMap(made);
      all = known;
    }
    return known;
  }

  /**
   * Adds all members to the object that {@code json} has begun.
   *
   * @param ofRule those of the rule, encoded
   * @param more members after these, in place of members of the event that have their names
   */
  void addTo(
      JsonBytes json, JsonBytes.Members ofRule, Map<String, ? extends @Nullable Object> more) {
    first.forEach(
        (name, value) -> {
          if (!more.containsKey(name)) {
            json.add(name, value);
          }
        });
    json.add(ofRule);
    last.forEach(json::add);
    more.forEach(json::add);
  }
}
