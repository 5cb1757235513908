package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.format.elastic.ElasticDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts the tables of a rule file to the object that Kibana imports, and back. Parts without a
 * counterpart in Kibana are stored in {@code meta}, which Kibana keeps unchanged, so that nothing
 * is lost on the way back.
 */
public final class KibanaDocument {
  /** Our part of {@code meta}. */
  private static final String OURS = "sigrun";

  private static final String META = "meta";
  private static final String NOTE = "note";
  private static final String NEW_TERMS = "new_terms";
  private static final String NEW_TERMS_FIELDS = "new_terms_fields";
  private static final String HISTORY = "history_window_start";
  private static final String THREAT_QUERY = "threat_query";
  private static final String THRESHOLD = "threshold";

  /** Keys of rule files that Kibana does not support. */
  private static final List<String> FOREIGN = List.of("threat_mappings");

  /** The most important keys come first; all other keys follow in the order of the file. */
  private static final List<String> FIRST =
      List.of(
          "rule_id",
          "name",
          "description",
          "type",
          "severity",
          "risk_score",
          "enabled",
          "language",
          "query",
          "index",
          "data_view_id",
          "from",
          "to",
          "interval");

  private KibanaDocument() {}

  /** The object that Kibana imports. */
  public static Map<String, Object> toJson(ElasticDocument document) {
    Map<String, Object> transform = document.transform();
    Map<String, Object> ours = new LinkedHashMap<>();
    Map<String, Object> flat = new LinkedHashMap<>(document.rule());
    ours.put("metadata", document.metadata());
    if (!transform.isEmpty()) {
      ours.put("transform", transform);
      Object note = flat.get(NOTE);
      if (note instanceof String guide) {
        ours.put(NOTE, guide);
        flat.put(NOTE, InvestigationGuide.expand(guide, transform));
      }
    }
    Map<String, Object> foreign = new LinkedHashMap<>();
    for (String key : FOREIGN) {
      Optional.ofNullable(flat.remove(key)).ifPresent(value -> foreign.put(key, value));
    }
    if (!foreign.isEmpty()) {
      ours.put("rule", foreign);
    }
    flatten(flat);
    addRequired(flat, ours);
    addMeta(flat, ours);
    return ordered(flat);
  }

  /** The tables that {@code json}, an object written by {@link #toJson}, was made of. */
  public static ElasticDocument fromJson(Map<String, ? extends @Nullable Object> json) {
    Map<String, Object> rule = new LinkedHashMap<>();
    json.forEach(
        (key, value) -> {
          if (value != null) {
            rule.put(key, value);
          }
        });
    Map<String, Object> meta = new LinkedHashMap<>(table(rule.get(META)));
    Map<String, Object> ours = table(meta.remove(OURS));
    Optional.ofNullable(ours.get(META)).ifPresent(value -> meta.put(OURS, value));
    rule.remove(META);
    if (!meta.isEmpty() || Boolean.TRUE.equals(ours.get("has_meta"))) {
      rule.put(META, meta);
    }
    removeAdded(rule, ours.get("added"));
    unflatten(rule);
    rule.putAll(table(ours.get("rule")));
    Optional.ofNullable(ours.get(NOTE)).ifPresent(note -> rule.put(NOTE, note));
    return new ElasticDocument(table(ours.get("metadata")), rule, table(ours.get("transform")));
  }

  /** The two tables that say what a new terms rule looks for are two keys in Kibana. */
  private static void flatten(Map<String, Object> rule) {
    Map<String, Object> terms = table(rule.remove(NEW_TERMS));
    if (!terms.isEmpty()) {
      rule.put(NEW_TERMS_FIELDS, terms.getOrDefault("value", List.of()));
      rule.put(HISTORY, table(first(terms.get(HISTORY))).getOrDefault("value", ""));
    }
  }

  private static void unflatten(Map<String, Object> rule) {
    Object fields = rule.remove(NEW_TERMS_FIELDS);
    Object history = rule.remove(HISTORY);
    if (fields != null && history != null) {
      Map<String, Object> start = new LinkedHashMap<>();
      start.put("field", HISTORY);
      start.put("value", history);
      Map<String, Object> terms = new LinkedHashMap<>();
      terms.put("field", NEW_TERMS_FIELDS);
      terms.put("value", fields);
      terms.put(HISTORY, List.of(start));
      rule.put(NEW_TERMS, terms);
    }
  }

  /** Keys that are optional in a file but required in an import. */
  private static void addRequired(Map<String, Object> rule, Map<String, Object> ours) {
    List<Object> added = new ArrayList<>();
    if ("threat_match".equals(rule.get("type")) && rule.putIfAbsent(THREAT_QUERY, "*:*") == null) {
      added.add(THREAT_QUERY);
    }
    Map<String, Object> threshold = new LinkedHashMap<>(table(rule.get(THRESHOLD)));
    if (!threshold.isEmpty() && threshold.putIfAbsent("field", List.of()) == null) {
      rule.put(THRESHOLD, threshold);
      added.add(THRESHOLD);
    }
    if (!added.isEmpty()) {
      ours.put("added", added);
    }
  }

  private static void removeAdded(Map<String, Object> rule, @Nullable Object added) {
    if (!(added instanceof List<?> keys)) {
      return;
    }
    if (keys.contains(THREAT_QUERY)) {
      rule.remove(THREAT_QUERY);
    }
    if (keys.contains(THRESHOLD)) {
      Map<String, Object> threshold = new LinkedHashMap<>(table(rule.get(THRESHOLD)));
      threshold.remove("field");
      rule.put(THRESHOLD, threshold);
    }
  }

  private static void addMeta(Map<String, Object> rule, Map<String, Object> ours) {
    Map<String, Object> meta = new LinkedHashMap<>(table(rule.get(META)));
    if (rule.containsKey(META)) {
      ours.put("has_meta", true);
    }
    Optional.ofNullable(meta.remove(OURS)).ifPresent(value -> ours.put(META, value));
    meta.put(OURS, ours);
    rule.put(META, meta);
  }

  private static Map<String, Object> ordered(Map<String, Object> rule) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String key : FIRST) {
      Optional.ofNullable(rule.get(key)).ifPresent(value -> ordered.put(key, value));
    }
    rule.forEach(ordered::putIfAbsent);
    Object meta = ordered.remove(META);
    if (meta != null) {
      ordered.put(META, meta);
    }
    return ordered;
  }

  private static Map<String, Object> table(@Nullable Object value) {
    Map<String, Object> table = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> table.put(String.valueOf(key), member));
    }
    return table;
  }

  private static @Nullable Object first(@Nullable Object value) {
    return value instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
  }
}
