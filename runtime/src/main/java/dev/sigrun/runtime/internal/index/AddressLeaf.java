package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import dev.sigrun.runtime.internal.scan.ValueKind;
import java.util.List;

/** True when some value is an address in one of some blocks. */
final class AddressLeaf extends Leaf {
  private static final int PARTS = 4;

  /** The result of {@link #dotted} for other text. */
  private static final long NOT_DOTTED = -1;

  private final List<String> texts;
  private final IpBlocks blocks;

  AddressLeaf(int number, int fieldNumber, List<String> blocks) {
    super(number, fieldNumber);
    this.texts = blocks;
    this.blocks = IpBlocks.of(blocks);
  }

  @Override
  int test(EventValues values) {
    for (int value = values.first(field()); value >= 0; value = values.next(field(), value)) {
      if (values.event().kind(value) == ValueKind.STRING && contains(values, value)) {
        return MAY_BE_TRUE;
      }
    }
    return MAY_BE_FALSE;
  }

  private boolean contains(EventValues values, int value) {
    int start = values.event().start(value);
    long bits = dotted(values.event().bytes(), start, values.event().end(value));
    return bits == NOT_DOTTED
        ? blocks.contains(values.event().text(value))
        : blocks.containsV4((int) bits);
  }

  /** The bits of an IPv4 address as it is usually written. */
  private static long dotted(byte[] text, int start, int end) {
    long bits = 0;
    int position = start;
    for (int part = 0; part < PARTS; part++) {
      if (part > 0 && (position == end || text[position++] != '.')) {
        return NOT_DOTTED;
      }
      int first = position;
      int number = 0;
      while (position < end && position - first < 3 && isDigit(text[position])) {
        number = number * 10 + text[position++] - '0';
      }
      boolean padded = position - first > 1 && text[first] == '0';
      if (position == first || number > 255 || padded) {
        return NOT_DOTTED;
      }
      bits = bits << Byte.SIZE | number;
    }
    return position == end ? bits : NOT_DOTTED;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    return valueClasses.length > 0 ? EITHER : MAY_BE_FALSE;
  }

  @Override
  double likelihood(Experience known) {
    return known.presence(field());
  }

  @Override
  String describe(IndexField field) {
    return nameOf(field) + " is in " + list(texts);
  }

  @Override
  void file(Filing filing, int candidate) {
    filing.underPresence(field(), candidate);
  }
}
