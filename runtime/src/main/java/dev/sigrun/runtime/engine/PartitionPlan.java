package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which rules can be divided by the values of a field, with reasons for the others. */
final class PartitionPlan {
  /** Replaces the position in a key: each event is judged alone. */
  private static final int ONE_EVENT = -1;

  /** Replaces the position in a key: the rule is not divided. */
  private static final int TOGETHER = -2;

  private final String fieldName;

  /** The position of the field's value in the keys of each detector, then of each suppressor. */
  private final int[] positions;

  /** The rules that are not divided, with the reasons. */
  private final Map<String, String> shared = new LinkedHashMap<>();

  private @Nullable Field field;

  PartitionPlan(RuleSet rules, String fieldName) {
    this.fieldName = fieldName;
    int detectors = rules.detectors().size();
    this.positions = new int[detectors + rules.suppressors().size()];
    Map<String, Integer> byRule = new HashMap<>();
    Map<String, String> reasons = new HashMap<>();
    for (int i = 0; i < detectors; i++) {
      Detector<?> detector = rules.detectors().get(i);
      positions[i] = position(detector, reasons);
      byRule.put(detector.ruleId(), positions[i]);
    }
    for (int i = detectors; i < positions.length; i++) {
      Suppressor suppressor = rules.suppressors().get(i - detectors);
      positions[i] = byRule.getOrDefault(suppressor.ruleId(), ONE_EVENT);
      boolean byKey =
          suppressor.plan().grouping() == SuppressionPlan.Grouping.DETECTION_KEY
              && positions[i] >= 0;
      if (!byKey) {
        reasons.putIfAbsent(
            suppressor.ruleId(),
            "suppresses alerts by fields whose values may be in several" + " partitions");
      }
    }
    rules.rules().stream()
        .filter(rule -> reasons.containsKey(rule.ruleId()))
        .forEach(rule -> shared.put(rule.ruleId(), reasons.get(rule.ruleId())));
  }

  private int position(Detector<?> detector, Map<String, String> reasons) {
    StateScope scope;
    try {
      scope = detector.scope();
    } catch (RuntimeException e) {
      reasons.put(detector.ruleId(), "cannot be loaded: " + e.getMessage());
      return TOGETHER;
    }
    if (scope instanceof StateScope.OneEvent) {
      return ONE_EVENT;
    }
    if (scope instanceof StateScope.EqualKeys keys) {
      for (int i = 0; i < keys.fields().size(); i++) {
        Optional<Field> each = keys.fields().get(i);
        if (each.isPresent() && each.get().name().equals(fieldName) && agrees(each.get())) {
          return i;
        }
      }
      reasons.put(detector.ruleId(), "has the keys " + names(keys));
    } else {
      reasons.put(detector.ruleId(), "keeps state for all events together");
    }
    return TOGETHER;
  }

  /** All rules must read the field in the same way, or equal values would not be equal. */
  private boolean agrees(Field other) {
    if (field == null && Fields.canHaveLike(other)) {
      field = other;
    }
    return other.equals(field);
  }

  private String names(StateScope.EqualKeys keys) {
    List<String> names = new ArrayList<>();
    for (Optional<Field> each : keys.fields()) {
      names.add(
          each.isEmpty()
              ? "different fields at different positions"
              : each.get().name().equals(fieldName)
                  ? fieldName + " read with a different type than in other rules"
                  : each.get().name());
    }
    return String.join(", ", names);
  }

  /** The field as rules read it; empty if none does. */
  Optional<Field> field() {
    return Optional.ofNullable(field);
  }

  /** The rules that are not divided, with the reasons, in the order of the rules. */
  Map<String, String> shared() {
    return Collections.unmodifiableMap(shared);
  }

  /** Refuses rules that are not divided, with the reasons. */
  void requireNoneShared() {
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          shared.entrySet().stream()
              .map(each -> "The rule " + each.getKey() + " " + each.getValue() + ".")
              .collect(
                  Collectors.joining(
                      "\n",
                      "Not all rules can be partitioned by " + fieldName + ":\n",
                      "\nPartition by another field, leave these rules out, or let them share"
                          + " a lane.")));
    }
  }

  /** The rules for the lane that gets all events. */
  Share sharedLane() {
    return new Share() {
      @Override
      public boolean runs(String ruleId) {
        return shared.containsKey(ruleId);
      }

      @Override
      public boolean owns(int run, Key key, boolean home) {
        return true;
      }

      @Override
      public boolean restores(int run, Key key) {
        return true;
      }

      @Override
      public boolean reportsRules() {
        return false;
      }

      @Override
      public void takeCounts(StreamCounts read, StreamCounts counts) {
        // The first of the other lanes takes them.
      }

      @Override
      public boolean counts(String ruleId) {
        return runs(ruleId);
      }
    };
  }

  /** The rules for each of the partitioned lanes. */
  Share lane(int lane, int lanes) {
    return new Share() {
      @Override
      public boolean runs(String ruleId) {
        return !shared.containsKey(ruleId);
      }

      @Override
      public boolean owns(int run, Key key, boolean home) {
        int position = positions[run];
        return position < 0 ? home : laneOf(key.values().get(position), lanes) == lane;
      }

      @Override
      public boolean restores(int run, Key key) {
        return owns(run, key, lane == 0);
      }

      @Override
      public boolean reportsRules() {
        return lane == 0;
      }

      @Override
      public void takeCounts(StreamCounts read, StreamCounts counts) {
        if (lane == 0) {
          counts.add(read);
        }
      }

      @Override
      public boolean counts(String ruleId) {
        return lane == 0 && runs(ruleId);
      }
    };
  }

  /**
   * The lane of a value.
   *
   * @param value as keys hold it; null for an event without the field
   */
  static int laneOf(@Nullable Object value, int lanes) {
    int hash = value == null ? 0 : value.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), lanes);
  }
}
