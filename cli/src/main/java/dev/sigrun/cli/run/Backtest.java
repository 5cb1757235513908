package dev.sigrun.cli.run;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what two versions of rules find in the same events. Two detections are the same if they
 * are of rules with the same identity and consist of the same events with the same key.
 */
public final class Backtest {
  /** By rule, then by what was found. */
  private final Map<String, Result> results = new TreeMap<>();

  /** How many detections each version of a rule has, and which only one of them has. */
  public static final class Result {
    private final String ruleId;
    private final Map<String, String> before = new LinkedHashMap<>();
    private final Map<String, String> after = new LinkedHashMap<>();
    private String name;

    private Result(Rule rule) {
      this.ruleId = rule.ruleId();
      this.name = rule.name();
    }

    /** The identity of the rule. */
    public String ruleId() {
      return ruleId;
    }

    /** Its name, in the later version if they differ. */
    public String name() {
      return name;
    }

    /** The number of detections of the earlier version. */
    public int before() {
      return before.size();
    }

    /** The number of detections of the later version. */
    public int after() {
      return after.size();
    }

    /** The places of the events of each detection that only the later version has. */
    public List<String> gained() {
      return without(after, before);
    }

    /** The places of the events of each detection that only the earlier version has. */
    public List<String> lost() {
      return without(before, after);
    }

    private static List<String> without(Map<String, String> all, Map<String, String> others) {
      List<String> rest = new ArrayList<>();
      all.forEach(
          (identity, place) -> {
            if (!others.containsKey(identity)) {
              rest.add(place);
            }
          });
      return rest;
    }
  }

  /** Takes what the earlier version finds. */
  public DetectionListener before() {
    return (rule, detection) -> {
      Result result = result(rule);
      add(detection, result.before);
    };
  }

  /** Takes what the later version finds. */
  public DetectionListener after() {
    return (rule, detection) -> {
      Result result = result(rule);
      result.name = rule.name();
      add(detection, result.after);
    };
  }

  private Result result(Rule rule) {
    return results.computeIfAbsent(rule.ruleId(), id -> new Result(rule));
  }

  private static void add(Detection detection, Map<String, String> found) {
    List<EventRecord> events = detection.events().stream().filter(Objects::nonNull).toList();
    String identity =
        events.stream().map(EventRecord::toString).collect(Collectors.joining(" "))
            + " "
            + detection.key();
    found.put(identity, AlertRows.place(events));
  }

  /** The rules that found something, in the order of their identities. */
  public List<Result> results() {
    return List.copyOf(results.values());
  }
}
