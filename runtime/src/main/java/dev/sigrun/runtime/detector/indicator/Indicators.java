package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.detector.indicator.IndicatorIndex.Hits;
import dev.sigrun.runtime.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The indicators for a plan, indexed by the values that it compares. Immutable and safe to share:
 * to refresh the indicators, make others.
 */
public final class Indicators {
  /** The maximum number of enrichments that an event gets. */
  public static final int MAX_ENRICHMENTS = 200;

  private static final String FEED_NAME = "threat.feed.name";

  private final List<List<IndicatorIndex>> groups;
  private final List<Indicator> indicators;

  /** The fields of an indicator that alerts contain. */
  private record Indicator(String id, String index, Object object, Map<String, Object> feed) {}

  /** Identifies an enrichment, to detect repetitions. */
  private record Matched(int indicator, String eventField, String indicatorField) {}

  private Indicators(List<List<IndicatorIndex>> groups, List<Indicator> indicators) {
    this.groups = groups;
    this.indicators = indicators;
  }

  /** No indicators. */
  public static Indicators none(IndicatorPlan plan) {
    return of(plan, List.of());
  }

  /**
   * Those of {@code documents} that {@code plan} can use. Of several with the same id and index the
   * last one counts.
   */
  public static Indicators of(IndicatorPlan plan, Collection<IndicatorDocument> documents) {
    Map<List<String>, IndicatorDocument> wanted = new LinkedHashMap<>();
    for (IndicatorDocument document : documents) {
      List<String> identity = List.of(document.index(), document.id());
      wanted.remove(identity);
      if (plan.query().matches(document.event()) && isUsable(plan, document)) {
        wanted.put(identity, document);
      }
    }
    List<IndicatorDocument> kept = List.copyOf(wanted.values());
    return new Indicators(
        plan.groups().stream()
            .map(group -> group.stream().map(entry -> new IndicatorIndex(entry, kept)).toList())
            .toList(),
        kept.stream().map(document -> indicator(plan, document)).toList());
  }

  /** The number of indicators. */
  public int size() {
    return indicators.size();
  }

  /**
   * The enrichments of {@code event}, one for each indicator and pair of fields that matched: of
   * the first group first, in it of the first indicator. Empty if no indicator satisfies a group.
   */
  public List<Map<String, @Nullable Object>> enrichments(Event event) {
    List<Map<String, @Nullable Object>> enrichments = new ArrayList<>(0);
    Set<Matched> known = new HashSet<>();
    for (List<IndicatorIndex> group : groups) {
      addEnrichments(group, event, known, enrichments);
    }
    return Collections.unmodifiableList(enrichments);
  }

  private void addEnrichments(
      List<IndicatorIndex> group,
      Event event,
      Set<Matched> known,
      List<Map<String, @Nullable Object>> enrichments) {
    List<Hits> positive = new ArrayList<>(group.size());
    List<Hits> negative = new ArrayList<>(0);
    for (IndicatorIndex index : group) {
      Hits hits = index.hits(event);
      if (hits.entry().negate()) {
        negative.add(hits);
      } else if (hits.isEmpty()) {
        return;
      } else {
        positive.add(hits);
      }
    }
    Hits fewest = Collections.min(positive, (a, b) -> Integer.compare(a.count(), b.count()));
    for (int indicator : fewest.indicators()) {
      boolean satisfied =
          positive.stream().allMatch(hits -> hits.has(indicator))
              && negative.stream().noneMatch(hits -> hits.has(indicator));
      for (int i = 0; satisfied && i < positive.size(); i++) {
        if (enrichments.size() == MAX_ENRICHMENTS) {
          return;
        }
        IndicatorEntry entry = positive.get(i).entry();
        if (known.add(new Matched(indicator, entry.eventField(), entry.indicatorField().name()))) {
          enrichments.add(enrichment(indicator, entry, positive.get(i).valueFor(indicator)));
        }
      }
    }
  }

  private Map<String, @Nullable Object> enrichment(int number, IndicatorEntry entry, Object value) {
    Indicator indicator = indicators.get(number);
    Map<String, @Nullable Object> matched = new LinkedHashMap<>();
    matched.put("atomic", value);
    matched.put("field", entry.eventField());
    matched.put("id", indicator.id());
    matched.put("index", indicator.index());
    matched.put("type", "indicator_match_rule");
    Map<String, @Nullable Object> enrichment = new LinkedHashMap<>();
    enrichment.put("indicator", indicator.object());
    enrichment.put("feed", indicator.feed());
    enrichment.put("matched", Collections.unmodifiableMap(matched));
    return Collections.unmodifiableMap(enrichment);
  }

  private static Indicator indicator(IndicatorPlan plan, IndicatorDocument document) {
    Object object = document.at(plan.indicatorPath()).orElse(Map.of());
    Map<String, Object> feed =
        document.at(FEED_NAME).map(name -> Map.of("name", name)).orElse(Map.of());
    return new Indicator(
        document.id(), document.index(), object instanceof Map<?, ?> ? object : Map.of(), feed);
  }

  /** Whether some group finds all the values in the document that it compares. */
  private static boolean isUsable(IndicatorPlan plan, IndicatorDocument document) {
    return plan.groups().stream()
        .anyMatch(
            group ->
                group.stream().allMatch(entry -> entry.negate() || entry.exists(document.event())));
  }
}
