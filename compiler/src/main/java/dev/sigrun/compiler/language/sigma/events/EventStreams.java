package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The log sources that are known, from {@code windows.toml} and {@code streams.toml}. */
final class EventStreams {
  static final List<EventStream> ALL = read();

  private EventStreams() {}

  /**
   * The streams that a rule of this log source is about: those that it names exactly or in more
   * detail; else all of which it is the broader name. Each inner list is a choice, and an event
   * must be of one stream of every list.
   */
  static List<List<EventStream>> of(LogSource source) {
    List<EventStream> held = ALL.stream().filter(s -> source.isWithin(s.source())).toList();
    List<EventStream> nearest =
        held.stream()
            .filter(
                s ->
                    held.stream()
                        .noneMatch(
                            other ->
                                other.source().isWithin(s.source())
                                    && attributes(other.source()) > attributes(s.source())))
            .toList();
    if (!nearest.isEmpty()) {
      return nearest.stream().map(List::of).toList();
    }
    List<EventStream> narrower = ALL.stream().filter(s -> s.source().isWithin(source)).toList();
    return narrower.isEmpty() || attributes(source) == 0 ? List.of() : List.of(narrower);
  }

  private static int attributes(LogSource source) {
    return (int)
        Stream.of(source.category(), source.product(), source.service())
            .filter(Optional::isPresent)
            .count();
  }

  /** The log source of these attributes, of which empty ones are not named. */
  private static LogSource source(String product, String category, String service) {
    Origin origin = Origin.of(SourceText.of("streams", ""), new Span(0, 0));
    return new LogSource(origin, named(category), named(product), named(service));
  }

  private static Optional<String> named(String attribute) {
    return Optional.of(attribute).filter(text -> !text.isEmpty());
  }

  /** Whether a stream is known that is more than the product of {@code source}. */
  static boolean knows(LogSource source) {
    boolean detailed = source.category().isPresent() || source.service().isPresent();
    return of(source).stream()
        .flatMap(List::stream)
        .anyMatch(
            stream ->
                !detailed
                    || stream.source().category().isPresent()
                    || stream.source().service().isPresent());
  }

  private static List<EventStream> read() {
    List<EventStream> streams = new ArrayList<>();
    DataValue.Table windows = TableFile.read("windows.toml");
    TableFile.texts(windows, "services")
        .forEach((service, channels) -> streams.add(service(service, channels)));
    TableFile.tables(windows, "category").forEach(table -> streams.add(category(table)));
    streams.add(anyOfWindows());
    TableFile.tables(TableFile.read("streams.toml"), "stream")
        .forEach(table -> streams.add(stream(table)));
    return List.copyOf(streams);
  }

  /** The streams of rules that name only the product, or a service that no table knows. */
  private static EventStream anyOfWindows() {
    return windows(
        source("windows", "", ""),
        List.of(new EventStream.Channel("", List.of())),
        Optional.empty(),
        List.of(Map.of("host.os.type", List.of("windows"))));
  }

  private static EventStream service(String service, List<String> channels) {
    return windows(
        source("windows", "", service),
        channels.stream().map(name -> new EventStream.Channel(name, List.of())).toList(),
        Optional.empty(),
        List.of());
  }

  private static EventStream category(DataValue.Table table) {
    List<EventStream.Channel> channels = new ArrayList<>();
    TableFile.texts(table, "events")
        .forEach((channel, codes) -> channels.add(new EventStream.Channel(channel, codes)));
    Map<String, List<String>> defend = new LinkedHashMap<>(TableFile.texts(table, "defend"));
    if (!defend.isEmpty()) {
      defend.put("event.module", List.of("endpoint"));
      defend.put("host.os.type", List.of("windows"));
    }
    return windows(
        source("windows", TableFile.text(table, "name"), ""),
        channels,
        Optional.of(TableFile.text(table, "provider")).filter(text -> !text.isEmpty()),
        defend.isEmpty() ? List.of() : List.of(defend));
  }

  private static EventStream windows(
      LogSource source,
      List<EventStream.Channel> channels,
      Optional<String> provider,
      List<Map<String, List<String>>> ecs) {
    return new EventStream(source, channels, provider, ecs, Map.of(), Optional.empty(), Set.of());
  }

  private static EventStream stream(DataValue.Table table) {
    List<Map<String, List<String>>> ecs = new ArrayList<>();
    for (DataValue.Table each : TableFile.tables(table, "ecs")) {
      Map<String, List<String>> values = new LinkedHashMap<>();
      each.entries().forEach((field, entry) -> values.put(field, TableFile.texts(entry.value())));
      ecs.add(values);
    }
    return new EventStream(
        source(
            TableFile.text(table, "product"),
            TableFile.text(table, "category"),
            TableFile.text(table, "service")),
        List.of(),
        Optional.empty(),
        ecs,
        TableFile.texts(table, "fields"),
        Optional.of(TableFile.text(table, "prefix")).filter(text -> !text.isEmpty()),
        table.get("values").map(TableFile::texts).map(HashSet::new).orElseGet(HashSet::new));
  }
}
