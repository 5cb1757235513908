package dev.sigrun.oracle.row;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.Version;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of values of one type. */
final class Order {
  static final Comparator<Object> COMPARATOR = Order::compare;

  private Order() {}

  static int compare(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return Arrays.compareUnsigned(
          a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.compareTo(b);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return a.compareTo(b);
    }
    if (left instanceof IpAddress a && right instanceof IpAddress b) {
      return a.compareTo(b);
    }
    if (left instanceof Version a && right instanceof Version b) {
      return a.compareTo(b);
    }
    return new BigInteger(left.toString()).compareTo(new BigInteger(right.toString()));
  }

  /** Whether both are equal; zero equals negative zero. */
  static boolean equal(Object left, Object right) {
    return left instanceof Double a && right instanceof Double b
        ? a.doubleValue() == b.doubleValue()
        : left.equals(right);
  }

  /** Whether the left one is less; zero is not less than negative zero or the other way. */
  static boolean less(Object left, Object right) {
    return !equal(left, right) && compare(left, right) < 0;
  }
}
