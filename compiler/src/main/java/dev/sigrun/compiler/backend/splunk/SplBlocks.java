package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;

import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.runtime.address.IpAddress;
import java.util.List;

/** Writes tests of whether addresses are in blocks. */
final class SplBlocks {
  private static final String ALL_V4 = "0.0.0.0/0";

  private static final IpAddress ANY_V4 = IpAddress.parse("0.0.0.0").orElseThrow();

  private SplBlocks() {}

  /** Whether {@code address} lies in {@code block}, an address or a CIDR block. */
  static SplExpression contain(IpBlock block, SplExpression address) {
    if (block.isAddress()) {
      return match(single(block), address);
    }
    SplExpression inside = match(block.text(), address);
    return holdsV4(block) ? SplExpression.any(List.of(inside, match(ALL_V4, address))) : inside;
  }

  private static SplExpression match(String cidr, SplExpression address) {
    return call("cidrmatch", new SplExpression.Text(cidr), address);
  }

  private static String single(IpBlock address) {
    return address.address().isV4() ? address.address() + "/32" : address.text() + "/128";
  }

  /**
   * Whether a block of IPv6 holds all of IPv4, which Elasticsearch keeps among the addresses of
   * IPv6. Splunk is not known to do so.
   */
  private static boolean holdsV4(IpBlock block) {
    return block.hasColons() && block.contains(ANY_V4);
  }
}
