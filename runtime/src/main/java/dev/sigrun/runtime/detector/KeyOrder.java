package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.pattern.VersionOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the search engine lists keys, each value in the natural order of its type:
 * null first, false before true, numbers by value, strings by code point, addresses by their bits,
 * software versions as such. Keys of different widths or types are ordered somehow, but always in
 * the same way.
 */
public final class KeyOrder implements Comparator<Key> {
  /** The order of keys whose strings are all texts. */
  public static final KeyOrder NATURAL = new KeyOrder(new BitSet(), new BitSet());

  /** The positions whose strings are addresses. */
  private final BitSet addresses;

  /** The positions whose strings are versions. */
  private final BitSet versions;

  private KeyOrder(BitSet addresses, BitSet versions) {
    this.addresses = addresses;
    this.versions = versions;
  }

  /** The order of keys that any of {@code readers} read. */
  public static KeyOrder of(Collection<KeyReader> readers) {
    BitSet addresses = new BitSet();
    BitSet versions = new BitSet();
    for (KeyReader reader : readers) {
      for (int i = 0; i < reader.width(); i++) {
        if (reader.readsAddresses(i)) {
          addresses.set(i);
        }
        if (reader.readsVersions(i)) {
          versions.set(i);
        }
      }
    }
    return addresses.isEmpty() && versions.isEmpty() ? NATURAL : new KeyOrder(addresses, versions);
  }

  @Override
  public int compare(Key left, Key right) {
    int common = Math.min(left.values().size(), right.values().size());
    for (int i = 0; i < common; i++) {
      Object a = left.values().get(i);
      Object b = right.values().get(i);
      int order = compareAt(i, a, b);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.values().size(), right.values().size());
  }

  private int compareAt(int position, @Nullable Object left, @Nullable Object right) {
    if (addresses.get(position)) {
      return compareAddresses(left, right);
    }
    return versions.get(position) && left instanceof String a && right instanceof String b
        ? VersionOrder.COMPARATOR.compare(a, b)
        : compareValues(left, right);
  }

  /** Values of whatever types in the natural order of each type. */
  static int compareValues(@Nullable Object left, @Nullable Object right) {
    int byType = Integer.compare(rank(left), rank(right));
    if (byType != 0 || left == null || right == null) {
      return byType;
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    if (left instanceof Number a && right instanceof Number b) {
      return compareNumbers(a, b);
    }
    if (left instanceof IpAddress a && right instanceof IpAddress b) {
      return a.compareTo(b);
    }
    return compareTexts(left.toString(), right.toString());
  }

  /** Addresses by their bits; values that are not addresses come after them, as text. */
  private static int compareAddresses(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String a && right instanceof String b) {
      Optional<IpAddress> first = IpAddress.parse(a);
      Optional<IpAddress> second = IpAddress.parse(b);
      if (first.isPresent() && second.isPresent()) {
        return first.get().compareTo(second.get());
      }
      if (first.isPresent() || second.isPresent()) {
        return first.isPresent() ? -1 : 1;
      }
    }
    return compareValues(left, right);
  }

  private static int rank(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Boolean) {
      return 1;
    }
    return value instanceof Number ? 2 : value instanceof IpAddress ? 4 : 3;
  }

  private static int compareNumbers(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return Double.compare(a, b);
    }
    if (isFinite(left) && isFinite(right)) {
      return exact(left).compareTo(exact(right));
    }
    return Double.compare(left.doubleValue(), right.doubleValue());
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double decimal) || Double.isFinite(decimal);
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof Double decimal) {
      return new BigDecimal(decimal);
    }
    return number instanceof BigInteger big
        ? new BigDecimal(big)
        : BigDecimal.valueOf(number.longValue());
  }

  /** By code points, which differs from {@link String#compareTo} beyond the basic plane. */
  private static int compareTexts(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
        return surrogates ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
