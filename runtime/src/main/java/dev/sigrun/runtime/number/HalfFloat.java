package dev.sigrun.runtime.number;

/**
 * Rounds to half precision as Elasticsearch's field type {@code half_float} does: to the nearest of
 * the numbers with eleven significant bits, to the one with an even last bit between two.
 */
public final class HalfFloat {
  /** From here on, numbers round to infinity. */
  private static final float LIMIT = 65_520;

  /** Below this, numbers are multiples of {@link #LEAST} rather than of their own last bit. */
  private static final float LEAST_NORMAL = 0x1p-14f;

  private static final float LEAST = 0x1p-24f;

  /** The factor for the additional bits of a float. */
  private static final float BITS = 0x1p13f;

  private HalfFloat() {}

  /**
   * The number of half precision that is closest to {@code number}; infinite if it is too large.
   */
  public static float round(float number) {
    float magnitude = Math.abs(number);
    if (!(magnitude < LIMIT)) {
      return magnitude >= LIMIT ? Math.copySign(Float.POSITIVE_INFINITY, number) : number;
    }
    float step = magnitude < LEAST_NORMAL ? LEAST : Math.ulp(magnitude) * BITS;
    return (float) (Math.rint((double) number / step) * step);
  }
}
