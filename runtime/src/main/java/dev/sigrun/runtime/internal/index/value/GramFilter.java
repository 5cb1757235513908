package dev.sigrun.runtime.internal.index.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds literals in folded values. Of each literal a few bytes in a row, its grams, are chosen; a
 * value is searched for grams and, where one occurs, for the literals around it. Long literals are
 * found at every fourth position; short ones that start or end a value are looked for only there.
 */
public final class GramFilter {
  /** The minimum number of bytes in a literal. */
  public static final int LEAST = 3;

  private final @Nullable GramTable first;
  private final @Nullable GramTable last;
  private final @Nullable GramTable shorter;
  private final @Nullable GramTable longer;

  private GramFilter(
      @Nullable GramTable first,
      @Nullable GramTable last,
      @Nullable GramTable shorter,
      @Nullable GramTable longer) {
    this.first = first;
    this.last = last;
    this.shorter = shorter;
    this.longer = longer;
  }

  /**
   * The filter for these literals; null if there are none.
   *
   * @param counts how often grams were met in values; null if that is not known
   */
  public static @Nullable GramFilter of(
      Map<Literal, IntList> byLiteral, @Nullable GramCounts counts) {
    if (byLiteral.isEmpty()) {
      return null;
    }
    List<GramTable.Entry> first = new ArrayList<>();
    List<GramTable.Entry> last = new ArrayList<>();
    List<GramTable.Entry> shorter = new ArrayList<>();
    List<GramTable.Entry> longer = new ArrayList<>();
    byLiteral.forEach(
        (literal, filed) -> {
          byte[] text = literal.text();
          List<GramTable.Entry> group =
              text.length >= GramTable.LEAST_TO_SKIP
                  ? longer
                  : text[0] == FoldedText.START
                      ? first
                      : text[text.length - 1] == FoldedText.END ? last : shorter;
          group.add(new GramTable.Entry(text, filed.toArray()));
        });
    return new GramFilter(
        table(first, GramTable.Place.FIRST, counts),
        table(last, GramTable.Place.LAST, counts),
        table(shorter, GramTable.Place.ANYWHERE, counts),
        table(longer, GramTable.Place.ANYWHERE, counts));
  }

  private static @Nullable GramTable table(
      List<GramTable.Entry> entries, GramTable.Place place, @Nullable GramCounts counts) {
    return entries.isEmpty() ? null : new GramTable(entries, place, counts);
  }

  /**
   * Passes the entries filed under all literals in a value to {@code found}.
   *
   * @param start index of {@link FoldedText#START}
   * @param end index after {@link FoldedText#END}
   */
  public void search(byte[] bytes, int start, int end, GramHits found) {
    if (first != null) {
      first.searchFirst(bytes, start, end, found);
    }
    if (last != null) {
      last.searchLast(bytes, start, end, found);
    }
    if (shorter != null) {
      shorter.search(bytes, start, end, found);
    }
    if (longer != null) {
      longer.search(bytes, start, end, found);
    }
  }

  /** About how many bytes this takes. */
  public int weight() {
    return weight(first) + weight(last) + weight(shorter) + weight(longer);
  }

  private static int weight(@Nullable GramTable table) {
    return table == null ? 0 : table.weight();
  }
}
