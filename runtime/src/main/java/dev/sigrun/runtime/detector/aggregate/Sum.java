package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The sum of numbers, or their mean. A sum of whole numbers is exact, and null beyond 64 bits; in
 * one of decimals, small ones beside large ones are not lost.
 *
 * @param result the cell that it makes
 * @param count how many numbers there are
 * @param whole the sum of whole numbers
 * @param decimal the sum of decimals, but for {@code lost}
 * @param lost what adding up has lost of it
 */
record Sum(Result result, long count, BigInteger whole, double decimal, double lost)
    implements Part {
  /** What is made of a sum. */
  enum Result {
    /** A whole number. */
    WHOLE,
    /** A decimal. */
    DECIMAL,
    /** The mean, a decimal. */
    MEAN
  }

  /** The sum of nothing. */
  static Sum none(Result result) {
    return new Sum(result, 0, BigInteger.ZERO, 0, 0);
  }

  @Override
  public Part with(Object value) {
    if (value instanceof Double number) {
      return plus(number, 0, 1);
    }
    BigInteger number =
        value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    return new Sum(result, count + 1, whole.add(number), decimal, lost);
  }

  private Sum plus(double number, double lostBefore, long numbers) {
    double next = decimal + number;
    double rest =
        Math.abs(decimal) >= Math.abs(number) ? decimal - next + number : number - next + decimal;
    return new Sum(result, count + numbers, whole, next, lost + rest + lostBefore);
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof Sum other) {
      Sum sum = plus(other.decimal, other.lost, other.count);
      return new Sum(result, sum.count, whole.add(other.whole), sum.decimal, sum.lost);
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    if (count == 0 || whole.bitLength() >= Long.SIZE) {
      return null;
    }
    return switch (result) {
      case WHOLE -> whole.longValue();
      case DECIMAL -> finite(total());
      case MEAN -> finite((whole.longValue() + total()) / count);
    };
  }

  private double total() {
    // What is lost of an infinite sum is not a number.
    return Double.isFinite(decimal) ? decimal + lost : decimal;
  }

  private static @Nullable Object finite(double number) {
    return Double.isFinite(number) ? (Object) number : null;
  }

  @Override
  public long weight() {
    return 88;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(count, out);
    Values.write(whole, out);
    out.writeDouble(decimal);
    out.writeDouble(lost);
  }

  static Part read(Result result, DataInput in) throws IOException {
    long count = Binary.readUnsigned(in);
    if (!(Values.readScalar(in) instanceof BigInteger whole)) {
      throw new IOException("A sum is not a whole number.");
    }
    return new Sum(result, count, whole, in.readDouble(), in.readDouble());
  }
}
