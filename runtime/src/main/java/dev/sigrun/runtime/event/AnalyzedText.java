package dev.sigrun.runtime.event;

import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a text field in one event, with their tokens, which are computed on demand. */
final class AnalyzedText {
  private final TextAnalyzer analyzer;

  /** Only added to while the event is read, so before the event is published. */
  private final List<String> values = new ArrayList<>(1);

  /** Computed at most once per thread that comes first; all computations are equal. */
  private @Nullable Tokens tokens;

  AnalyzedText(TextAnalyzer analyzer) {
    this.analyzer = analyzer;
  }

  void add(String value) {
    values.add(value);
  }

  List<String> values() {
    return List.copyOf(values);
  }

  Tokens tokens() {
    Tokens known = tokens;
    if (known == null) {
      known = new Tokens(values, analyzer);
      tokens = known;
    }
    return known;
  }

  /** The tokens of all values. Has only final fields, which makes unsynchronised sharing safe. */
  static final class Tokens {
    private final List<List<String>> tokensByValue;

    /** The number of occurrences of each token. */
    private final Map<String, Integer> counts;

    Tokens(List<String> values, TextAnalyzer analyzer) {
      List<List<String>> all = new ArrayList<>(values.size());
      Map<String, Integer> occurrences = new HashMap<>();
      for (String value : values) {
        List<String> tokens = analyzer.tokens(value);
        all.add(tokens);
        for (String token : tokens) {
          occurrences.merge(token, 1, Integer::sum);
        }
      }
      this.tokensByValue = all;
      this.counts = occurrences;
    }

    boolean containsAny(StringSet wanted) {
      if (!wanted.isIgnoringCase() && wanted.strings().size() < counts.size()) {
        for (String each : wanted.strings()) {
          if (counts.containsKey(each)) {
            return true;
          }
        }
        return false;
      }
      for (String token : counts.keySet()) {
        if (wanted.contains(token)) {
          return true;
        }
      }
      return false;
    }

    boolean containsPhrase(List<String> phrase) {
      if (phrase.isEmpty()) {
        return false;
      }
      for (String token : phrase) {
        if (!counts.containsKey(token)) {
          return false;
        }
      }
      if (phrase.size() == 1) {
        return true;
      }
      for (List<String> tokens : tokensByValue) {
        if (PhraseSearch.contains(tokens, phrase)) {
          return true;
        }
      }
      return false;
    }

    boolean containsMatch(Wildcards wildcards) {
      for (String token : counts.keySet()) {
        if (wildcards.matches(token)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Finds a phrase in a list of tokens, in time linear in both, by Knuth, Morris and Pratt. */
  private static final class PhraseSearch {
    private PhraseSearch() {}

    static boolean contains(List<String> tokens, List<String> phrase) {
      int size = phrase.size();
      if (size > tokens.size()) {
        return false;
      }
      int[] fallback = fallbacks(phrase);
      int matched = 0;
      for (String token : tokens) {
        while (matched > 0 && !phrase.get(matched).equals(token)) {
          matched = fallback[matched - 1];
        }
        if (phrase.get(matched).equals(token)) {
          matched++;
        }
        if (matched == size) {
          return true;
        }
      }
      return size == 0;
    }

    /** For each prefix of the phrase, the length of its longest proper suffix that is a prefix. */
    private static int[] fallbacks(List<String> phrase) {
      int[] fallback = new int[phrase.size()];
      int matched = 0;
      for (int i = 1; i < fallback.length; i++) {
        String token = phrase.get(i);
        while (matched > 0 && !phrase.get(matched).equals(token)) {
          matched = fallback[matched - 1];
        }
        if (phrase.get(matched).equals(token)) {
          matched++;
        }
        fallback[i] = matched;
      }
      return fallback;
    }
  }
}
