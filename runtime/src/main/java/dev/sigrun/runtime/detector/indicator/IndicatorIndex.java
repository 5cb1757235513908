package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The indicators by the terms of one entry. */
final class IndicatorIndex {
  private final IndicatorEntry entry;
  private final Map<Object, Postings> postingsByTerm = new HashMap<>();

  /** The entries for the addresses among the terms. */
  private final Set<Integer> prefixes = new TreeSet<>();

  IndicatorIndex(IndicatorEntry entry, List<IndicatorDocument> documents) {
    this.entry = entry;
    for (int i = 0; i < documents.size(); i++) {
      for (Object term : terms(documents.get(i).event())) {
        postingsByTerm.computeIfAbsent(term, any -> new Postings()).add(i);
        if (term instanceof AddressBlock block) {
          prefixes.add(block.prefix());
        }
      }
    }
  }

  /** All terms of an indicator, each once. */
  private Set<Object> terms(Event indicator) {
    Set<Object> terms = new LinkedHashSet<>();
    for (String value : entry.indicatorField().values(indicator)) {
      terms.addAll(entry.comparison().termsOf(value));
    }
    entry
        .ranges()
        .ifPresent(
            field ->
                field
                    .addresses(indicator)
                    .forEach(range -> terms.addAll(AddressBlock.covering(range))));
    return terms;
  }

  Hits hits(Event event) {
    List<Object> values = new ArrayList<>(1);
    List<Postings> postings = new ArrayList<>(1);
    for (Object value : entry.comparison().values(event)) {
      for (Object term : entry.comparison().termsOf(value, prefixes)) {
        Postings some = postingsByTerm.get(term);
        if (some != null) {
          values.add(value);
          postings.add(some);
        }
      }
    }
    return new Hits(entry, values, postings);
  }

  /**
   * The indicators that one entry finds for an event.
   *
   * @param values of the event, each with the indicators at its place in {@code postings}
   */
  record Hits(IndicatorEntry entry, List<Object> values, List<Postings> postings) {
    boolean isEmpty() {
      return postings.isEmpty();
    }

    int count() {
      long count = 0;
      for (Postings some : postings) {
        count += some.size;
      }
      return (int) Math.min(count, Integer.MAX_VALUE);
    }

    boolean has(int indicator) {
      for (Postings some : postings) {
        if (some.has(indicator)) {
          return true;
        }
      }
      return false;
    }

    Object valueFor(int indicator) {
      int place = 0;
      while (!postings.get(place).has(indicator)) {
        place++;
      }
      return values.get(place);
    }

    Iterable<Integer> indicators() {
      if (postings.size() == 1) {
        return postings.get(0).asList();
      }
      TreeMap<Integer, Boolean> union = new TreeMap<>();
      for (Postings some : postings) {
        some.asList().forEach(indicator -> union.put(indicator, true));
      }
      return union.keySet();
    }
  }
}
