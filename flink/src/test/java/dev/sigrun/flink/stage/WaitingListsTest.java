package dev.sigrun.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("smoke")
class WaitingListsTest {
  private static final Codec<List<Integer>> NUMBERS =
      new Codec<>() {
        @Override
        public void write(List<Integer> numbers, DataOutput out) throws IOException {
          out.writeInt(numbers.size());
          for (int number : numbers) {
            out.writeInt(number);
          }
        }

        @Override
        public List<Integer> read(DataInput in) throws IOException {
          List<Integer> numbers = new ArrayList<>();
          for (int size = in.readInt(); size > 0; size--) {
            numbers.add(in.readInt());
          }
          return numbers;
        }
      };

  /** A state in memory that counts what is written to it. */
  private static final class Memory<K> implements MapState<K, byte[]> {
    private final Map<K, byte[]> values = new HashMap<>();
    private long written;

    @Override
    public byte @Nullable [] get(K key) {
      return values.get(key);
    }

    @Override
    public void put(K key, byte[] value) {
      written += value.length;
      values.put(key, value);
    }

    @Override
    public void putAll(Map<K, byte[]> map) {
      map.forEach(this::put);
    }

    @Override
    public void remove(K key) {
      values.remove(key);
    }

    @Override
    public boolean contains(K key) {
      return values.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, byte[]>> entries() {
      return values.entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return values.keySet();
    }

    @Override
    public Iterable<byte[]> values() {
      return values.values();
    }

    @Override
    public Iterator<Map.Entry<K, byte[]>> iterator() {
      return values.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return values.isEmpty();
    }

    @Override
    public void clear() {
      values.clear();
    }
  }

  private final Memory<Long> first = new Memory<>();
  private final Memory<Tuple2<Long, Integer>> further = new Memory<>();
  private final WaitingLists<Integer> lists = new WaitingLists<>(NUMBERS, first, further);

  @Test
  void agreesWithListsInMemory() throws Exception {
    Random random = new Random(5);
    Map<Long, List<Integer>> model = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      long time = random.nextInt(5);
      if (random.nextInt(400) == 0) {
        List<Integer> expected = model.remove(time);
        assertThat(lists.take(time)).isEqualTo(expected == null ? List.of() : expected);
      } else {
        model.computeIfAbsent(time, unused -> new ArrayList<>()).add(i);
        lists.add(time, i);
      }
      assertThat(lists.isEmpty()).isEqualTo(model.isEmpty());
    }
    for (Map.Entry<Long, List<Integer>> left : model.entrySet()) {
      assertThat(lists.take(left.getKey())).isEqualTo(left.getValue());
    }
    assertThat(first.values).isEmpty();
    assertThat(further.values).isEmpty();
  }

  /** Everything of one moment: twice as many elements take twice as many bytes to write. */
  @Test
  void writesInProportionToTheElements() throws Exception {
    long[] written = new long[2];
    for (int i = 0; i < 2; i++) {
      first.written = 0;
      further.written = 0;
      for (int element = 0; element < 10_000 * (i + 1); element++) {
        lists.add(i, element);
      }
      written[i] = first.written + further.written;
      assertThat(lists.take(i)).hasSize(10_000 * (i + 1));
    }
    assertThat(written[1]).isLessThan(written[0] * 21 / 10);
  }

  /** Lists that an earlier release wrote have one piece, however long. */
  @Test
  void readsLongListsOfOnePiece() throws Exception {
    List<Integer> old = new Random(1).ints(500).boxed().toList();
    first.put(7L, NUMBERS.toBytes(old));
    lists.add(7, 42);

    assertThat(lists.take(7)).hasSize(501).startsWith(old.get(0)).endsWith(old.get(499), 42);
  }

  @Test
  void clearingLeavesNothing() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      lists.add(1, i);
    }
    lists.clear();

    assertThat(lists.isEmpty()).isTrue();
    assertThat(lists.take(1)).isEmpty();
    assertThat(further.values).isEmpty();
  }
}
