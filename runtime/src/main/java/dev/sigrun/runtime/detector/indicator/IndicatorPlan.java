package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * The way in which events and indicators are joined: groups of entries, of which one group must be
 * satisfied completely by a single indicator.
 *
 * <pre>{@code
 * IndicatorPlan.where(threatQuery)
 *     .group(IndicatorEntry.matches(fileHash, indicatorHash))
 *     .group(
 *         IndicatorEntry.matches(sourceIp, indicatorIp),
 *         IndicatorEntry.matches(port, indicatorPort).negated())
 * }</pre>
 *
 * @param query which indicators count; reads the same fields as the entries do on their indicator
 *     side
 * @param groups alternatives, each a list of entries that must all be satisfied
 * @param indicatorPath the path, in the document of an indicator, of the object that alerts contain
 */
public record IndicatorPlan(
    EventMatcher query, List<List<IndicatorEntry>> groups, String indicatorPath) {
  /** The default path of indicators in documents. */
  public static final String DEFAULT_PATH = "threat.indicator";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a group has no entry that is not negated
   */
  public IndicatorPlan {
    groups = groups.stream().map(List::copyOf).toList();
    if (groups.stream().anyMatch(group -> group.stream().allMatch(IndicatorEntry::negate))) {
      throw new IllegalArgumentException("A group needs an entry that is not negated.");
    }
  }

  /**
   * A plan without groups, which nothing satisfies, for the indicators that {@code query} selects.
   */
  public static IndicatorPlan where(EventMatcher query) {
    return new IndicatorPlan(query, List.of(), DEFAULT_PATH);
  }

  /** The same with one more alternative. */
  public IndicatorPlan group(IndicatorEntry... entries) {
    List<List<IndicatorEntry>> more = new ArrayList<>(groups);
    more.add(List.of(entries));
    return new IndicatorPlan(query, more, indicatorPath);
  }

  /** The same with another place of the object that alerts carry. */
  public IndicatorPlan at(String path) {
    return new IndicatorPlan(query, groups, path);
  }
}
