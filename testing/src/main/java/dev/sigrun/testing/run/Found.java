package dev.sigrun.testing.run;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A detection in the terms of a case.
 *
 * @param numbers of the events of the case, in the order of the rule's stages
 * @param key the values that tie them together, "" for one that is missing
 * @param evidence what the shape of the rule adds
 * @param suppressed how many further detections it absorbed
 */
record Found(List<Long> numbers, List<String> key, Evidence evidence, long suppressed) {
  Found {
    numbers = List.copyOf(numbers);
    key = List.copyOf(key);
  }

  static Found of(Detection detection, List<Long> numbers) {
    List<String> key =
        detection.key().values().stream().map(v -> v == null ? "" : v.toString()).toList();
    return new Found(numbers, key, detection.evidence(), 0);
  }

  /** The same with more absorbed: a detection may have opened several groups. */
  Found absorbing(long count) {
    return new Found(numbers, key, evidence, suppressed + count);
  }

  Optional<Long> count() {
    if (evidence instanceof Evidence.Correlation correlation) {
      return Optional.of(correlation.count());
    }
    if (evidence instanceof Evidence.Row row) {
      return Optional.of(row.count());
    }
    return evidence instanceof Evidence.Threshold t ? Optional.of(t.count()) : Optional.empty();
  }

  Optional<Long> cardinality() {
    return evidence instanceof Evidence.Threshold t
        ? Optional.ofNullable(t.cardinality())
        : Optional.empty();
  }

  /** The values that indicators matched, sorted, each once. */
  List<String> matched() {
    return evidence instanceof Evidence.Indicators indicators
        ? indicators.enrichments().stream().map(Found::atomic).distinct().sorted().toList()
        : List.of();
  }

  private static String atomic(Map<String, @Nullable Object> enrichment) {
    return enrichment.get("matched") instanceof Map<?, ?> matched
        ? String.valueOf(matched.get("atomic"))
        : "";
  }

  /** The text for people. */
  String describe() {
    StringBuilder text = new StringBuilder(describe(numbers));
    if (!key.isEmpty()) {
      text.append(" key ").append(quoted(key));
    }
    count().ifPresent(count -> text.append(" count ").append(count));
    cardinality().ifPresent(count -> text.append(" cardinality ").append(count));
    if (!matched().isEmpty()) {
      text.append(" matched ").append(quoted(matched()));
    }
    if (suppressed > 0) {
      text.append(" suppressed ").append(suppressed);
    }
    return text.toString();
  }

  static String describe(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  static String quoted(List<String> values) {
    return values.stream().map(v -> '"' + v + '"').collect(Collectors.joining(", ", "[", "]"));
  }
}
