package dev.sigrun.flink.stage;

import dev.sigrun.runtime.detector.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait for their time in the state of a key. A state backend can only replace
 * values, so that a list of everything with the same time would be written anew with each element:
 * a list has pieces of a bounded length, of which only the last one is replaced.
 */
final class WaitingLists<T> {
  /** Elements of a piece. Few lists ever have more, because times are in milliseconds. */
  static final int PIECE = 64;

  /** The place of the number of further pieces, among them. */
  private static final int COUNT = -1;

  private final Codec<List<T>> codec;

  /** The first piece by time. */
  private final MapState<Long, byte[]> first;

  /** Further pieces by time and number. */
  private final MapState<Tuple2<Long, Integer>, byte[]> further;

  WaitingLists(
      Codec<List<T>> codec,
      MapState<Long, byte[]> first,
      MapState<Tuple2<Long, Integer>, byte[]> further) {
    this.codec = codec;
    this.first = first;
    this.further = further;
  }

  /** Those of the key that is being worked on. */
  static <T> WaitingLists<T> of(RuntimeContext context, Codec<List<T>> codec) {
    return new WaitingLists<>(
        codec,
        context.getMapState(
            new MapStateDescriptor<>(
                "pending-v1", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
        context.getMapState(
            new MapStateDescriptor<>(
                "pending-pieces-v1",
                Types.TUPLE(Types.LONG, Types.INT),
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
  }

  /** Adds an element to those of {@code time}. */
  void add(long time, T element) throws Exception {
    List<T> piece = piece(first.get(time));
    if (piece.size() < PIECE) {
      piece.add(element);
      first.put(time, codec.toBytes(piece));
      return;
    }
    int count = furtherPieces(time);
    List<T> last = count == 0 ? List.of() : piece(further.get(Tuple2.of(time, count - 1)));
    if (count == 0 || last.size() >= PIECE) {
      last = new ArrayList<>(1);
      count++;
      further.put(Tuple2.of(time, COUNT), ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    }
    last.add(element);
    further.put(Tuple2.of(time, count - 1), codec.toBytes(last));
  }

  /** Removes all elements of {@code time}; in the order in which they came. */
  List<T> take(long time) throws Exception {
    List<T> all = piece(first.get(time));
    if (!all.isEmpty()) {
      first.remove(time);
    }
    if (all.size() >= PIECE) {
      int count = furtherPieces(time);
      for (int i = 0; i < count; i++) {
        all.addAll(piece(further.get(Tuple2.of(time, i))));
        further.remove(Tuple2.of(time, i));
      }
      further.remove(Tuple2.of(time, COUNT));
    }
    return all;
  }

  boolean isEmpty() throws Exception {
    return first.isEmpty();
  }

  void clear() {
    first.clear();
    further.clear();
  }

  private int furtherPieces(long time) throws Exception {
    byte @Nullable [] count = further.get(Tuple2.of(time, COUNT));
    return count == null ? 0 : ByteBuffer.wrap(count).getInt();
  }

  private List<T> piece(byte @Nullable [] bytes) throws Exception {
    return bytes == null ? new ArrayList<>(1) : new ArrayList<>(codec.fromBytes(bytes));
  }
}
