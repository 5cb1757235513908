package dev.sigrun.oracle.correlation;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that finds the sequences and samples of rules among events that are all at hand. */
public interface Correlator {
  /** One rule, ready to search. */
  @FunctionalInterface
  interface Search {
    /**
     * All that is found, in the order in which the search engine gives it.
     *
     * @param events trees as of {@code JsonValues}, each with an {@code @timestamp}
     * @param maxSamplesPerKey how many samples of one key are wanted
     */
    List<Found> find(List<Map<String, @Nullable Object>> events, int maxSamplesPerKey);
  }

  /** A search for each rule, in their order. */
  List<Search> prepare(List<AnalyzedRule> rules);
}
