package dev.sigrun.runtime.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.json.JsonBytes;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The alerts of one detection, by the shape of its rule. */
final class DetectionAlerts {
  private final Rule rule;
  private final Detection detection;
  private final Instant createdAt;
  private final AlertSubject subject;
  private final List<EventRecord> records;
  private final List<EventTree> events;
  private @Nullable List<Member> members;

  /**
   * An event of the detection.
   *
   * @param id identifies the event among all others
   */
  private record Member(EventTree event, String id, OptionalLong time) {}

  DetectionAlerts(Rule rule, Detection detection, Instant createdAt) {
    this.rule = rule;
    this.detection = detection;
    this.createdAt = createdAt;
    this.subject = AlertSubject.of(detection);
    this.records = detection.events().stream().filter(Objects::nonNull).toList();
    // Of events that were counted nothing is taken over, and they may come without what they hold.
    this.events =
        isCounted()
            ? List.of()
            : records.stream().map(record -> EventTree.of(read(record.json()))).toList();
  }

  /** The events with their ids, which cost more than the rest of many alerts. */
  private List<Member> members() {
    List<Member> known = members;
    if (known == null) {
      known = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        EventTree event = events.get(i);
        EventRecord record = records.get(i);
        known.add(new Member(event, AlertIds.ofEvent(event, record), record.time()));
      }
      members = known;
    }
    return known;
  }

  /** The events, but those that are missing. */
  List<EventRecord> records() {
    return records;
  }

  AlertSubject subject() {
    return subject;
  }

  Alert alert() {
    if (detection.evidence() instanceof Evidence.Threshold threshold) {
      return ofThreshold(threshold);
    }
    if (detection.evidence() instanceof Evidence.Correlation correlation) {
      return ofCorrelation(correlation);
    }
    if (detection.evidence() instanceof Evidence.Row row) {
      return countedDraft(row.to()).alert(subject);
    }
    if (detection.evidence() instanceof Evidence.NewTerms) {
      return ofNewTerms();
    }
    if (detection.evidence() instanceof Evidence.Indicators indicators) {
      return ofIndicators(indicators);
    }
    return isGroup() ? ofGroup() : draft().alert(subject);
  }

  /** The id of the alert. */
  String uuid() {
    if (detection.evidence() instanceof Evidence.Threshold threshold) {
      return AlertIds.hash(
          "threshold",
          rule.ruleId(),
          key(),
          Long.toString(threshold.from()),
          Long.toString(threshold.to()),
          Long.toString(threshold.count()),
          lastPlace());
    }
    if (detection.evidence() instanceof Evidence.Correlation correlation) {
      return AlertIds.hash(
          "correlation",
          rule.ruleId(),
          key(),
          Long.toString(correlation.from()),
          Long.toString(correlation.to()),
          Long.toString(correlation.count()),
          correlation.value().toPlainString(),
          lastPlace());
    }
    if (detection.evidence() instanceof Evidence.Row row) {
      return AlertIds.hash("row", rule.ruleId(), key(), Long.toString(row.instant()));
    }
    if (detection.evidence() instanceof Evidence.NewTerms) {
      return AlertIds.hash("new_terms", rule.ruleId(), member().id, key());
    }
    if (isGroup()) {
      return groupId();
    }
    return detection.key().values().isEmpty()
        ? AlertIds.hash(rule.ruleId(), member().id)
        : AlertIds.hash("event", rule.ruleId(), member().id, key());
  }

  /** The id of the alert in a group of suppression: a single event may be in several. */
  String uuid(Key group) {
    boolean mayBeInSeveral = detection.evidence() instanceof Evidence.Events && !isGroup();
    return mayBeInSeveral
        ? AlertIds.hash("suppression", uuid(), JsonValues.write(group.values()))
        : uuid();
  }

  /** Whether it has a number of events, whatever they hold. */
  boolean isCounted() {
    return detection.evidence() instanceof Evidence.Threshold
        || detection.evidence() instanceof Evidence.Correlation
        || detection.evidence() instanceof Evidence.Row;
  }

  /** Distinguishes two detections of counted events whose events all have the same time. */
  private String lastPlace() {
    List<EventRecord> events = detection.events();
    EventRecord last = events.isEmpty() ? null : events.get(events.size() - 1);
    return last == null ? "" : AlertIds.place(last);
  }

  /** The content that the alert copies from its events. */
  Map<String, @Nullable Object> fields() {
    return fieldTree().root();
  }

  EventTree fieldTree() {
    if (isCounted()) {
      return GroupFields.of(rule, detection);
    }
    return events.size() < 2 ? event() : EventTree.commonTo(events);
  }

  List<Alert> buildingBlocks() {
    List<Alert> blocks = new ArrayList<>();
    if (isGroup()) {
      // Overrides are for the alert of the group: those of no event are the rule's own values.
      Overrides none = new Overrides(rule, EventTree.copyOf(Map.of()));
      for (int i = 0; i < members().size(); i++) {
        Member member = members().get(i);
        AlertDraft draft = new AlertDraft(rule, member.event, blockId(i), none, createdAt);
        draft.putOrigin(member.event, member.id, member.time);
        draft.put("kibana.alert.building_block_type", "default");
        draft.put("kibana.alert.group.id", groupId());
        draft.put("kibana.alert.group.index", i);
        Detection single =
            new Detection(
                rule.ruleId(), detection.key(), List.of(records.get(i)), new Evidence.Events());
        blocks.add(draft.alert(AlertSubject.of(single)));
      }
    }
    return blocks;
  }

  /** Whether the rule looks for several events, including missing ones. */
  boolean isGroup() {
    return detection.evidence() instanceof Evidence.Events && detection.events().size() != 1;
  }

  private Member member() {
    return events.isEmpty() ? new Member(event(), "", OptionalLong.empty()) : members().get(0);
  }

  private EventTree event() {
    return events.isEmpty() ? EventTree.copyOf(Map.of()) : events.get(0);
  }

  /** The alert of the one event. */
  private AlertDraft draft() {
    Member member = member();
    Overrides overrides = new Overrides(rule, member.event);
    AlertDraft draft = new AlertDraft(rule, member.event, uuid(), overrides, createdAt);
    draft.putOrigin(member.event, member.id, member.time);
    return draft;
  }

  private Alert ofGroup() {
    EventTree common = fieldTree();
    AlertDraft draft =
        new AlertDraft(rule, common, groupId(), new Overrides(rule, common), createdAt);
    List<Object> ancestors = new ArrayList<>();
    long depth = 0;
    for (Member member : members()) {
      ancestors.addAll(AlertDraft.ancestors(member.event, member.id));
      depth = Math.max(depth, AlertDraft.depth(member.event) + 1);
    }
    for (int i = 0; i < members().size(); i++) {
      Map<String, Object> block = new LinkedHashMap<>();
      block.put("id", blockId(i));
      block.put("type", "signal");
      block.put("index", "");
      block.put("depth", AlertDraft.depth(members().get(i).event) + 1);
      block.put("rule", rule.ruleId());
      ancestors.add(block);
    }
    draft.put("kibana.alert.ancestors", ancestors);
    draft.put("kibana.alert.depth", depth + 1);
    draft.put("kibana.alert.group.id", groupId());
    if (subject.start().isPresent()) {
      String first = AlertDraft.timestamp(subject.start().getAsLong());
      draft.put("kibana.alert.original_time", first);
    }
    return draft.alert(subject);
  }

  /**
   * Derived from everything that distinguishes two groups of a rule, including keys, because events
   * may have several.
   */
  private String groupId() {
    List<String> parts = new ArrayList<>(List.of("group", rule.ruleId(), key()));
    members().forEach(member -> parts.add(member.id));
    return AlertIds.hash(parts.toArray(String[]::new));
  }

  private String blockId(int index) {
    return AlertIds.hash("block", groupId(), members().get(index).id, Integer.toString(index));
  }

  private Alert ofThreshold(Evidence.Threshold threshold) {
    AlertDraft draft = countedDraft(threshold.to());
    Map<String, @Nullable Object> result = result(threshold.count(), threshold.from());
    if (threshold.cardinality() != null) {
      result.put(
          "cardinality", AlertDraft.terms(rule.countedFields(), List.of(threshold.cardinality())));
    }
    draft.put("kibana.alert.threshold_result", result);
    return draft.alert(subject);
  }

  private Alert ofCorrelation(Evidence.Correlation correlation) {
    AlertDraft draft = countedDraft(correlation.to());
    Map<String, @Nullable Object> result = result(correlation.count(), correlation.from());
    result.put("value", correlation.value());
    draft.put("kibana.alert.correlation_result", result);
    return draft.alert(subject);
  }

  private AlertDraft countedDraft(long last) {
    EventTree tree = GroupFields.of(rule, detection);
    AlertDraft draft = new AlertDraft(rule, tree, uuid(), new Overrides(rule, tree), createdAt);
    draft.put("kibana.alert.original_time", AlertDraft.timestamp(last));
    draft.put("kibana.alert.depth", 1L);
    draft.put("kibana.alert.ancestors", List.of());
    return draft;
  }

  private Map<String, @Nullable Object> result(long count, long from) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("count", count);
    result.put("from", AlertDraft.timestamp(from));
    result.put(
        "terms", AlertDraft.terms(GroupFields.names(rule, detection), detection.key().values()));
    return result;
  }

  private Alert ofNewTerms() {
    AlertDraft draft = draft();
    draft.put("kibana.alert.new_terms", detection.key().values());
    return draft.alert(subject);
  }

  private Alert ofIndicators(Evidence.Indicators indicators) {
    Member member = member();
    AlertDraft draft = draft();
    List<Object> enrichments = new ArrayList<>(member.event.values("threat.enrichments"));
    enrichments.addAll(indicators.enrichments());
    Map<String, @Nullable Object> threat = new LinkedHashMap<>();
    JsonValues.asObject(draft.get("threat")).ifPresent(threat::putAll);
    threat.put("enrichments", enrichments);
    draft.remove("threat.enrichments");
    draft.put("threat", threat);
    return draft.alert(subject);
  }

  private String key() {
    return new String(JsonBytes.of(detection.key().values()), UTF_8);
  }

  /** The tree of an event; only its text if it is larger than what trees are made of. */
  static Map<String, @Nullable Object> read(byte[] json) {
    try {
      Optional<Map<String, @Nullable Object>> tree = JsonValues.asObject(JsonValues.read(json));
      if (tree.isPresent()) {
        return tree.get();
      }
    } catch (JsonFormatException e) {
      // The reader of events takes more than the reader of trees, very long numbers for instance.
    }
    return Map.of("event", Map.of("original", new String(json, UTF_8)));
  }
}
