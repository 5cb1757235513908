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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alerts of one detection, by the shape of its rule. */
final class DetectionAlerts {
  /** Columns with more dots in their names are shown under these as they are. */
  private static final int MOST_DEPTH = 20;

  private final Rule rule;
  private final Detection detection;
  private final Instant createdAt;
  private final AlertSubject subject;
  private final List<Member> members;

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
    this.members = new ArrayList<>();
    // Of events that were counted nothing is taken over, and they may come without what they hold.
    for (EventRecord record : detection.events()) {
      if (record != null && !isCounted()) {
        EventTree event = EventTree.of(read(record.json()));
        members.add(new Member(event, AlertIds.ofEvent(event, record), record.time()));
      }
    }
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
  private boolean isCounted() {
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

  private EventTree fieldTree() {
    if (isCounted()) {
      return groupTree();
    }
    return members.isEmpty()
        ? EventTree.copyOf(Map.of())
        : EventTree.commonTo(members.stream().map(Member::event).toList());
  }

  /** The names of the values that make a group of counted events. */
  private List<String> groupNames() {
    return detection.evidence() instanceof Evidence.Threshold
        ? rule.thresholdFields()
        : rule.correlationFields();
  }

  private EventTree groupTree() {
    if (detection.evidence() instanceof Evidence.Row row) {
      Map<String, @Nullable Object> columns = new LinkedHashMap<>();
      Set<String> names = row.columns().keySet();
      row.columns()
          .forEach(
              (name, value) -> {
                if (isNested(name, names)) {
                  nest(name, value, columns);
                } else {
                  columns.put(name, value);
                }
              });
      return EventTree.copyOf(columns);
    }
    List<String> fields = groupNames();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(fields.size(), detection.key().values().size()); i++) {
      nest(fields.get(i), detection.key().values().get(i), values);
    }
    return EventTree.copyOf(values);
  }

  List<Alert> buildingBlocks() {
    List<Alert> blocks = new ArrayList<>();
    if (isGroup()) {
      // Overrides are for the alert of the group: those of no event are the rule's own values.
      Overrides none = new Overrides(rule, EventTree.copyOf(Map.of()));
      List<EventRecord> records = detection.events().stream().filter(Objects::nonNull).toList();
      for (int i = 0; i < members.size(); i++) {
        Member member = members.get(i);
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
  private boolean isGroup() {
    return detection.evidence() instanceof Evidence.Events && detection.events().size() != 1;
  }

  private Member member() {
    return members.isEmpty()
        ? new Member(EventTree.copyOf(Map.of()), "", OptionalLong.empty())
        : members.get(0);
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
    for (Member member : members) {
      ancestors.addAll(AlertDraft.ancestors(member.event, member.id));
      depth = Math.max(depth, AlertDraft.depth(member.event) + 1);
    }
    for (int i = 0; i < members.size(); i++) {
      Map<String, Object> block = new LinkedHashMap<>();
      block.put("id", blockId(i));
      block.put("type", "signal");
      block.put("index", "");
      block.put("depth", AlertDraft.depth(members.get(i).event) + 1);
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
    members.forEach(member -> parts.add(member.id));
    return AlertIds.hash(parts.toArray(String[]::new));
  }

  private String blockId(int index) {
    return AlertIds.hash("block", groupId(), members.get(index).id, Integer.toString(index));
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
    EventTree tree = groupTree();
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
    result.put("terms", AlertDraft.terms(groupNames(), detection.key().values()));
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

  /** Whether a column becomes a field of an object: not if another column is that object. */
  private static boolean isNested(String name, Set<String> names) {
    int depth = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      depth++;
      if (depth > MOST_DEPTH || names.contains(name.substring(0, dot))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Puts a value at a dotted path, or under the whole path as one name if a parent already has a
   * value.
   */
  private static void nest(
      String path, @Nullable Object value, Map<String, @Nullable Object> into) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.put(path, value);
      return;
    }
    String first = path.substring(0, dot);
    Object known = into.get(first);
    if (known != null && !(known instanceof Map)) {
      into.put(path, value);
      return;
    }
    Map<String, @Nullable Object> child = new LinkedHashMap<>();
    JsonValues.asObject(known).ifPresent(child::putAll);
    nest(path.substring(dot + 1), value, child);
    into.put(first, child);
  }

  /** The tree of an event; only its text if it is larger than what trees are made of. */
  private static Map<String, @Nullable Object> read(byte[] json) {
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
