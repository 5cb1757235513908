package dev.sigrun.runtime.address;

import org.jspecify.annotations.Nullable;

/** Reads the textual forms of addresses. */
final class IpParser {
  /** Longer texts have more leading zeros than anybody writes. */
  private static final int LONGEST = 100;

  private IpParser() {}

  /**
   * As Elasticsearch 8.19 does: a zone, as in {@code fe80::1%eth0}, is read and counts for nothing,
   * but after an address that ends in dotted form it is an error.
   */
  static @Nullable IpAddress parse(String text) {
    if (text.indexOf(':') < 0) {
      long bits = text.length() > 15 ? -1 : dotted(text, 0);
      return bits < 0 ? null : IpAddress.ofV4((int) bits);
    }
    int zone = text.indexOf('%');
    int dot = text.indexOf('.');
    boolean zoned = zone > 0 && zone < text.length() - 1 && (dot < 0 || dot > zone);
    String address = zoned ? text.substring(0, zone) : text;
    return address.length() > LONGEST ? null : colons(address);
  }

  /** The 32 bits of the dotted form that starts at {@code start} and ends the text; -1 if wrong. */
  private static long dotted(String text, int start) {
    long bits = 0;
    int parts = 0;
    int position = start;
    while (true) {
      int value = 0;
      int digits = 0;
      while (position < text.length() && isDigit(text.charAt(position)) && digits < 4) {
        value = value * 10 + (text.charAt(position++) - '0');
        digits++;
      }
      if (digits == 0 || value > 255 || (digits > 1 && text.charAt(position - digits) == '0')) {
        return -1;
      }
      bits = bits << 8 | value;
      if (++parts == 4) {
        return position == text.length() ? bits : -1;
      }
      if (position == text.length() || text.charAt(position++) != '.') {
        return -1;
      }
    }
  }

  private static @Nullable IpAddress colons(String text) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int position = 0;
    int length = text.length();
    if (text.startsWith("::")) {
      gap = 0;
      position = 2;
    }
    while (position < length) {
      if (count == 8) {
        return null;
      }
      int end = position;
      int value = 0;
      while (end < length && Character.digit(text.charAt(end), 16) >= 0 && value <= 0xFFFF) {
        value = value << 4 | Character.digit(text.charAt(end++), 16);
      }
      if (end < length && text.charAt(end) == '.') {
        long bits = dotted(text, position);
        if (bits < 0 || count > 6) {
          return null;
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) (bits & 0xFFFF);
        return assemble(groups, count, gap);
      }
      if (end == position || value > 0xFFFF) {
        return null;
      }
      groups[count++] = value;
      if (end == length) {
        return assemble(groups, count, gap);
      }
      if (text.charAt(end) != ':') {
        return null;
      }
      position = end + 1;
      if (position == length) {
        return null;
      }
      if (text.charAt(position) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        position++;
      }
    }
    return assemble(groups, count, gap);
  }

  private static @Nullable IpAddress assemble(int[] groups, int count, int gap) {
    if (gap < 0 ? count != 8 : count > 7) {
      return null;
    }
    int[] all = groups;
    if (gap >= 0) {
      all = new int[8];
      System.arraycopy(groups, 0, all, 0, gap);
      System.arraycopy(groups, gap, all, 8 - (count - gap), count - gap);
    }
    return IpAddress.ofBits(bits(all, 0), bits(all, 4));
  }

  private static long bits(int[] groups, int start) {
    return (long) groups[start] << 48
        | (long) groups[start + 1] << 32
        | (long) groups[start + 2] << 16
        | groups[start + 3];
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
