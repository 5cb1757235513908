package dev.sigrun.compiler.ir.value;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address such as {@code ::1}, or a block of addresses such as {@code 10.0.0.0/8}, as it is
 * written. Which addresses a block holds, {@link IpBlocks} says.
 */
public final class IpBlock implements Comparable<IpBlock> {
  private final String text;
  private final IpAddress first;
  private final boolean single;

  private IpBlock(String text) {
    if (!IpBlocks.isValid(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither an address nor a block such as 10.0.0.0/8.");
    }
    int slash = text.indexOf('/');
    this.text = text;
    this.single = slash < 0;
    this.first = IpAddress.parse(single ? text : text.substring(0, slash)).orElseThrow();
  }

  /**
   * The address or block that {@code text} is.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static IpBlock of(String text) {
    return new IpBlock(text);
  }

  /** The same; empty if {@code text} is neither an address nor a block. */
  public static Optional<IpBlock> parse(String text) {
    return IpBlocks.isValid(text) ? Optional.of(of(text)) : Optional.empty();
  }

  /** The address or block as it is written. */
  public String text() {
    return text;
  }

  /** Whether it is written as an address alone, without a prefix length. */
  public boolean isAddress() {
    return single;
  }

  /** The address that is written, before the prefix length if there is one. */
  public IpAddress address() {
    return first;
  }

  /** Whether it is written in the form of IPv6; it may hold IPv4 addresses nevertheless. */
  public boolean hasColons() {
    return text.indexOf(':') >= 0;
  }

  /** Whether {@code address} lies in the block, or is the address. */
  public boolean contains(IpAddress address) {
    return single ? first.equals(address) : IpBlocks.of(text).contains(address);
  }

  /** By the text that is written. */
  @Override
  public int compareTo(IpBlock other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpBlock block && text.equals(block.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The address or block as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
