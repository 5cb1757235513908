package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;

import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.pattern.IpBlocks;
import java.util.List;

/** Writes tests of whether addresses are in blocks. */
final class SplBlocks {
  private static final String ALL_V4 = "0.0.0.0/0";

  private SplBlocks() {}

  /** Whether {@code address} lies in {@code block}, an address or a CIDR block. */
  static SplExpression contain(String block, SplExpression address) {
    if (block.indexOf('/') < 0) {
      return match(single(block), address);
    }
    SplExpression inside = match(block, address);
    return holdsV4(block) ? SplExpression.any(List.of(inside, match(ALL_V4, address))) : inside;
  }

  private static SplExpression match(String cidr, SplExpression address) {
    return call("cidrmatch", new SplExpression.Text(cidr), address);
  }

  private static String single(String text) {
    boolean mapped =
        text.indexOf(':') >= 0 && IpAddress.parse(text).filter(IpAddress::isV4).isPresent();
    String address = mapped ? IpAddress.parse(text).orElseThrow().toString() : text;
    return address + (address.indexOf(':') >= 0 ? "/128" : "/32");
  }

  /**
   * Whether a block of IPv6 holds all of IPv4, which Elasticsearch keeps among the addresses of
   * IPv6. Splunk is not known to do so.
   */
  private static boolean holdsV4(String block) {
    return block.indexOf(':') >= 0 && IpBlocks.of(block).contains("0.0.0.0");
  }
}
