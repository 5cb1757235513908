package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.rule.FieldName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents of Sigma among the queries that are compiled together. */
final class SigmaSet {
  private final Map<String, List<SigmaQuery>> byReference = new HashMap<>();
  private final List<ParsedFilter> filters = new ArrayList<>();
  private final List<ParsedCorrelation> correlations = new ArrayList<>();
  private final List<ParsedSigma> rules = new ArrayList<>();
  private @Nullable Set<SigmaQuery> silent;
  private @Nullable Suggestions suggestions;

  private SigmaSet(QuerySet set) {
    for (ParsedQuery query : set.queries()) {
      if (query instanceof ParsedFilter filter) {
        filters.add(filter);
      } else if (query instanceof SigmaQuery rule) {
        add(rule);
      }
    }
  }

  /** The documents in {@code set}. */
  static SigmaSet of(QuerySet set) {
    return set.view(SigmaSet.class, SigmaSet::new);
  }

  private void add(SigmaQuery query) {
    query.identity().id().ifPresent(id -> add(key(id), query));
    query.identity().name().map(SigmaSet::named).ifPresent(name -> add(name, query));
    if (query instanceof ParsedCorrelation correlation) {
      correlations.add(correlation);
    } else if (query instanceof ParsedSigma rule) {
      rules.add(rule);
    }
  }

  private void add(String key, SigmaQuery query) {
    byReference.computeIfAbsent(key, any -> new ArrayList<>(1)).add(query);
  }

  /** Ids are equal in any case; names are not. */
  private static String key(String id) {
    return "id " + id.toLowerCase(Locale.ROOT);
  }

  private static String named(String name) {
    return "name " + name;
  }

  /** The rules and correlations that a reference means; more than one is a mistake. */
  List<SigmaQuery> find(String reference) {
    List<SigmaQuery> byId = byReference.getOrDefault(key(reference), List.of());
    List<SigmaQuery> found = new ArrayList<>(byId);
    byReference.getOrDefault(named(reference), List.of()).stream()
        .filter(query -> !byId.contains(query))
        .forEach(found::add);
    return found;
  }

  /** The name or id that is probably meant by a reference to nothing. */
  synchronized DidYouMean didYouMean(String reference) {
    Suggestions known = suggestions;
    if (known == null) {
      known =
          Suggestions.of(
              byReference.keySet().stream()
                  .map(key -> key.substring(key.indexOf(' ') + 1))
                  .distinct()
                  .sorted()
                  .toList());
      suggestions = known;
    }
    return known.didYouMean(reference);
  }

  List<ParsedFilter> filters() {
    return filters;
  }

  List<ParsedSigma> rules() {
    return rules;
  }

  /**
   * Whether {@code query} finds nothing for itself: some correlation is about it that does not let
   * it. Correlations with mistakes do not count, or nothing would be found at all.
   */
  boolean silences(SigmaQuery query, QueryContext context) {
    return silent(context).contains(query);
  }

  private synchronized Set<SigmaQuery> silent(QueryContext context) {
    Set<SigmaQuery> known = silent;
    if (known == null) {
      known = new HashSet<>();
      for (ParsedCorrelation correlation : correlations) {
        if (!correlation.tree().generates()
            && correlation.analyze(context, new DiagnosticSink()).isPresent()) {
          for (FieldName rule : correlation.tree().rules()) {
            known.addAll(find(rule.name()));
          }
        }
      }
      silent = known;
    }
    return known;
  }
}
