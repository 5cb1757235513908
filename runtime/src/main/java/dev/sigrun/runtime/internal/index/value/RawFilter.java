package dev.sigrun.runtime.internal.index.value;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Candidates by texts that an event must hold, in whichever value. One pass over the JSON of an
 * event finds them all. Immutable.
 */
public final class RawFilter {
  private final RawTexts texts;

  /** For each text. */
  private final int[][] candidates;

  private RawFilter(RawTexts texts, int[][] candidates) {
    this.texts = texts;
    this.candidates = candidates;
  }

  /**
   * The filter for these texts; null if there are none.
   *
   * @param counts how often grams were met in events; null if that is not known
   */
  public static @Nullable RawFilter of(Map<String, IntList> byText, @Nullable GramCounts counts) {
    return byText.isEmpty()
        ? null
        : new RawFilter(
            new RawTexts(List.copyOf(byText.keySet()), counts),
            byText.values().stream().map(IntList::toArray).toArray(int[][]::new));
  }

  /** Passes the candidates of all texts that the event may hold to {@code found}. */
  public void search(EventValues values, GramHits found) {
    if (values.event().mayHideLetters()) {
      for (int[] each : candidates) {
        found.add(each);
      }
    } else {
      byte[] bytes = values.event().bytes();
      int start = values.event().offset();
      int end = start + values.event().length();
      texts.search(bytes, start, end, candidates, found);
    }
  }

  /** About how many bytes this takes. */
  public int weight() {
    int weight = texts.weight();
    for (int[] each : candidates) {
      weight += 16 + each.length * Integer.BYTES;
    }
    return weight;
  }
}
