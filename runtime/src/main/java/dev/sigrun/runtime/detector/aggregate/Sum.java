package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sum of numbers, or their mean. The sum is exact, in whatever order and parts it was made, and
 * also beyond what a number of 64 bits holds, from where it may come back.
 *
 * @param result the cell that it makes
 * @param count how many numbers there are
 * @param infinite how many of them are no finite numbers
 * @param total the sum of the others
 */
record Sum(Result result, long count, long infinite, BigDecimal total) implements Part {
  /** The digits before and behind the point that sums of 64-bit decimals may have. */
  private static final int MOST_DIGITS = 1_200;

  /** The results that can be made of a sum. */
  enum Result {
    /** A whole number. */
    WHOLE,
    /** A decimal. */
    DECIMAL,
    /** The mean of whole numbers, a decimal. */
    MEAN_OF_WHOLE,
    /** The mean of decimals, a decimal. */
    MEAN_OF_DECIMAL;

    private boolean isOfWhole() {
      return this == WHOLE || this == MEAN_OF_WHOLE;
    }
  }

  /** The sum of nothing. */
  static Sum none(Result result) {
    return new Sum(result, 0, 0, BigDecimal.ZERO);
  }

  @Override
  public Part with(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return new Sum(result, count + 1, infinite + 1, total);
    }
    return new Sum(result, count + 1, infinite, total.add(exact((Number) value)));
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof Double decimal) {
      return new BigDecimal(decimal);
    }
    return number instanceof BigInteger whole
        ? new BigDecimal(whole)
        : BigDecimal.valueOf(number.longValue());
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof Sum other) {
      return new Sum(
          result, count + other.count, infinite + other.infinite, total.add(other.total));
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    boolean overflows = result.isOfWhole() && total.toBigInteger().bitLength() >= Long.SIZE;
    if (count == 0 || infinite > 0 || overflows) {
      return null;
    }
    return switch (result) {
      case WHOLE -> total.longValue();
      case DECIMAL -> finite(total.doubleValue());
      case MEAN_OF_WHOLE, MEAN_OF_DECIMAL -> finite(total.doubleValue() / count);
    };
  }

  private static @Nullable Object finite(double number) {
    return Double.isFinite(number) ? (Object) number : null;
  }

  @Override
  public long weight() {
    return 104L + total.unscaledValue().bitLength() / Byte.SIZE;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(count, out);
    Binary.writeUnsigned(infinite, out);
    Values.write(total.unscaledValue(), out);
    Binary.writeSigned(total.scale(), out);
  }

  static Part read(Result result, DataInput in) throws IOException {
    long count = Binary.readUnsigned(in);
    long infinite = Binary.readUnsigned(in);
    if (!(Values.readScalar(in) instanceof BigInteger digits)) {
      throw new IOException("A sum is not a number.");
    }
    long scale = Binary.readSigned(in);
    if (scale < 0 || scale > MOST_DIGITS || digits.bitLength() > 2 * MOST_DIGITS * Integer.BYTES) {
      throw new IOException("A sum has too many digits.");
    }
    return new Sum(result, count, infinite, new BigDecimal(digits, (int) scale));
  }
}
