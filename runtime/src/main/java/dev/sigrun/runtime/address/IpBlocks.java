package dev.sigrun.runtime.address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of address blocks such as {@code 10.0.0.0/8}; an address without prefix length is a block
 * of one. Bits after the prefix are ignored.
 *
 * <p>As in an index, an IPv4 address is its mapped address {@code ::ffff:a.b.c.d} and a block is a
 * range of 128-bit values: {@code ::/0} holds all addresses, {@code ::/80} all of IPv4 and {@code
 * ::/81} none of it (measured on Elasticsearch 8.19). A mapped address with a prefix length is not
 * a block: a server refuses it.
 */
public final class IpBlocks {
  private static final int V4_BITS = 32;
  private static final int ALL_BITS = 128;

  /** First and last addresses of disjoint ranges in ascending order. */
  private final IpAddress[] firsts;

  private final IpAddress[] lasts;

  /** The addresses from one to another, both included. */
  public record Block(IpAddress first, IpAddress last) {}

  private IpBlocks(List<Block> blocks) {
    List<Block> merged = merge(blocks);
    firsts = merged.stream().map(Block::first).toArray(IpAddress[]::new);
    lasts = merged.stream().map(Block::last).toArray(IpAddress[]::new);
  }

  /**
   * The union of {@code blocks}.
   *
   * @throws IllegalArgumentException if one is neither an address nor a block
   */
  public static IpBlocks of(String... blocks) {
    return of(Arrays.asList(blocks));
  }

  /**
   * The union of {@code blocks}.
   *
   * @throws IllegalArgumentException if one is neither an address nor a block
   */
  public static IpBlocks of(Collection<String> blocks) {
    List<Block> parsed = new ArrayList<>(blocks.size());
    for (String block : blocks) {
      parsed.add(
          parse(block)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "\""
                              + block
                              + "\" is neither an address nor a block such as 10.0.0.0/8.")));
    }
    return new IpBlocks(parsed);
  }

  /** Whether {@code text} is an address or a block. */
  public static boolean isValid(String text) {
    return parse(text).isPresent();
  }

  /** The first and the last address of a block, or of an address; empty if it is neither. */
  public static Optional<Block> ends(String text) {
    return parse(text);
  }

  /**
   * Whether {@code text} is a block whose address maps an IPv4 address, such as {@code
   * ::ffff:10.0.0.0/104}. Servers take the address alone but not the block.
   */
  public static boolean isMappedBlock(String text) {
    int slash = text.indexOf('/');
    return slash >= 0
        && prefixLength(text.substring(slash + 1)) >= 0
        && text.lastIndexOf(':', slash) >= 0
        && IpAddress.parse(text.substring(0, slash)).filter(IpAddress::isV4).isPresent();
  }

  /** Whether {@code address} lies in one of the blocks. */
  public boolean contains(IpAddress address) {
    return contains(address.high(), address.low());
  }

  /** Whether {@code address} is an address that lies in one of the blocks. */
  public boolean contains(String address) {
    Optional<IpAddress> parsed = IpAddress.parse(address);
    return parsed.isPresent() && contains(parsed.get());
  }

  /** Whether the IPv4 address of these bits lies in one of the blocks. */
  public boolean containsV4(int bits) {
    return contains(0, IpAddress.ofV4Low(bits));
  }

  private boolean contains(long high, long low) {
    int from = 0;
    int to = firsts.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (firsts[middle].compareTo(high, low) > 0) {
        to = middle - 1;
      } else if (lasts[middle].compareTo(high, low) < 0) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static Optional<Block> parse(String text) {
    int slash = text.indexOf('/');
    String addressText = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> address = IpAddress.parse(addressText);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    boolean dotted = addressText.indexOf(':') < 0;
    int most = dotted ? V4_BITS : ALL_BITS;
    int prefix = slash < 0 ? most : prefixLength(text.substring(slash + 1));
    if (prefix < 0 || prefix > most || isMappedBlock(text)) {
      return Optional.empty();
    }
    return Optional.of(block(address.get(), prefix + ALL_BITS - most));
  }

  /** The block of addresses that share the first {@code prefix} of 128 bits with an address. */
  private static Block block(IpAddress address, int prefix) {
    long highMask = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    long lowMask = prefix <= 64 ? 0 : prefix == 128 ? -1L : -1L << (128 - prefix);
    return new Block(
        IpAddress.ofBits(address.high() & highMask, address.low() & lowMask),
        IpAddress.ofBits(address.high() | ~highMask, address.low() | ~lowMask));
  }

  private static int prefixLength(String text) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      length = length * 10 + (c - '0');
    }
    return length;
  }

  private static List<Block> merge(List<Block> blocks) {
    List<Block> merged = new ArrayList<>();
    for (Block block : blocks.stream().sorted(Comparator.comparing(Block::first)).toList()) {
      int end = merged.size() - 1;
      if (end >= 0 && block.first().compareTo(merged.get(end).last()) <= 0) {
        Block previous = merged.get(end);
        if (block.last().compareTo(previous.last()) > 0) {
          merged.set(end, new Block(previous.first(), block.last()));
        }
      } else {
        merged.add(block);
      }
    }
    return merged;
  }
}
