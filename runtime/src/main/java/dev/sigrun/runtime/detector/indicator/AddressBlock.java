package dev.sigrun.runtime.detector.indicator;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that share a prefix. IPv4 addresses are mapped into the 128 bits of IPv6, so that a
 * block of IPv6 may hold some.
 *
 * @param prefix how many of the 128 bits are shared
 * @param high the first 64 bits, those after the prefix being zero
 * @param low the last 64 bits, those after the prefix being zero
 */
record AddressBlock(int prefix, long high, long low) {
  private static final int BITS = 128;
  private static final long MAPPED = 0xFFFFL << 32;

  /** Reads an address, or a block such as {@code 10.0.0.0/8}; empty if it is neither. */
  static Optional<AddressBlock> parse(String text) {
    if (!IpBlocks.isValid(text)) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    String addressText = slash < 0 ? text : text.substring(0, slash);
    boolean dotted = addressText.indexOf(':') < 0;
    int written = slash < 0 ? 128 : Integer.parseInt(text.substring(slash + 1));
    int prefix = slash >= 0 && dotted ? written + 96 : written;
    return Optional.of(ofAddress(IpAddress.parse(addressText).orElseThrow()).widened(prefix));
  }

  /** The block with a prefix that is not longer. */
  AddressBlock widened(int shorter) {
    long highMask = shorter == 0 ? 0 : shorter >= 64 ? -1L : -1L << (64 - shorter);
    long lowMask = shorter <= 64 ? 0 : -1L << (128 - shorter);
    return new AddressBlock(shorter, high & highMask, low & lowMask);
  }

  /** The fewest blocks that hold the addresses of a range and no others. */
  static List<AddressBlock> covering(IpBlocks.Block range) {
    List<AddressBlock> blocks = new ArrayList<>();
    BigInteger next = ofAddress(range.first()).bits();
    BigInteger last = ofAddress(range.last()).bits();
    while (next.compareTo(last) <= 0) {
      int free = next.signum() == 0 ? BITS : next.getLowestSetBit();
      int fitting = last.subtract(next).add(BigInteger.ONE).bitLength() - 1;
      int size = Math.min(free, fitting);
      blocks.add(
          new AddressBlock(BITS - size, next.shiftRight(Long.SIZE).longValue(), next.longValue()));
      next = next.add(BigInteger.ONE.shiftLeft(size));
    }
    return blocks;
  }

  private BigInteger bits() {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(Long.SIZE)
        .or(new BigInteger(Long.toUnsignedString(low)));
  }

  private static AddressBlock ofAddress(IpAddress address) {
    byte[] bytes;
    try {
      // The canonical form of an address is never looked up.
      bytes = InetAddress.getByName(address.toString()).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Not a valid address: " + address, e);
    }
    return address.isV4()
        ? new AddressBlock(128, 0, MAPPED | bits(bytes, 0, 4))
        : new AddressBlock(128, bits(bytes, 0, 8), bits(bytes, 8, 16));
  }

  private static long bits(byte[] bytes, int start, int end) {
    long bits = 0;
    for (int i = start; i < end; i++) {
      bits = bits << 8 | bytes[i] & 0xFF;
    }
    return bits;
  }
}
