package dev.sigrun.runtime.detector.suppression;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An alert that represents a group, and the number of alerts that it has absorbed so far.
 *
 * @param alertId the id of the alert that was passed on
 * @param opened when that was, in milliseconds since 1970: the window is measured from there
 * @param start the earliest time of the events of the group's alerts
 * @param end the latest time of the events of the group's alerts
 * @param absorbed how many alerts were absorbed
 */
public record SuppressedGroup(String alertId, long opened, long start, long end, long absorbed) {
  /** Writes states in their only format so far. */
  public static final Codec<SuppressedGroup> CODEC = new GroupCodec();

  SuppressedGroup absorbing(long otherStart, long otherEnd) {
    return new SuppressedGroup(
        alertId, opened, Math.min(start, otherStart), Math.max(end, otherEnd), absorbed + 1);
  }

  private static final class GroupCodec implements Codec<SuppressedGroup> {
    private static final int VERSION = 1;

    @Override
    public void write(SuppressedGroup group, DataOutput out) throws IOException {
      Binary.writeUnsigned(VERSION, out);
      Binary.writeText(group.alertId, out);
      Binary.writeSigned(group.opened, out);
      Binary.writeSigned(group.start - group.opened, out);
      Binary.writeSigned(group.end - group.opened, out);
      Binary.writeUnsigned(group.absorbed, out);
    }

    @Override
    public SuppressedGroup read(DataInput in) throws IOException {
      Binary.expect(VERSION, "version", in);
      String alertId = Binary.readText(in);
      long opened = Binary.readSigned(in);
      long start = opened + Binary.readSigned(in);
      long end = opened + Binary.readSigned(in);
      return new SuppressedGroup(alertId, opened, start, end, Binary.readUnsigned(in));
    }
  }
}
