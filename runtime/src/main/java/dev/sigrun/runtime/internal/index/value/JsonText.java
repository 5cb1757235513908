package dev.sigrun.runtime.internal.index.value;

import dev.sigrun.runtime.pattern.CaseFolding;

/** Reads JSON strings that were already checked into the forms of the index. */
final class JsonText {
  /** Two backslashes. */
  private static final short ESCAPED_BACKSLASH = 0x5C5C;

  private JsonText() {}

  /**
   * Writes what the bytes of a JSON string mean, after which two more bytes can be read.
   *
   * @param target has room for as many bytes as there are to read, half as many more if folded, and
   *     {@link FoldedText#SLACK}
   * @param at where to write
   * @param folded whether to fold case
   * @return where the text ends in {@code target}
   */
  static int decode(byte[] bytes, int start, int end, byte[] target, int at, boolean folded) {
    int length = at;
    int position = start;
    while (position < end) {
      if (position <= end - Long.BYTES) {
        // Of eight bytes those up to the first special one are right; the next write covers others.
        long word = Words.longAt(bytes, position);
        int plain = Words.plainBytes(word);
        Words.put(target, length, folded ? Words.lower(word) : word);
        // Paths of Windows have an escaped backslash every few bytes, which no branch foresees.
        // After a string there are a quote and a bracket at least, so two bytes can be read.
        int special = (plain - Long.BYTES) >>> 31;
        int others = (Words.shortAt(bytes, position + plain) ^ ESCAPED_BACKSLASH) & -special;
        if (others == 0) {
          position += plain + 2 * special;
          length += plain + special;
          continue;
        }
        position += plain;
        length += plain;
      }
      byte first = bytes[position];
      if (first == '\\') {
        byte letter = bytes[position + 1];
        if (letter == 'u') {
          length = append(target, length, hex(bytes, position + 2), folded);
          position += 6;
        } else {
          target[length++] = meaning(letter);
          position += 2;
        }
      } else if (first >= 0) {
        target[length++] = folded && first >= 'A' && first <= 'Z' ? (byte) (first + 32) : first;
        position++;
      } else if (first >= (byte) 0xF0) {
        // Characters beyond the basic plane have no case here.
        System.arraycopy(bytes, position, target, length, 4);
        length += 4;
        position += 4;
      } else {
        int size = first >= (byte) 0xE0 ? 3 : 2;
        length = append(target, length, unit(bytes, position, size), folded);
        position += size;
      }
    }
    return length;
  }

  private static int append(byte[] target, int length, char unit, boolean folded) {
    return FoldedText.append(target, length, folded ? CaseFolding.fold(unit) : unit);
  }

  private static char unit(byte[] bytes, int position, int size) {
    return size == 2
        ? (char) ((bytes[position] & 0x1F) << 6 | (bytes[position + 1] & 0x3F))
        : (char)
            ((bytes[position] & 0x0F) << 12
                | (bytes[position + 1] & 0x3F) << 6
                | (bytes[position + 2] & 0x3F));
  }

  private static char hex(byte[] bytes, int position) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      unit = unit << 4 | Character.digit(bytes[position + i], 16);
    }
    return (char) unit;
  }

  private static byte meaning(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
