package dev.sigrun.flink;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** One partition, and how far it has been read. */
record PartitionSplit(int partition, int position) implements SourceSplit {
  @Override
  public String splitId() {
    return String.valueOf(partition);
  }

  /** Writes splits. */
  static final class Serializer implements SimpleVersionedSerializer<PartitionSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(PartitionSplit split) {
      return ByteBuffer.allocate(8).putInt(split.partition).putInt(split.position).array();
    }

    @Override
    public PartitionSplit deserialize(int version, byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new PartitionSplit(buffer.getInt(), buffer.getInt());
    }
  }
}
