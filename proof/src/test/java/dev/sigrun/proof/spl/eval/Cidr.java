package dev.sigrun.proof.spl.eval;

import dev.sigrun.runtime.address.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Blocks of addresses. */
public final class Cidr {
  private Cidr() {}

  /** Whether {@code text} is an address and a number of bits. */
  public static boolean isBlock(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && IpAddress.parse(text.substring(0, slash)).isPresent()
        && text.substring(slash + 1).matches("[0-9]{1,3}");
  }

  /** Whether {@code address} is one and lies in {@code block}, of the same version. */
  public static boolean contains(String block, String address) {
    int slash = block.indexOf('/');
    Optional<byte[]> network = bytes(slash < 0 ? block : block.substring(0, slash));
    if (network.isEmpty()) {
      throw new SplException("No block of addresses: " + block);
    }
    Optional<byte[]> other = bytes(address);
    if (other.isEmpty() || other.get().length != network.get().length) {
      return false;
    }
    int length = network.get().length * 8;
    int bits = slash < 0 ? length : Integer.parseInt(block.substring(slash + 1));
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((network.get()[bit / 8] & mask) != (other.get()[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> bytes(String address) {
    if (IpAddress.parse(address).isEmpty()) {
      return Optional.empty();
    }
    try {
      // A literal address asks no name server.
      return Optional.of(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
