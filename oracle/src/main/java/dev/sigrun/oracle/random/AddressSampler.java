package dev.sigrun.oracle.random;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

/** Addresses of a block. */
public final class AddressSampler {
  private AddressSampler() {}

  /**
   * An address of the block.
   *
   * @param block an address, or a block in CIDR notation
   */
  public static String inside(String block, Random random) {
    int slash = block.indexOf('/');
    if (slash < 0) {
      return block;
    }
    try {
      // A literal address asks no name server.
      byte[] address = InetAddress.getByName(block.substring(0, slash)).getAddress();
      int prefix = Integer.parseInt(block.substring(slash + 1));
      for (int bit = prefix; bit < address.length * 8; bit++) {
        if (random.nextBoolean()) {
          address[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        }
      }
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(block, e);
    }
  }
}
