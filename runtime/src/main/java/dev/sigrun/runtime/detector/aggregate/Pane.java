package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.row.CellType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The rows of a group that count at the same instants, as far as aggregates need them. */
final class Pane {
  private static final long BYTES = 120;
  private static final long BYTES_OF_PART = 8;

  private final long entry;
  private final long exit;
  private final long first;
  private final long last;
  private final long rows;

  /** Not changed. */
  private final Part[] parts;

  private final long weight;
  private final boolean full;

  /**
   * A pane.
   *
   * @param entry the first instant at which they count
   * @param exit the first instant at which they no longer do
   * @param first the time of the first row
   * @param last the time of the last one
   * @param rows how many there are
   * @param parts of each aggregate, in their order
   */
  Pane(long entry, long exit, long first, long last, long rows, List<Part> parts) {
    this(entry, exit, first, last, rows, parts.toArray(new Part[0]));
  }

  private Pane(long entry, long exit, long first, long last, long rows, Part[] parts) {
    this(entry, exit, first, last, rows, parts, weight(parts), isFull(parts));
  }

  private Pane(
      long entry,
      long exit,
      long first,
      long last,
      long rows,
      Part[] parts,
      long weight,
      boolean full) {
    this.entry = entry;
    this.exit = exit;
    this.first = first;
    this.last = last;
    this.rows = rows;
    this.parts = parts;
    this.weight = weight;
    this.full = full;
  }

  /** One without rows. */
  static Pane of(long entry, long exit, long time, List<Kept> kept) {
    Part[] none = new Part[kept.size()];
    for (int i = 0; i < none.length; i++) {
      none[i] = kept.get(i).none();
    }
    return new Pane(entry, exit, time, time, 0, none);
  }

  /** The first instant at which the rows count. */
  long entry() {
    return entry;
  }

  /** The first instant at which they no longer do. */
  long exit() {
    return exit;
  }

  /** The time of the first row. */
  long first() {
    return first;
  }

  /** The time of the last one. */
  long last() {
    return last;
  }

  /** How many there are. */
  long rows() {
    return rows;
  }

  /** Of each aggregate, in their order. */
  List<Part> parts() {
    return Collections.unmodifiableList(Arrays.asList(parts));
  }

  /** Of the aggregate at this place. */
  Part part(int place) {
    return parts[place];
  }

  /** The number that the aggregate at this place has counted; it is one that counts. */
  long counted(int place) {
    return parts[place].cell() instanceof Long count ? count : 0;
  }

  /**
   * The same with a later row.
   *
   * @param cells the values of each aggregate's cell
   */
  Pane with(long time, List<? extends List<?>> cells) {
    return with(time, with(parts(), cells).toArray(new Part[0]));
  }

  /**
   * The same with a later row.
   *
   * @param types of the cells
   * @param row the cell of each aggregate, in the form in which selections hold it
   */
  Pane with(long time, List<CellType> types, List<?> row) {
    Part[] more = new Part[parts.length];
    for (int i = 0; i < more.length; i++) {
      CellType type = types.get(i);
      Object cell = row.get(i);
      Part part = parts[i];
      if (!(cell instanceof List<?> values)) {
        part = part.with(type.unpacked(cell));
      } else if (!values.isEmpty()) {
        for (Object value : values) {
          part = part.with(type.unpacked(value));
        }
      }
      more[i] = part;
    }
    return with(time, more);
  }

  /** The same with a later row. What did not change is not weighed again. */
  private Pane with(long time, Part[] more) {
    long weighed = weight;
    boolean filled = false;
    for (int i = 0; i < more.length; i++) {
      if (more[i] != parts[i]) {
        weighed += more[i].weight() - parts[i].weight();
        filled |= more[i].isFull();
      }
    }
    return new Pane(
        entry, exit, first, time, rows + 1, more, weighed, filled || (full && isFull(more)));
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

  private static boolean isFull(Part[] parts) {
    for (Part part : parts) {
      if (part.isFull()) {
        return true;
      }
    }
    return false;
  }

  private static long weight(Part[] parts) {
    long weight = BYTES;
    for (Part part : parts) {
      weight += BYTES_OF_PART + part.weight();
    }
    return weight;
  }

  boolean isFull() {
    return full;
  }

  long weight() {
    return weight;
  }
}
