package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The times when many terms were last seen. Immutable: a change copies one leaf and the few
 * branches above it and shares the rest, so that a state may be kept while its successors change.
 *
 * <p>A term costs the 20 bytes of its row, 14 of its fingerprint and 6 of its time, and about two
 * more: rows are sorted in byte arrays of up to {@value #LEAF_ROWS}, which are the leaves of a tree
 * that branches by two bits of the fingerprint. Objects per term, as hash maps have them, would
 * cost five times as much.
 */
public final class TermTimes {
  /** The maximum number of terms, so that their bytes still fit into a state. */
  public static final int MAX_SIZE = 12_000_000;

  /** The one without terms. */
  public static final TermTimes NONE = new TermTimes(new Leaf(new byte[0]), 0);

  private static final int ROW = 20;
  private static final int LEAF_ROWS = 64;
  private static final int FAN_OUT_BITS = 2;
  private static final int FAN_OUT = 1 << FAN_OUT_BITS;
  private static final int MAX_DEPTH = Long.SIZE / FAN_OUT_BITS;

  /** Times beyond these bounds, some four thousand years away, count as the bounds. */
  private static final long MAX_TIME = (1L << 47) - 1;

  private static final long MIN_TIME = -(1L << 47);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Node root;
  private final int size;

  private sealed interface Node {}

  private record Branch(@Nullable Node[] children) implements Node {}

  private record Leaf(byte[] rows) implements Node {}

  private TermTimes(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /** The number of terms. */
  public int size() {
    return size;
  }

  /** The time at which {@code term} was last seen; empty if it never was. */
  public OptionalLong lastSeen(TermHash term) {
    Node node = root;
    for (int depth = 0; node instanceof Branch branch; depth++) {
      node = branch.children()[childOf(term.high(), depth)];
    }
    if (!(node instanceof Leaf leaf)) {
      return OptionalLong.empty();
    }
    int row = find(leaf.rows(), term);
    return row < 0 ? OptionalLong.empty() : OptionalLong.of(time(leaf.rows(), row));
  }

  /** The same with {@code term} seen at {@code time}, unless it was seen later than that. */
  public TermTimes seen(TermHash term, long time) {
    OptionalLong last = lastSeen(term);
    long bounded = bounded(time);
    if (last.isPresent() && last.getAsLong() >= bounded) {
      return this;
    }
    return new TermTimes(put(root, term, bounded, 0), last.isPresent() ? size : size + 1);
  }

  /** The same without the terms that were last seen before {@code time}. */
  public TermTimes since(long time) {
    byte[] rows = rows();
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (time(rows, row) >= bounded(time)) {
        System.arraycopy(rows, row * ROW, rows, kept++ * ROW, ROW);
      }
    }
    return kept == size ? this : new TermTimes(build(rows, 0, kept, 0), kept);
  }

  /** The number of terms that were seen at {@code time} or later. */
  public int countSince(long time) {
    return countSince(root, bounded(time));
  }

  /** The time of the term that comes {@code rank}th when sorted by time, the oldest first. */
  public long timeOfRank(int rank) {
    byte[] rows = rows();
    long[] times = new long[size];
    for (int row = 0; row < size; row++) {
      times[row] = time(rows, row);
    }
    Arrays.sort(times);
    return times[rank];
  }

  public void write(DataOutput out) throws IOException {
    Binary.writeBytes(rows(), out);
  }

  public static TermTimes read(DataInput in) throws IOException {
    byte[] rows = Binary.readBytes(in);
    int size = rows.length / ROW;
    if (rows.length % ROW != 0) {
      throw new IOException("The last term is not complete.");
    }
    for (int row = 1; row < size; row++) {
      if (compare(rows, row - 1, high(rows, row), low(rows, row)) >= 0) {
        throw new IOException("The terms are out of order.");
      }
    }
    return new TermTimes(build(rows, 0, size, 0), size);
  }

  private static Node put(@Nullable Node node, TermHash term, long time, int depth) {
    if (node instanceof Branch branch) {
      @Nullable Node[] children = branch.children().clone();
      int child = childOf(term.high(), depth);
      children[child] = put(children[child], term, time, depth + 1);
      return new Branch(children);
    }
    byte[] rows = node instanceof Leaf leaf ? leaf.rows() : new byte[0];
    int row = find(rows, term);
    if (row >= 0) {
      byte[] copy = rows.clone();
      set(copy, row, term, time);
      return new Leaf(copy);
    }
    int place = -row - 1;
    byte[] copy = new byte[rows.length + ROW];
    System.arraycopy(rows, 0, copy, 0, place * ROW);
    System.arraycopy(rows, place * ROW, copy, (place + 1) * ROW, rows.length - place * ROW);
    set(copy, place, term, time);
    return build(copy, 0, copy.length / ROW, depth);
  }

  /** The node of the sorted rows from {@code start} to before {@code end}. */
  private static Node build(byte[] rows, int start, int end, int depth) {
    if (end - start <= LEAF_ROWS || depth == MAX_DEPTH) {
      return new Leaf(Arrays.copyOfRange(rows, start * ROW, end * ROW));
    }
    @Nullable Node[] children = new @Nullable Node[FAN_OUT];
    int first = start;
    while (first < end) {
      int child = childOf(high(rows, first), depth);
      int next = first + 1;
      while (next < end && childOf(high(rows, next), depth) == child) {
        next++;
      }
      children[child] = build(rows, first, next, depth + 1);
      first = next;
    }
    return new Branch(children);
  }

  private static int countSince(@Nullable Node node, long time) {
    int count = 0;
    if (node instanceof Branch branch) {
      for (Node child : branch.children()) {
        count += countSince(child, time);
      }
    } else if (node instanceof Leaf leaf) {
      for (int row = 0; row < leaf.rows().length / ROW; row++) {
        count += time(leaf.rows(), row) >= time ? 1 : 0;
      }
    }
    return count;
  }

  /** A copy of all rows in ascending order. */
  private byte[] rows() {
    byte[] rows = new byte[size * ROW];
    copyRows(root, rows, 0);
    return rows;
  }

  private static int copyRows(@Nullable Node node, byte[] target, int start) {
    int end = start;
    if (node instanceof Branch branch) {
      for (Node child : branch.children()) {
        end = copyRows(child, target, end);
      }
    } else if (node instanceof Leaf leaf) {
      System.arraycopy(leaf.rows(), 0, target, start, leaf.rows().length);
      end += leaf.rows().length;
    }
    return end;
  }

  private static int childOf(long high, int depth) {
    return (int) (high >>> (Long.SIZE - FAN_OUT_BITS * (depth + 1))) & (FAN_OUT - 1);
  }

  /** The row of {@code term}; if there is none, where it belongs as {@code -row - 1}. */
  private static int find(byte[] rows, TermHash term) {
    int low = 0;
    int high = rows.length / ROW - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(rows, middle, term.high(), term.low());
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  private static int compare(byte[] rows, int row, long high, long low) {
    int order = Long.compareUnsigned(high(rows, row), high);
    return order != 0 ? order : Long.compare(low(rows, row), low);
  }

  private static long high(byte[] rows, int row) {
    return (long) LONGS.get(rows, row * ROW);
  }

  private static long low(byte[] rows, int row) {
    return (long) LONGS.get(rows, row * ROW + 8) >>> 16;
  }

  private static long time(byte[] rows, int row) {
    return (long) LONGS.get(rows, row * ROW + 12) << 16 >> 16;
  }

  private static void set(byte[] rows, int row, TermHash term, long time) {
    LONGS.set(rows, row * ROW, term.high());
    LONGS.set(rows, row * ROW + 8, term.low() << 16 | time >>> 32 & 0xFFFF);
    INTS.set(rows, row * ROW + 16, (int) time);
  }

  /** The time as which {@code time} is remembered. */
  public static long bounded(long time) {
    return Math.max(MIN_TIME, Math.min(MAX_TIME, time));
  }
}
