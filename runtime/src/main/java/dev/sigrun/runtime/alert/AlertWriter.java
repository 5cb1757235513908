package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.rule.Rule;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
   * @param more members after those of the document, which has none of these names
   */
  public byte[] line(Alert alert, Map<String, ? extends @Nullable Object> more) {
    json.begin();
    boolean copied = false;
    for (Map.Entry<String, @Nullable Object> each : alert.document().entrySet()) {
      if (each.getKey().equals(AlertDraft.FIRST_OF_RULE)) {
        copied = true;
        json.add(same(alert));
      }
      if (!copied) {
        json.add(each.getKey(), each.getValue());
      }
      copied &= !each.getKey().equals(AlertDraft.LAST_OF_RULE);
    }
    more.forEach(json::add);
    return json.endLine();
  }

  /** The members that are the same in all alerts of a rule. */
  private JsonBytes.Members same(Alert alert) {
    JsonBytes.Members known = sameByRule.get(alert.rule());
    if (known != null) {
      return known;
    }
    Map<String, @Nullable Object> same = new LinkedHashMap<>();
    boolean started = false;
    for (Map.Entry<String, @Nullable Object> each : alert.document().entrySet()) {
      started |= each.getKey().equals(AlertDraft.FIRST_OF_RULE);
      if (started) {
        same.put(each.getKey(), each.getValue());
      }
      started &= !each.getKey().equals(AlertDraft.LAST_OF_RULE);
    }
    JsonBytes.Members made = JsonBytes.encode(same);
    sameByRule.put(alert.rule(), made);
    return made;
  }
}
