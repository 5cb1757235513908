package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.JsonFields;
import dev.sigrun.proof.spl.eval.RelativeTime;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs searches over events in memory. Mutable only in its lookups, which searches can write. */
public final class SplEngine {
  private final List<Row> events;
  private final Map<String, String> macros;
  private final Map<String, Lookup> lookups;
  private final double now;

  private SplEngine(
      List<Row> events, Map<String, String> macros, Map<String, Lookup> lookups, double now) {
    this.events = events;
    this.macros = macros;
    this.lookups = lookups;
    this.now = now;
  }

  /**
   * An engine with these events.
   *
   * @param events in the order in which they were indexed
   * @param macros the texts of macros by their names
   * @param now the current time
   */
  public static SplEngine of(
      List<SplEvent> events, Map<String, String> macros, Map<String, Lookup> lookups, Instant now) {
    return new SplEngine(
        events.stream().map(SplEngine::row).toList(),
        Map.copyOf(macros),
        new HashMap<>(lookups),
        now.toEpochMilli() / 1000.0);
  }

  private static Row row(SplEvent event) {
    Row row = new Row();
    row.set("_raw", new Value.Text(event.raw()));
    event.metadata().forEach((name, text) -> row.set(name, new Value.Text(text)));
    JsonFields.automatic(event.raw()).forEach(row::set);
    Value time = row.get("@timestamp");
    if (time == null) {
      throw new SplException("An event needs a time: " + event.raw());
    }
    row.set("_time", new Value.Num(Instant.parse(time.text()).toEpochMilli() / 1000.0));
    return row;
  }

  /** The result of a search over all events. */
  public List<Row> run(String search) {
    return run(search, "0", "+1s");
  }

  /**
   * The result of a search.
   *
   * @param earliest the time modifier from which on, unless the search says otherwise
   * @param latest the time modifier up to which
   */
  public List<Row> run(String search, String earliest, String latest) {
    return pipeline(
        SearchText.expanded(search, macros),
        RelativeTime.resolve(earliest, now),
        RelativeTime.resolve(latest, now));
  }

  /** A search without macros, over events of a time. */
  List<Row> pipeline(String search, double earliest, double latest) {
    List<String> commands = SearchText.commands(search);
    boolean generates = commands.get(0).isEmpty();
    if (generates && commands.size() == 1) {
      throw new SplException("The search is empty.");
    }
    Commands context = new Commands(this, earliest, latest);
    List<Row> rows = generates ? List.of() : context.retrieve(commands.get(0));
    for (int i = 1; i < commands.size(); i++) {
      rows = context.run(commands.get(i), rows, generates && i == 1);
    }
    return rows;
  }

  /** Copies of the events, the newest first. */
  List<Row> newestFirst() {
    List<Row> rows = new ArrayList<>();
    events.forEach(event -> rows.add(event.copy()));
    Collections.reverse(rows);
    rows.sort(Collections.reverseOrder(SortCommand.by("_time")));
    return rows;
  }

  double now() {
    return now;
  }

  /** A lookup by its name. */
  public Lookup lookup(String name) {
    Lookup lookup = lookups.get(name);
    if (lookup == null) {
      throw new SplException("No such lookup: " + name);
    }
    return lookup;
  }

  boolean hasLookup(String name) {
    return lookups.containsKey(name);
  }

  void write(String name, Lookup lookup) {
    lookups.put(name, lookup);
  }
}
