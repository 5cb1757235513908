package dev.sigrun.runtime.address;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. An IPv4-mapped IPv6 address is the IPv4 address that it maps. Never
 * looks up a name.
 */
public final class IpAddress implements Comparable<IpAddress> {
  /** {@code ::}, the least address. */
  public static final IpAddress FIRST = new IpAddress(0, 0);

  /** The greatest address, all of whose bits are set. */
  public static final IpAddress LAST = new IpAddress(-1, -1);

  private static final long MAPPED_PREFIX = 0xFFFFL << 32;

  private final long high;
  private final long low;

  private IpAddress(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The address whose 128 bits are given; IPv4 addresses are mapped. */
  static IpAddress ofBits(long high, long low) {
    return new IpAddress(high, low);
  }

  /** Reads {@code text}; empty if it is not an address in dotted or colon form. */
  public static Optional<IpAddress> parse(String text) {
    return Optional.ofNullable(IpParser.parse(text));
  }

  /** Whether this is an IPv4 address. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xFFFFL;
  }

  /** The address whose 128-bit value is the next greater one; empty for the last. */
  public Optional<IpAddress> next() {
    return (high & low) == -1L
        ? Optional.empty()
        : Optional.of(new IpAddress(low == -1L ? high + 1 : high, low + 1));
  }

  /** The address whose 128-bit value is the next lesser one; empty for the first. */
  public Optional<IpAddress> previous() {
    return (high | low) == 0
        ? Optional.empty()
        : Optional.of(new IpAddress(low == 0 ? high - 1 : high, low - 1));
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** Orders by the 128-bit value, in which IPv4 addresses are mapped to {@code ::ffff:0:0/96}. */
  @Override
  public int compareTo(IpAddress other) {
    return compareTo(other.high, other.low);
  }

  /** Compares with the address of these bits. */
  int compareTo(long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order != 0 ? order : Long.compareUnsigned(low, otherLow);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress address && high == address.high && low == address.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high * 31 + low);
  }

  static IpAddress ofV4(int bits) {
    return new IpAddress(0, ofV4Low(bits));
  }

  /** The lower half of an IPv4 address. */
  static long ofV4Low(int bits) {
    return MAPPED_PREFIX | (bits & 0xFFFFFFFFL);
  }

  /** The canonical form: dotted for IPv4, that of RFC 5952 for IPv6. */
  @Override
  public String toString() {
    return isV4() ? dotted() : colons();
  }

  private String dotted() {
    int bits = (int) low;
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private String colons() {
    int longestStart = -1;
    int longestLength = 1;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - start > longestLength) {
        longestStart = start;
        longestLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == longestStart) {
        text.append("::");
        i += longestLength - 1;
      } else {
        if (i > 0 && i != longestStart + longestLength) {
          text.append(':');
        } else if (i > 0 && longestStart < 0) {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index % 4))) & 0xFFFF;
  }
}
