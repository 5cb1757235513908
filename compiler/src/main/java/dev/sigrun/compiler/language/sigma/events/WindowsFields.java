package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.document.DataValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where Windows events hold what rules ask for, from {@code windows.toml}. */
final class WindowsFields {
  private static final String EVENT_DATA = "winlog.event_data.";
  private static final String SYSMON = "Microsoft-Windows-Sysmon/Operational";
  private static final String POWERSHELL = "Microsoft-Windows-PowerShell/Operational";
  private static final String CLASSIC = "Windows PowerShell";

  /** Where the three forms hold a field of {@code Event.System}. */
  record SystemField(List<String> raw, List<String> ecs, List<String> flat) {}

  /** The fields that a category defines in addition to those of all categories. */
  private record Category(String hashes, String pe, Map<String, List<String>> rawNames) {}

  private static final WindowsFields INSTANCE = new WindowsFields();

  private final Map<String, SystemField> system = new LinkedHashMap<>();
  private final Map<String, Category> categories = new LinkedHashMap<>();
  private final Map<String, Map<String, List<String>>> ecs = new LinkedHashMap<>();
  private final Map<String, Map<String, Pieces>> pieces = new LinkedHashMap<>();

  /** For services that use Event.UserData, what they have there; empty for anything. */
  private final Map<String, Set<String>> userData = new LinkedHashMap<>();

  private WindowsFields() {
    DataValue.Table file = TableFile.read("windows.toml");
    TableFile.table(file, "system").forEach((name, value) -> system.put(name, system(value)));
    TableFile.tables(file, "category")
        .forEach(
            table ->
                categories.put(
                    TableFile.text(table, "name"),
                    new Category(
                        TableFile.text(table, "hashes"),
                        TableFile.text(table, "pe"),
                        TableFile.texts(table, "raw_names"))));
    DataValue.Table tables = file.get("ecs").orElseThrow().asTable().orElseThrow();
    tables.keys().forEach(source -> ecs.put(source, TableFile.texts(tables, source)));
    TableFile.table(file, "pieces")
        .forEach((source, value) -> pieces.put(source, pieces(value.asTable().orElseThrow())));
    TableFile.table(file, "user_data")
        .forEach((service, names) -> userData.put(service, Set.copyOf(TableFile.texts(names))));
  }

  static WindowsFields get() {
    return INSTANCE;
  }

  private static SystemField system(DataValue value) {
    DataValue.Table table = value.asTable().orElseThrow();
    Map<String, List<String>> forms = new LinkedHashMap<>();
    table.entries().forEach((form, entry) -> forms.put(form, TableFile.texts(entry.value())));
    return new SystemField(
        forms.getOrDefault("raw", List.of()),
        forms.getOrDefault("ecs", List.of()),
        forms.getOrDefault("flat", List.of()));
  }

  private static Map<String, Pieces> pieces(DataValue.Table fields) {
    Map<String, Pieces> rules = new LinkedHashMap<>();
    fields
        .entries()
        .forEach(
            (name, entry) -> {
              DataValue.Table table = entry.value().asTable().orElseThrow();
              Map<String, String> keys = new LinkedHashMap<>();
              TableFile.texts(table, "keys").forEach((key, to) -> keys.put(key, to.get(0)));
              rules.put(
                  name, new Pieces(TableFile.texts(table.get("anywhere").orElseThrow()), keys));
            });
    return rules;
  }

  /** Where {@code Event.System} holds the field of that name; empty lists if it does not. */
  SystemField system(String name) {
    return system.getOrDefault(name, new SystemField(List.of(), List.of(), List.of()));
  }

  /** Whether rules call a field of {@code Event.System} by that name. */
  boolean isSystem(String name) {
    return system.containsKey(name);
  }

  /** The names that raw events of the stream have for {@code name} in their data. */
  List<String> rawNames(EventStream stream, String name) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(category(stream).rawNames().getOrDefault(name, List.of()));
    return names;
  }

  /** Whether events of the stream may hold {@code name} below {@code Event.UserData}. */
  boolean isUserData(EventStream stream, String name) {
    return stream
        .source()
        .service()
        .map(userData::get)
        .filter(names -> names.isEmpty() || names.contains(name))
        .isPresent();
  }

  /** The fields of ECS events of the stream that hold the values, each as they are. */
  List<String> ecsNames(EventStream stream, String name) {
    List<String> names = new ArrayList<>();
    String pe = category(stream).pe().isEmpty() ? "process" : category(stream).pe();
    for (String source : sources(stream)) {
      ecs.getOrDefault(source, Map.of())
          .getOrDefault(name, List.of())
          .forEach(to -> names.add(to.replace("%", pe)));
    }
    rawNames(stream, name).forEach(raw -> names.add(EVENT_DATA + raw));
    return names.stream().distinct().toList();
  }

  /** How ECS events of the stream hold the values in another shape. */
  List<TextParts> ecsParts(EventStream stream, String name) {
    List<TextParts> rules = new ArrayList<>();
    for (String source : pieceSources(stream)) {
      Pieces rule = pieces.getOrDefault(source, Map.of()).get(name);
      if (rule != null) {
        rules.add(rule);
      }
    }
    if (!stream.isOf(SYSMON)) {
      return rules;
    }
    switch (name) {
      case "Hashes", "Hash" -> {
        String prefix = category(stream).hashes();
        List<String> prefixes = prefix.isEmpty() ? List.of("process", "file") : List.of(prefix);
        prefixes.forEach(each -> rules.add(HashParts.of(each)));
        if (prefixes.contains("file")) {
          rules.add(HashParts.of("dll"));
        }
      }
      case "User" -> rules.add(new UserParts("user.domain", "user.name"));
      case "Initiated" ->
          rules.add(
              new FlagWords("network.direction", Map.of("true", "egress", "false", "ingress")));
      default -> {}
    }
    return rules;
  }

  /** A field that events of the stream have by a name that differs in its case only. */
  Optional<String> spelling(EventStream stream, String name) {
    Set<String> known = new LinkedHashSet<>(system.keySet());
    known.addAll(category(stream).rawNames().keySet());
    sources(stream).forEach(source -> known.addAll(ecs.getOrDefault(source, Map.of()).keySet()));
    pieceSources(stream)
        .forEach(source -> known.addAll(pieces.getOrDefault(source, Map.of()).keySet()));
    return known.contains(name)
        ? Optional.empty()
        : known.stream().filter(name::equalsIgnoreCase).findFirst();
  }

  private static List<String> sources(EventStream stream) {
    List<String> sources = new ArrayList<>();
    if (stream.isOf(SYSMON)) {
      sources.add("sysmon");
    }
    if (stream.isOf("Security")) {
      sources.add("security");
    }
    if (stream.isOf(POWERSHELL)) {
      sources.add("powershell");
    }
    return sources;
  }

  private static List<String> pieceSources(EventStream stream) {
    List<String> sources = new ArrayList<>();
    stream.source().category().ifPresent(sources::add);
    if (stream.isOf(POWERSHELL) && stream.source().category().isEmpty()) {
      sources.add("ps_module");
    }
    if (stream.isOf(CLASSIC)) {
      sources.add("powershell-classic");
    }
    return sources;
  }

  private Category category(EventStream stream) {
    return stream
        .source()
        .category()
        .map(categories::get)
        .orElseGet(() -> new Category("", "", Map.of()));
  }
}
