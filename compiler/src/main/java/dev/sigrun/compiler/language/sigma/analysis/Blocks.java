package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Checks networks as rules write them. */
final class Blocks {
  private Blocks() {}

  /** A hint at the mistake in {@code text}, with a leading blank; empty if there is none. */
  static Optional<String> mistake(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!IpBlocks.isValid(text)) {
      boolean isAddress = IpAddress.parse(address).isPresent();
      int most = address.indexOf(':') < 0 ? 32 : 128;
      return Optional.of(
          isAddress && slash >= 0
              ? " The length behind the slash is 0 to " + most + "."
              : " Write an address and a length, such as 10.0.0.0/8.");
    }
    if (slash < 0) {
      return Optional.empty();
    }
    byte[] bytes = bytes(address);
    int host = bytes.length * 8 - Integer.parseInt(text.substring(slash + 1));
    BigInteger mask = BigInteger.ONE.shiftLeft(Math.max(0, host)).subtract(BigInteger.ONE);
    BigInteger bits = new BigInteger(1, bytes);
    if (bits.and(mask).signum() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        " Its address has bits behind the length: "
            + shown(bits.andNot(mask), bytes.length)
            + text.substring(slash)
            + " is one.");
  }

  private static String shown(BigInteger bits, int length) {
    byte[] bytes = new byte[length];
    byte[] found = bits.toByteArray();
    int count = Math.min(length, found.length);
    System.arraycopy(found, found.length - count, bytes, length - count, count);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four or sixteen bytes are an address.", e);
    }
  }

  /** The bytes of an address that was checked, so that no name is looked up. */
  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address was checked: " + address, e);
    }
  }
}
