package dev.sigrun.oracle.correlation;

import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.oracle.predicate.Addresses;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.detector.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of values of one type. */
final class NaturalOrder {
  private NaturalOrder() {}

  /** Keys by their first values, then by their second ones and so on; null comes first. */
  static List<Key> ofKeys(Collection<Key> keys, List<Query.Stage> stages) {
    List<Key> sorted = new ArrayList<>(keys);
    for (int i = stages.get(0).keys().size() - 1; i >= 0; i--) {
      int position = i;
      boolean addresses =
          stages.stream().anyMatch(s -> s.keys().get(position).field().type() == ValueType.IP);
      Comparator<@Nullable Object> order =
          Comparator.nullsFirst(addresses ? NaturalOrder::compareAddresses : NaturalOrder::compare);
      sorted.sort(
          (left, right) ->
              order.compare(left.values().get(position), right.values().get(position)));
    }
    return sorted;
  }

  private static int compareAddresses(Object left, Object right) {
    return Addresses.compare(
        Addresses.read((String) left).orElseThrow(), Addresses.read((String) right).orElseThrow());
  }

  /** Values of one type: numbers by value, addresses by their bits, strings by code point. */
  static int compare(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
    }
    if (left instanceof IpAddress a && right instanceof IpAddress b) {
      return Addresses.compare(a, b);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    return Arrays.compare(
        left.toString().codePoints().toArray(), right.toString().codePoints().toArray());
  }
}
