package dev.sigrun.runtime.row;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import org.jspecify.annotations.Nullable;

/** Functions of points on the earth and of addresses. */
public final class RowPoints {
  private RowPoints() {}

  /** The longitude in degrees. */
  public static @Nullable Object longitude(@Nullable Object point) {
    return point instanceof GeoPoint p ? (Object) p.longitude() : null;
  }

  /** The latitude in degrees. */
  public static @Nullable Object latitude(@Nullable Object point) {
    return point instanceof GeoPoint p ? (Object) p.latitude() : null;
  }

  /** The distance in metres. */
  public static @Nullable Object distance(@Nullable Object from, @Nullable Object to) {
    return from instanceof GeoPoint a && to instanceof GeoPoint b ? (Object) a.distanceTo(b) : null;
  }

  /** The first address of the block of an address, whose prefix has so many bits. */
  public static @Nullable Object prefix(
      @Nullable Object address, @Nullable Object bitsOfV4, @Nullable Object bitsOfV6) {
    if (!(address instanceof IpAddress ip)
        || !(bitsOfV4 instanceof Number v4)
        || !(bitsOfV6 instanceof Number v6)) {
      return null;
    }
    long bits = ip.isV4() ? v4.longValue() : v6.longValue();
    String block = ip + "/" + bits;
    return bits >= 0 && IpBlocks.isValid(block)
        ? IpBlocks.ends(block).map(IpBlocks.Block::first).orElse(null)
        : null;
  }
}
