package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds where events of a form hold a field of some streams. */
final class DataFields {
  private static final String RAW_DATA = "Event.EventData.";

  private final EventForm form;
  private final List<EventStream> streams;
  private final String name;
  private final Set<String> paths = new LinkedHashSet<>();
  private final Set<String> patterns = new LinkedHashSet<>();
  private final Set<PartsRule> rules = new LinkedHashSet<>();
  private Optional<String> gap = Optional.empty();

  private DataFields(EventForm form, List<EventStream> streams, String name) {
    this.form = form;
    this.streams = streams;
    this.name = name;
  }

  /**
   * Where events hold a field.
   *
   * @param fields one or more, or none if they do not have it
   * @param gap why events of the Elastic Common Schema do not have it; empty if they do
   */
  record Found(List<EventField> fields, Optional<String> gap) {}

  /** Where events of the streams hold what rules call {@code name}. */
  static Found find(EventForm form, LogSource source, List<EventStream> streams, String name) {
    boolean windows =
        source.isAny()
            || source.product().equals(Optional.of("windows"))
            || streams.stream().anyMatch(EventStream::isWindows);
    DataFields fields = new DataFields(form, streams, name);
    if (form == EventForm.FLAT || (streams.isEmpty() && !windows)) {
      fields.paths.add(name);
    } else if (windows && WindowsFields.get().isSystem(name)) {
      fields.paths.addAll(system(form, name));
      fields.gap = Optional.of("ECS events keep a word instead of the number");
    } else {
      fields.collect(windows);
      if (source.isAny()) {
        fields.paths.add(name);
      }
    }
    return fields.found();
  }

  /** The paths of {@code name}, a field of {@code Event.System}. */
  static Set<String> system(EventForm form, String name) {
    WindowsFields.SystemField system = WindowsFields.get().system(name);
    Set<String> paths = new LinkedHashSet<>();
    if (form.reads(EventForm.WINDOWS)) {
      paths.addAll(system.raw());
    }
    if (form.reads(EventForm.ECS)) {
      paths.addAll(system.ecs());
    }
    if (form.reads(EventForm.FLAT)) {
      paths.addAll(system.flat());
    }
    return paths;
  }

  private Found found() {
    List<EventField> fields = new ArrayList<>();
    // What searches elsewhere are made of has no fields with several paths.
    if (form == EventForm.ECS) {
      paths.forEach(path -> fields.add(EventField.holding(holds(path), path)));
    } else if (form != EventForm.AUTO) {
      paths.forEach(path -> fields.add(EventField.of(path)));
    } else if (!paths.isEmpty()) {
      fields.add(EventField.of(paths.toArray(String[]::new)));
    }
    patterns.forEach(pattern -> fields.add(EventField.matching(pattern)));
    rules.forEach(rule -> fields.add(EventField.of(rule, name)));
    return new Found(fields, gap);
  }

  /** The type of a path in the integrations' indices, which keep all data of Windows as texts. */
  private static EventField.Holds holds(String path) {
    if (path.startsWith("winlog.")) {
      return EventField.Holds.TEXTS;
    }
    Optional<FieldType> type = Schema.bundled().typeOf(path);
    if (type.isEmpty()) {
      return EventField.Holds.ANYTHING;
    }
    if (type.get().isNumber()) {
      return EventField.Holds.NUMBERS;
    }
    return type.get() == FieldType.IP ? EventField.Holds.ADDRESSES : EventField.Holds.TEXTS;
  }

  private void collect(boolean windows) {
    if (form.reads(EventForm.FLAT)) {
      paths.add(name);
    }
    if (windows && form.reads(EventForm.WINDOWS)) {
      raw();
    }
    if (form.reads(EventForm.ECS)) {
      if (windows && streams.isEmpty()) {
        paths.add("winlog.event_data." + name);
      }
      streams.forEach(this::ecs);
    }
  }

  private void raw() {
    Set<String> names = new LinkedHashSet<>(List.of(name));
    streams.forEach(stream -> names.addAll(WindowsFields.get().rawNames(stream, name)));
    for (String each : names) {
      paths.add(RAW_DATA + each);
      if (form.reads(EventForm.FLAT)) {
        paths.add("EventData." + each);
        paths.add("data.win.eventdata." + camelCase(each));
      }
    }
    // Events without names for their data hold a list, which may have attributes.
    if (name.equals("Data")) {
      paths.add(RAW_DATA + "Data.#text");
    }
    if (streams.stream().anyMatch(stream -> WindowsFields.get().isUserData(stream, name))) {
      patterns.add("Event.UserData.*." + name);
    }
  }

  /** Wazuh begins all names with a small letter. */
  private static String camelCase(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private void ecs(EventStream stream) {
    if (stream.isWindows()) {
      paths.addAll(WindowsFields.get().ecsNames(stream, name));
      WindowsFields.get()
          .ecsParts(stream, name)
          .forEach(parts -> rules.add(new PartsRule(name, parts, form, "ECS events")));
    } else if (stream.otherValues().contains(name)) {
      gap = Optional.of("ECS events write its values in another way");
    } else if (stream.names().containsKey(name)) {
      paths.addAll(stream.names().get(name));
    } else if (stream.prefix().isPresent()) {
      String prefix = stream.prefix().get();
      paths.add(name.startsWith(prefix) ? name : prefix + name);
    } else if (isEcs(name)) {
      paths.add(name);
    } else {
      gap = Optional.of("ECS events have no counterpart that is known");
    }
  }

  /** Whether a rule already calls a field as the schema does. */
  private static boolean isEcs(String name) {
    return Schema.bundled().typeOf(name).isPresent();
  }
}
