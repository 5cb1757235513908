package dev.sigrun.flink.wire;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of one kind of record. */
final class WireInformation<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final WireFormat format;

  WireInformation(WireFormat format) {
    this.format = format;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<T> getTypeClass() {
    return (Class<T>) format.type();
  }

  @Override
  public boolean isKeyType() {
    return format == WireFormat.CELL_KEY_V1;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new WireSerializer<>(format);
  }

  /**
   * As Flink 1.20 asks for it; Flink 2 has no such method to override.
   *
   * @param config not needed
   */
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return new WireSerializer<>(format);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof WireInformation;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireInformation<?> that && format == that.format;
  }

  @Override
  public int hashCode() {
    return format.name().hashCode();
  }

  @Override
  public String toString() {
    return format.name();
  }
}
