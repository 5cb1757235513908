package dev.sigrun.oracle.predicate;

import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.runtime.address.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Comparison of addresses as numbers of 128 bits, in which IPv4 is mapped to {@code ::ffff:0:0}.
 */
public final class Addresses {
  private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF).shiftLeft(32);

  /** The zone is read before the form of the address, so not with numbers and dots in it. */
  private static final Pattern ZONED = Pattern.compile("([^%.]*:[^%.]*)%.+");

  private static final Pattern GROUP = Pattern.compile("0*[0-9a-fA-F]{1,4}");

  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:\\.(?!$)|$)){4}");

  private Addresses() {}

  /**
   * The address that {@code text} names, in dotted or colon form; a zone counts for nothing. Only
   * eight groups in full are left to the parser that is tested.
   */
  public static Optional<IpAddress> read(String text) {
    Matcher zoned = ZONED.matcher(text);
    String address = zoned.matches() ? zoned.group(1) : text;
    List<String> groups = new ArrayList<>();
    if (!address.contains(":")) {
      return addDotted(address, groups)
          ? IpAddress.parse("0:0:0:0:0:ffff:" + String.join(":", groups))
          : Optional.empty();
    }
    int gap = address.indexOf("::");
    if (!addGroups(gap < 0 ? address : address.substring(0, gap), gap < 0, groups)) {
      return Optional.empty();
    }
    if (gap >= 0) {
      List<String> right = new ArrayList<>();
      if (!addGroups(address.substring(gap + 2), true, right) || groups.size() + right.size() > 7) {
        return Optional.empty();
      }
      groups.addAll(Collections.nCopies(8 - groups.size() - right.size(), "0"));
      groups.addAll(right);
    }
    return groups.size() == 8 ? IpAddress.parse(String.join(":", groups)) : Optional.empty();
  }

  /** Adds the groups between colons, the last of which may be in dotted form. */
  private static boolean addGroups(String text, boolean atEnd, List<String> groups) {
    if (text.isEmpty()) {
      return true;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (GROUP.matcher(parts[i]).matches()) {
        groups.add(Integer.toHexString(Integer.parseInt(parts[i], 16)));
      } else if (!atEnd || i < parts.length - 1 || !addDotted(parts[i], groups)) {
        return false;
      }
    }
    return true;
  }

  /** Adds the two groups that four numbers with dots are. */
  private static boolean addDotted(String text, List<String> groups) {
    if (!DOTTED.matcher(text).matches()) {
      return false;
    }
    int[] bytes = Stream.of(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    groups.add(Integer.toHexString(bytes[0] << 8 | bytes[1]));
    groups.add(Integer.toHexString(bytes[2] << 8 | bytes[3]));
    return true;
  }

  /** The order of two addresses. */
  public static int compare(IpAddress left, IpAddress right) {
    return bits(left).compareTo(bits(right));
  }

  /** Whether the block, an address with or without a prefix length, holds {@code address}. */
  public static boolean contains(IpBlock written, IpAddress address) {
    String block = written.text();
    int slash = block.indexOf('/');
    String start = slash < 0 ? block : block.substring(0, slash);
    IpAddress base = read(start).orElseThrow();
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
