package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A set of address blocks such as {@code 10.0.0.0/8}; an address without prefix length is a block
 * of one. Bits behind the prefix are ignored. A block never holds addresses of the other family.
 */
public final class IpBlocks {
  /** First and last addresses of disjoint ranges in ascending order. */
  private final IpAddress[] v4Firsts;

  private final IpAddress[] v4Lasts;

  /** The same of IPv6, kept apart because its blocks may enclose the mapped IPv4 addresses. */
  private final IpAddress[] v6Firsts;

  private final IpAddress[] v6Lasts;

  private record Block(IpAddress first, IpAddress last, boolean isV4) {}

  private IpBlocks(List<Block> blocks) {
    List<Block> v4 = merge(blocks.stream().filter(Block::isV4).toList());
    List<Block> v6 = merge(blocks.stream().filter(block -> !block.isV4()).toList());
    v4Firsts = v4.stream().map(Block::first).toArray(IpAddress[]::new);
    v4Lasts = v4.stream().map(Block::last).toArray(IpAddress[]::new);
    v6Firsts = v6.stream().map(Block::first).toArray(IpAddress[]::new);
    v6Lasts = v6.stream().map(Block::last).toArray(IpAddress[]::new);
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
                              + "\" is neither an address nor a block such as"
                              + " 10.0.0.0/8.")));
    }
    return new IpBlocks(parsed);
  }

  /** Whether {@code text} is an address or a block. */
  public static boolean isValid(String text) {
    return parse(text).isPresent();
  }

  /** Whether {@code address} lies in one of the blocks. */
  public boolean contains(IpAddress address) {
    return address.isV4()
        ? contains(v4Firsts, v4Lasts, address)
        : contains(v6Firsts, v6Lasts, address);
  }

  /** Whether {@code address} is an address that lies in one of the blocks. */
  public boolean contains(String address) {
    Optional<IpAddress> parsed = IpAddress.parse(address);
    return parsed.isPresent() && contains(parsed.get());
  }

  /** Whether the IPv4 address of these bits lies in one of the blocks. */
  public boolean containsV4(int bits) {
    long low = IpAddress.ofV4Low(bits);
    int from = 0;
    int to = v4Firsts.length - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (low < v4Firsts[middle].low()) {
        to = middle - 1;
      } else if (low > v4Lasts[middle].low()) {
        from = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(IpAddress[] firsts, IpAddress[] lasts, IpAddress address) {
    int index = Arrays.binarySearch(firsts, address);
    if (index >= 0) {
      return true;
    }
    int before = -index - 2;
    return before >= 0 && address.compareTo(lasts[before]) <= 0;
  }

  private static Optional<Block> parse(String text) {
    int slash = text.indexOf('/');
    String addressText = slash < 0 ? text : text.substring(0, slash);
    Optional<IpAddress> address = IpAddress.parse(addressText);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    boolean dotted = addressText.indexOf(':') < 0;
    int prefix = slash < 0 ? (dotted ? 32 : 128) : prefixLength(text.substring(slash + 1));
    if (prefix < 0 || prefix > (dotted ? 32 : 128)) {
      return Optional.empty();
    }
    return Optional.of(block(address.get(), dotted ? prefix + 96 : prefix));
  }

  /** The block of addresses that share the first {@code prefix} of 128 bits with an address. */
  private static Block block(IpAddress address, int prefix) {
    long highMask = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    long lowMask = prefix <= 64 ? 0 : prefix == 128 ? -1L : -1L << (128 - prefix);
    return new Block(
        IpAddress.ofBits(address.high() & highMask, address.low() & lowMask),
        IpAddress.ofBits(address.high() | ~highMask, address.low() | ~lowMask),
        address.isV4() && prefix >= 96);
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
          merged.set(end, new Block(previous.first(), block.last(), block.isV4()));
        }
      } else {
        merged.add(block);
      }
    }
    return merged;
  }
}
