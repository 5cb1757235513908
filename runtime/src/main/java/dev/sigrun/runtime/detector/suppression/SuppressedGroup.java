package dev.sigrun.runtime.detector.suppression;

import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.internal.codec.Packed;
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
  public static final StateCodec<SuppressedGroup> CODEC = new Codec();

  SuppressedGroup absorbing(long otherStart, long otherEnd) {
    return new SuppressedGroup(
        alertId, opened, Math.min(start, otherStart), Math.max(end, otherEnd), absorbed + 1);
  }

  private static final class Codec implements StateCodec<SuppressedGroup> {
    private static final int VERSION = 1;

    @Override
    public void write(SuppressedGroup group, DataOutput out) throws IOException {
      Packed.writeUnsigned(VERSION, out);
      Packed.writeText(group.alertId, out);
      Packed.writeSigned(group.opened, out);
      Packed.writeSigned(group.start - group.opened, out);
      Packed.writeSigned(group.end - group.opened, out);
      Packed.writeUnsigned(group.absorbed, out);
    }

    @Override
    public SuppressedGroup read(DataInput in) throws IOException {
      Packed.expect(VERSION, "version", in);
      String alertId = Packed.readText(in);
      long opened = Packed.readSigned(in);
      long start = opened + Packed.readSigned(in);
      long end = opened + Packed.readSigned(in);
      return new SuppressedGroup(alertId, opened, start, end, Packed.readUnsigned(in));
    }
  }
}
