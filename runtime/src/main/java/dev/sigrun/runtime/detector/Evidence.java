package dev.sigrun.runtime.detector;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data of a detection in addition to its events, which depends on the shape of the rule. */
public sealed interface Evidence {
  /** The evidence of single events, sequences and samples: just the events. */
  record Events() implements Evidence {}

  /**
   * Of a threshold.
   *
   * @param count how many events the group has
   * @param from time of the first of them, in milliseconds since 1970
   * @param to time of the last of them
   * @param cardinality how many distinct values the counted field has; null if none is counted
   */
  record Threshold(long count, long from, long to, @Nullable Long cardinality)
      implements Evidence {}

  /**
   * Of a correlation that counts or measures.
   *
   * @param count how many events the group has; alerts of another correlation count once
   * @param from time of the first of them that is known, in milliseconds since 1970
   * @param to time of the last of them
   * @param value the measured value
   */
  record Correlation(long count, long from, long to, BigDecimal value) implements Evidence {}

  /**
   * Of a query that aggregates.
   *
   * @param count how many rows the group has
   * @param from time of the first of them, in milliseconds since 1970
   * @param to time of the last of them
   * @param instant the end of the window
   * @param columns the row that the query makes of the group, as JSON values, without those that
   *     are null
   */
  record Row(long count, long from, long to, long instant, Map<String, @Nullable Object> columns)
      implements Evidence {
    /** Copies the map, in its order. */
    public Row {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
  }

  /**
   * The evidence of new terms: the key of the detection contains the values, in the order of the
   * rule's fields.
   */
  record NewTerms() implements Evidence {}

  /**
   * Of an indicator match.
   *
   * @param enrichments the {@code threat.enrichments} of the alert, one for each matched pair and
   *     indicator
   */
  record Indicators(List<Map<String, @Nullable Object>> enrichments) implements Evidence {
    /** Copies the list. */
    public Indicators {
      enrichments = List.copyOf(enrichments);
    }
  }
}
