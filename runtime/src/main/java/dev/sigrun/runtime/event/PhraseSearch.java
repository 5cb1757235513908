package dev.sigrun.runtime.event;

import java.util.List;

/** Finds a phrase in a list of tokens, in time linear in both, by Knuth, Morris and Pratt. */
final class PhraseSearch {
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
