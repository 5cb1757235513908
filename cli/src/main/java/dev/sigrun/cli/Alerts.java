package dev.sigrun.cli;

import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.EventFormatException;
import dev.sigrun.runtime.EventReader;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Raises alerts for event lines. Safe for several threads. */
final class Alerts {
  private final RuleSet rules;
  private final EventReader reader;
  private final Clock clock;

  Alerts(RuleSet rules, Clock clock) {
    this.rules = rules;
    this.reader = rules.reader(clock::millis);
    this.clock = clock;
  }

  /**
   * What comes of a line.
   *
   * @param line the line
   * @param alerts in the order of the rules
   * @param malformed why the line is no event
   */
  record Result(EventLine line, List<Raised> alerts, Optional<String> malformed) {
    Result {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * An alert.
   *
   * @param rule what raised it
   * @param document all of it, as a tree of JSON values
   */
  record Raised(Rule rule, Map<String, @Nullable Object> document) {}

  /** The alerts that the rules raise for a line. */
  Result of(EventLine line) {
    Event event;
    try {
      event = reader.read(line.bytes());
    } catch (EventFormatException e) {
      return new Result(line, List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
    List<Rule> matching = new ArrayList<>(0);
    rules.match(event, (rule, matched) -> matching.add(rule));
    if (matching.isEmpty()) {
      return new Result(line, List.of(), Optional.empty());
    }
    Map<String, @Nullable Object> tree = line.tree();
    return new Result(
        line,
        matching.stream().map(rule -> raise(rule, tree, line)).toList(),
        Optional.empty());
  }

  private Raised raise(Rule rule, Map<String, @Nullable Object> tree, EventLine line) {
    Map<String, @Nullable Object> document =
        new LinkedHashMap<>(Alert.of(rule, tree, clock.instant()).document());
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("source", line.source());
    place.put("line", line.number());
    document.put("sigrun.events", List.of(place));
    return new Raised(rule, document);
  }
}
