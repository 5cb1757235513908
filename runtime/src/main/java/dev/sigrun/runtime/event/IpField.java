package dev.sigrun.runtime.event;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.address.IpRange;
import java.util.Arrays;
import java.util.List;

/** A field whose values are IPv4 or IPv6 addresses; an IPv4-mapped address is an IPv4 address. */
public final class IpField extends Field {
  IpField(String name, int slot, Reading reading) {
    super(name, slot, reading);
  }

  /** Whether some value lies in one of {@code blocks}. */
  public boolean isIn(Event event, IpBlocks blocks) {
    Object values = event.slot(slot());
    if (values instanceof IpAddress single) {
      return blocks.contains(single);
    }
    if (values != null) {
      for (IpAddress each : (IpAddress[]) values) {
        if (blocks.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value lies in {@code range}. */
  public boolean inRange(Event event, IpRange range) {
    Object values = event.slot(slot());
    if (values instanceof IpAddress single) {
      return range.contains(single);
    }
    if (values != null) {
      for (IpAddress each : (IpAddress[]) values) {
        if (range.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** All values in canonical form, such as {@code 10.0.0.1} and {@code 2001:db8::1}. */
  @Override
  public List<String> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof IpAddress single
        ? List.of(single.toString())
        : Arrays.stream((IpAddress[]) values).map(IpAddress::toString).toList();
  }
}
