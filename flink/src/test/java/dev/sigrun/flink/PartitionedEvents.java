package dev.sigrun.flink;

import dev.sigrun.flink.record.PlacedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Partitions in memory that are read as those of Kafka: a reader takes many events of one before it
 * goes on with the next, and a checkpoint holds how far each has been read.
 */
final class PartitionedEvents implements Source<PlacedEvent, PartitionSplit, Integer> {
  private static final long serialVersionUID = 1L;

  /** How many events a reader takes from a partition at once. */
  private static final int FETCH = 60;

  private static final Map<Integer, Content> CONTENTS = new ConcurrentHashMap<>();

  private final int number;

  /**
   * What the sources of this process hold.
   *
   * @param limits how much of each partition may be read for now
   * @param read how much has been read in all
   * @param isOpen whether more may come when all has been read
   */
  private record Content(
      List<List<PlacedEvent>> partitions,
      AtomicInteger limit,
      AtomicInteger read,
      AtomicBoolean isOpen) {}

  PartitionedEvents(List<List<PlacedEvent>> partitions) {
    number = CONTENTS.size();
    CONTENTS.put(
        number,
        new Content(partitions, new AtomicInteger(), new AtomicInteger(), new AtomicBoolean()));
  }

  /** The same that does not end before {@link #end}, even if all has been read. */
  PartitionedEvents open() {
    content().isOpen().set(true);
    return this;
  }

  /** Lets all be read, and then ends. */
  void end() {
    allow(100);
    content().isOpen().set(false);
  }

  private Content content() {
    return CONTENTS.get(number);
  }

  /** Lets each partition be read up to {@code percent}. */
  void allow(int percent) {
    content().limit.set(percent);
  }

  private static int limit(Content content, int partition) {
    return content.partitions.get(partition).size() * content.limit.get() / 100;
  }

  /** Whether all that may be read has been read. */
  boolean isReadAsAllowed() {
    Content content = content();
    int allowed = 0;
    for (int i = 0; i < content.partitions.size(); i++) {
      allowed += limit(content, i);
    }
    return content.read.get() == allowed;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<PartitionSplit, Integer> createEnumerator(
      SplitEnumeratorContext<PartitionSplit> context) {
    return new Enumerator(context, content().partitions.size());
  }

  @Override
  public SplitEnumerator<PartitionSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<PartitionSplit> context, Integer checkpoint) {
    return new Enumerator(context, 0);
  }

  @Override
  public SimpleVersionedSerializer<PartitionSplit> getSplitSerializer() {
    return new PartitionSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new SimpleVersionedSerializer<>() {
      @Override
      public int getVersion() {
        return 1;
      }

      @Override
      public byte[] serialize(Integer value) {
        return new byte[] {value.byteValue()};
      }

      @Override
      public Integer deserialize(int version, byte[] bytes) {
        return (int) bytes[0];
      }
    };
  }

  @Override
  public SourceReader<PlacedEvent, PartitionSplit> createReader(SourceReaderContext context) {
    return new Reader(content());
  }

  /** Gives each reader its share once all are there. */
  private static final class Enumerator implements SplitEnumerator<PartitionSplit, Integer> {
    private final SplitEnumeratorContext<PartitionSplit> context;
    private final int partitions;

    Enumerator(SplitEnumeratorContext<PartitionSplit> context, int partitions) {
      this.context = context;
      this.partitions = partitions;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<PartitionSplit> splits, int subtask) {
      throw new IllegalStateException("A reader failed.");
    }

    @Override
    public void addReader(int subtask) {
      List<PartitionSplit> share = new ArrayList<>();
      for (int i = subtask; i < partitions; i += context.currentParallelism()) {
        share.add(new PartitionSplit(i, 0));
      }
      context.assignSplits(new SplitsAssignment<>(Map.of(subtask, share)));
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public Integer snapshotState(long checkpoint) {
      return 0;
    }

    @Override
    public void close() {}
  }

  /** Reads some partitions in turn. */
  private static final class Reader implements SourceReader<PlacedEvent, PartitionSplit> {
    private final Content content;
    private final Deque<Integer> turns = new ArrayDeque<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private boolean hasAll;
    private int left = FETCH;

    Reader(Content content) {
      this.content = content;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<PlacedEvent> output) throws Exception {
      for (int tries = 0; tries < turns.size(); tries++) {
        int partition = turns.getFirst();
        int position = positions.get(partition);
        if (left-- > 0 && position < limit(content, partition)) {
          PlacedEvent event = content.partitions.get(partition).get(position);
          positions.put(partition, position + 1);
          output.createOutputForSplit(String.valueOf(partition)).collect(event, event.recordedAt());
          content.read.incrementAndGet();
          return InputStatus.MORE_AVAILABLE;
        }
        turns.addLast(turns.removeFirst());
        left = FETCH;
      }
      if (turns.stream().anyMatch(each -> positions.get(each) < limit(content, each))) {
        // It was another one's turn, but no other has more.
        return InputStatus.MORE_AVAILABLE;
      }
      if (hasAll && content.limit.get() == 100 && !content.isOpen.get()) {
        return InputStatus.END_OF_INPUT;
      }
      Thread.sleep(1);
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<PartitionSplit> snapshotState(long checkpoint) {
      List<PartitionSplit> splits = new ArrayList<>();
      positions.forEach(
          (partition, position) -> splits.add(new PartitionSplit(partition, position)));
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void addSplits(List<PartitionSplit> splits) {
      for (PartitionSplit each : splits) {
        turns.add(each.partition());
        positions.put(each.partition(), each.position());
      }
    }

    @Override
    public void notifyNoMoreSplits() {
      hasAll = true;
    }

    @Override
    public void close() {}
  }
}
