package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.JsonReader;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.event.TimePlaces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads events that are written in a test file: tables or JSON, which extend the base. */
final class EventDrafts {
  private static final DiagnosticKind NEEDS =
      DiagnosticKind.error("TST009", "Key '%s' has no meaning without %s.");
  private static final DiagnosticKind UNKNOWN_TEMPLATE =
      DiagnosticKind.error("TST010", "Unknown template '%s'.%s");
  private static final DiagnosticKind NOTHING_TO_LEAVE_OUT =
      DiagnosticKind.error(
          "TST011", "Neither the base nor the template has a field '%s' to remove.%s");
  private static final DiagnosticKind NOT_IN_STEP =
      DiagnosticKind.error("TST012", "Field '%s' has %s values, but '%s' has %s.");
  private static final DiagnosticKind NO_OBJECT =
      DiagnosticKind.error("TST013", "An event is a JSON object, not %s.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("TST014", "A case has at most %s events.");

  static final int MOST_EVENTS = 100_000;

  /** The keys of an event that are not fields. */
  static final Set<String> SPECIAL =
      Set.copyOf(List.of("at", "after", "without", "like", "repeat", "each", "every", "json"));

  private final Values values;
  private final EventFields base;
  private final Map<String, EventFields> templates;
  private final FieldNames names;
  private final TimePlaces times;

  /**
   * Reads events.
   *
   * @param names takes the names of their fields
   * @param times where they have their time
   */
  EventDrafts(
      Values values,
      EventFields base,
      Map<String, EventFields> templates,
      FieldNames names,
      TimePlaces times) {
    this.values = values;
    this.base = base;
    this.templates = new LinkedHashMap<>(templates);
    this.names = names;
    this.times = times;
  }

  /** The events of {@code key}, repeated as often as they say. */
  List<EventDraft> read(DataValue.Table table, String key) {
    List<EventDraft> drafts = new ArrayList<>();
    for (DataValue value : table.get(key).map(values::oneOrMore).orElse(List.of())) {
      if (value instanceof DataValue.Text json) {
        fields(json).ifPresent(fields -> drafts.add(draft(value.origin(), fields)));
      } else if (value instanceof DataValue.Table event) {
        addAll(event, drafts);
      } else {
        values.wrongShape(value, key, "a table or a JSON string");
      }
      if (drafts.size() > MOST_EVENTS) {
        values.report(TOO_MANY, value.origin(), MOST_EVENTS);
        return List.of();
      }
    }
    return drafts;
  }

  /** The fields of an event in JSON. */
  Optional<EventFields> fields(DataValue.Text json) {
    Optional<DataValue> value = JsonReader.read(json.text(), values.sink());
    if (value.isPresent() && value.get().asTable().isEmpty()) {
      values.report(NO_OBJECT, json.origin(), value.get().shape());
    }
    Optional<DataValue.Table> table = value.flatMap(DataValue::asTable);
    table.ifPresent(fields -> names.add(fields, Set.of()));
    return table.map(fields -> EventFields.of(fields, Set.of()));
  }

  private EventDraft draft(Origin origin, EventFields fields) {
    return new EventDraft(
        origin, base.extendedBy(fields), Optional.empty(), EventDraft.STEP, times);
  }

  private void addAll(DataValue.Table event, List<EventDraft> drafts) {
    Optional<EventFields> own = ownFields(event);
    EventFields from = from(event);
    if (own.isEmpty()) {
      return;
    }
    EventFields fields = from.extendedBy(own.get());
    Optional<DataValue> at = event.get("at");
    values.atMostOne(event, "at", "after", EventDraft.TIMESTAMP);
    long after = values.duration(event, "after").orElse(EventDraft.STEP);
    long every = values.duration(event, "every").orElse(EventDraft.STEP);
    if (event.get("every").isPresent() && !values.atMostOne(event, "repeat", "each")) {
      values.report(NEEDS, Values.key(event, "every"), "every", "'repeat' or 'each'");
    }
    List<EventFields> variants = variants(event);
    for (int i = 0; i < variants.size(); i++) {
      EventFields all = fields.extendedBy(variants.get(i));
      boolean follows = i > 0 && variants.get(i).get(EventDraft.TIMESTAMP).isEmpty();
      drafts.add(
          follows
              ? new EventDraft(
                  event.origin(), all.without(EventDraft.TIMESTAMP), Optional.empty(), every, times)
              : new EventDraft(event.origin(), all, at, after, times));
    }
  }

  private Optional<EventFields> ownFields(DataValue.Table event) {
    names.add(event, SPECIAL);
    EventFields written = EventFields.of(event, SPECIAL);
    Optional<DataValue.Text> json = values.text(event, "json");
    if (json.isEmpty()) {
      return event.get("json").isPresent() ? Optional.empty() : Optional.of(written);
    }
    Optional<String> other =
        event.keys().stream().filter(key -> !SPECIAL.contains(key)).findFirst();
    if (other.isPresent()) {
      values.atMostOne(event, "json", other.get());
    }
    return fields(json.get());
  }

  /** Base and template, without what the event leaves out. */
  private EventFields from(DataValue.Table event) {
    EventFields from = base;
    Optional<DataValue.Text> like = values.text(event, "like");
    if (like.isPresent()) {
      EventFields template = templates.get(like.get().value());
      if (template == null) {
        String name = like.get().value();
        values.report(
            UNKNOWN_TEMPLATE,
            like.get().origin(),
            name,
            Suggestions.didYouMean(name, templates.keySet()));
        return from;
      }
      from = from.extendedBy(template);
    }
    for (DataValue.Text field : values.texts(event, "without")) {
      if (!from.has(field.value())) {
        DidYouMean hint = Suggestions.didYouMean(field.value(), from.values().keySet());
        values.report(NOTHING_TO_LEAVE_OUT, field.origin(), field.value(), hint);
      }
      from = from.without(field.value());
    }
    return from;
  }

  /** The additions for each event that is made from this one, at least one. */
  private List<EventFields> variants(DataValue.Table event) {
    values.atMostOne(event, "repeat", "each");
    Optional<DataValue> each = event.get("each");
    if (each.isEmpty()) {
      OptionalLong repeat = values.whole(event, "repeat", 1, MOST_EVENTS);
      return Collections.nCopies((int) repeat.orElse(1), EventFields.NONE);
    }
    if (!(each.get() instanceof DataValue.Table table) || table.entries().isEmpty()) {
      values.wrongShape(each.get(), "each", "a table of fields with lists of values");
      return List.of(EventFields.NONE);
    }
    names.add(table, Set.of());
    return variantsOf(EventFields.of(table, Set.of()));
  }

  private List<EventFields> variantsOf(EventFields each) {
    String first = each.values().keySet().iterator().next();
    List<EventFields> variants = new ArrayList<>();
    for (Map.Entry<String, DataValue> entry : each.values().entrySet()) {
      if (!(entry.getValue() instanceof DataValue.Array list) || list.values().isEmpty()) {
        values.wrongShape(entry.getValue(), entry.getKey(), "a list of values");
        return List.of(EventFields.NONE);
      }
      int size = list.values().size();
      if (!variants.isEmpty() && variants.size() != size) {
        values.report(NOT_IN_STEP, list.origin(), entry.getKey(), size, first, variants.size());
        return List.of(EventFields.NONE);
      }
      for (int i = 0; i < size; i++) {
        EventFields one = EventFields.of(entry.getKey(), list.values().get(i));
        if (variants.size() < size) {
          variants.add(one);
        } else {
          variants.set(i, variants.get(i).extendedBy(one));
        }
      }
    }
    return variants;
  }
}
