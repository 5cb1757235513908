package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The variance of numbers: of all, not of a sample. The sums are exact, in whatever order and parts
 * they were made.
 *
 * @param count how many numbers there are
 * @param infinite how many of them are no finite numbers
 * @param total the sum of the others
 * @param squares the sum of their squares
 */
record Spread(long count, long infinite, BigDecimal total, BigDecimal squares) implements Part {
  static final Spread NONE = new Spread(0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

  /** More than a decimal of 64 bits has, so that it is rounded once. */
  private static final MathContext DIGITS = new MathContext(60);

  private static final int MOST_DIGITS = 2_400;

  @Override
  public Part with(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return new Spread(count + 1, infinite + 1, total, squares);
    }
    BigDecimal number = Sum.exact((Number) value);
    return new Spread(count + 1, infinite, total.add(number), squares.add(number.multiply(number)));
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof Spread other) {
      return new Spread(
          count + other.count,
          infinite + other.infinite,
          total.add(other.total),
          squares.add(other.squares));
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    if (count == 0 || infinite > 0) {
      return null;
    }
    BigDecimal number = BigDecimal.valueOf(count);
    BigDecimal distances = squares.multiply(number).subtract(total.multiply(total));
    return Sum.finite(distances.divide(number.multiply(number), DIGITS).doubleValue());
  }

  @Override
  public long weight() {
    return 160L
        + (total.unscaledValue().bitLength() + squares.unscaledValue().bitLength()) / Byte.SIZE;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(count, out);
    Binary.writeUnsigned(infinite, out);
    Sum.write(total, out);
    Sum.write(squares, out);
  }

  static Part read(DataInput in) throws IOException {
    long count = Binary.readUnsigned(in);
    long infinite = Binary.readUnsigned(in);
    return new Spread(
        count, infinite, Sum.readDecimal(MOST_DIGITS, in), Sum.readDecimal(MOST_DIGITS, in));
  }
}
