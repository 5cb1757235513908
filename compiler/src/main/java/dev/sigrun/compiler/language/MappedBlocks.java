package dev.sigrun.compiler.language;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import java.util.Optional;

/**
 * Blocks of IPv4 addresses that are written as IPv6, such as {@code ::ffff:10.0.0.0/104}. A server
 * refuses them, as it cannot say which of the two its prefix length counts.
 */
public final class MappedBlocks {
  private static final int MAPPED_BITS = 96;

  private MappedBlocks() {}

  /**
   * Suggests what to write instead of such a block, as the end of a sentence; empty for all other
   * text.
   */
  public static Optional<String> advice(String text) {
    if (!IpBlocks.isMappedBlock(text)) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    int prefix = Integer.parseInt(text.substring(slash + 1));
    IpAddress address = IpAddress.parse(text.substring(0, slash)).orElseThrow();
    boolean isV4Only = prefix >= MAPPED_BITS && prefix <= 128;
    return Optional.of(
        isV4Only ? "'" + address + "/" + (prefix - MAPPED_BITS) + "'" : "'10.0.0.0/8' or '::/80'");
  }
}
