package dev.sigrun.flink.wire;

import dev.sigrun.runtime.detector.Codec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes one kind of record, all of which are immutable. */
final class WireSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final WireFormat format;

  WireSerializer(WireFormat format) {
    this.format = format;
  }

  WireFormat format() {
    return format;
  }

  @SuppressWarnings("unchecked")
  private Codec<T> codec() {
    return (Codec<T>) format.codec();
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public T createInstance() {
    throw new UnsupportedOperationException("Records are not reused.");
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    codec().write(record, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return codec().read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireSerializer<?> that && format == that.format;
  }

  @Override
  public int hashCode() {
    return format.name().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new WireSnapshot<>(format);
  }
}
