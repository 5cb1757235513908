package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.internal.codec.Packed;
import dev.sigrun.runtime.pattern.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** How tiebreakers are written into states. */
final class Tiebreakers {
  private static final int NONE = 0;
  private static final int WHOLE = 1;
  private static final int DECIMAL = 2;
  private static final int TEXT = 3;
  private static final int LARGE = 4;
  private static final int ADDRESS = 5;

  private Tiebreakers() {}

  static void write(@Nullable Object tiebreaker, DataOutput out) throws IOException {
    if (tiebreaker == null) {
      out.writeByte(NONE);
    } else if (tiebreaker instanceof Double decimal) {
      out.writeByte(DECIMAL);
      out.writeDouble(decimal);
    } else if (tiebreaker instanceof BigInteger large) {
      out.writeByte(LARGE);
      Packed.writeText(large.toString(), out);
    } else if (tiebreaker instanceof Number whole) {
      out.writeByte(WHOLE);
      Packed.writeSigned(whole.longValue(), out);
    } else {
      out.writeByte(tiebreaker instanceof IpAddress ? ADDRESS : TEXT);
      Packed.writeText(tiebreaker.toString(), out);
    }
  }

  static @Nullable Object read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case NONE -> null;
      case WHOLE -> Packed.readSigned(in);
      case DECIMAL -> in.readDouble();
      case TEXT -> Packed.readText(in);
      case LARGE -> large(Packed.readText(in));
      case ADDRESS -> {
        String text = Packed.readText(in);
        yield IpAddress.parse(text)
            .orElseThrow(() -> new IOException("'" + text + "' is not an address."));
      }
      default -> throw new IOException("A tiebreaker of kind " + kind + " is unknown.");
    };
  }

  private static BigInteger large(String text) throws IOException {
    try {
      return new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is not a whole number.", e);
    }
  }
}
