package dev.sigrun.runtime.detector.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a group that count at the same instants, as far as aggregates need them.
 *
 * @param entry the first instant at which they count
 * @param exit the first instant at which they no longer do
 * @param first the time of the first row
 * @param last the time of the last one
 * @param rows how many there are
 * @param parts of each aggregate, in their order
 */
record Pane(long entry, long exit, long first, long last, long rows, List<Part> parts) {
  private static final long BYTES = 120;
  private static final long BYTES_OF_PART = 8;

  Pane {
    parts = List.copyOf(parts);
  }

  /** One without rows. */
  static Pane of(long entry, long exit, long time, List<Kept> kept) {
    return new Pane(entry, exit, time, time, 0, kept.stream().map(Kept::none).toList());
  }

  /**
   * The same with a later row.
   *
   * @param cells the values of each aggregate's cell
   */
  Pane with(long time, List<? extends List<?>> cells) {
    return new Pane(entry, exit, first, time, rows + 1, with(parts, cells));
  }

  /** The same parts with the values of a cell for each. */
  static List<Part> with(List<Part> parts, List<? extends List<?>> cells) {
    List<Part> more = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      for (Object value : cells.get(i)) {
        part = part.with(value);
      }
      more.add(part);
    }
    return List.copyOf(more);
  }

  boolean isFull() {
    return parts.stream().anyMatch(Part::isFull);
  }

  long weight() {
    return BYTES + parts.stream().mapToLong(part -> BYTES_OF_PART + part.weight()).sum();
  }
}
