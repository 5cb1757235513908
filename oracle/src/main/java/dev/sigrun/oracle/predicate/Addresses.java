package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.runtime.address.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Comparison of addresses as numbers of 128 bits, in which IPv4 is mapped to {@code ::ffff:0:0}.
 */
public final class Addresses {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(32);

  private Addresses() {}

  /** The order of two addresses. */
  public static int compare(IpAddress left, IpAddress right) {
    return bits(left).compareTo(bits(right));
  }

  /** Whether the block, an address with or without a prefix length, holds {@code address}. */
  public static boolean contains(IpBlock written, IpAddress address) {
    String block = written.text();
    int slash = block.indexOf('/');
    String start = slash < 0 ? block : block.substring(0, slash);
    IpAddress base = IpAddress.parse(start).orElseThrow();
    int length = start.contains(":") ? 128 : 32;
    int prefix = slash < 0 ? length : Integer.parseInt(block.substring(slash + 1));
    int free = length - prefix;
    return bits(base).shiftRight(free).equals(bits(address).shiftRight(free));
  }

  private static BigInteger bits(IpAddress address) {
    try {
      BigInteger bits = new BigInteger(1, InetAddress.getByName(address.toString()).getAddress());
      return address.isV4() ? MAPPED.or(bits) : bits;
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
