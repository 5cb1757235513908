package dev.sigrun.runtime.internal.index.value;

import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Wildcard} for texts in bytes: pieces between runs, found one after the other as early as
 * possible. Immutable.
 */
public final class BytePattern {
  private final Piece[] pieces;

  private BytePattern(Piece[] pieces) {
    this.pieces = pieces;
  }

  /** The pattern for texts in folded form if {@code folded}, otherwise for texts as they are. */
  public static BytePattern of(Wildcard pattern, boolean folded) {
    List<Piece> pieces = new ArrayList<>();
    List<byte @Nullable []> piece = new ArrayList<>();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof AnyRun) {
        pieces.add(new Piece(piece));
        piece = new ArrayList<>();
      } else if (segment instanceof Literal literal) {
        String text = folded ? CaseFolding.fold(literal.text()) : literal.text();
        piece.add(FoldedText.encode(text));
      } else {
        piece.add(null);
      }
    }
    pieces.add(new Piece(piece));
    return new BytePattern(pieces.toArray(new Piece[0]));
  }

  /**
   * The texts, folded, that each value contains which the pattern matches, with {@link
   * FoldedText#START} and {@link FoldedText#END} where values must start or end with them.
   */
  List<byte[]> texts() {
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < pieces.length; i++) {
      byte[] @Nullable [] segments = pieces[i].segments;
      for (int j = 0; j < segments.length; j++) {
        byte[] literal = segments[j];
        if (literal != null) {
          texts.add(
              FoldedText.marked(
                  FoldedText.fold(new String(literal, StandardCharsets.UTF_8)),
                  i == 0 && j == 0,
                  i == pieces.length - 1 && j == segments.length - 1));
        }
      }
    }
    return texts;
  }

  /** Whether the pattern has a literal without which no text matches, beyond ASCII. */
  boolean isBeyondAscii() {
    return Arrays.stream(pieces).anyMatch(Piece::isBeyondAscii);
  }

  /** Whether the pattern matches all of the text. */
  boolean matches(byte[] text, int start, int end) {
    int position = pieces[0].endAt(text, start, end);
    int last = pieces.length - 1;
    if (last == 0 || position < 0) {
      return position == end;
    }
    int lastStart = pieces[last].startBefore(text, start, end);
    if (lastStart < position) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      position = pieces[i].endOfFirst(text, position, lastStart);
      if (position < 0) {
        return false;
      }
    }
    return true;
  }

  /** The pattern with {@code *} for runs and {@code ?} for single characters. */
  @Override
  public String toString() {
    return Arrays.stream(pieces).map(Piece::toString).collect(Collectors.joining("*"));
  }

  /** Literals and single characters, without a run. */
  private static final class Piece {
    /** Literals; null for a single character. */
    private final byte[] @Nullable [] segments;

    Piece(List<byte @Nullable []> segments) {
      this.segments = segments.toArray(new byte[0] @Nullable []);
    }

    boolean isBeyondAscii() {
      for (byte[] literal : segments) {
        if (literal != null && !Words.isAscii(literal, 0, literal.length)) {
          return true;
        }
      }
      return false;
    }

    /** The end of the piece that starts at {@code start}; negative if there is none. */
    int endAt(byte[] text, int start, int end) {
      int position = start;
      for (byte[] literal : segments) {
        if (literal == null) {
          if (position >= end) {
            return -1;
          }
          position = behindCharacter(text, position, end);
        } else {
          if (!isAt(literal, text, position, end)) {
            return -1;
          }
          position += literal.length;
        }
      }
      return position;
    }

    /** The start of the piece that ends at {@code end}; negative if there is none. */
    int startBefore(byte[] text, int start, int end) {
      int position = end;
      for (int i = segments.length - 1; i >= 0; i--) {
        byte[] literal = segments[i];
        if (literal == null) {
          if (position <= start) {
            return -1;
          }
          position--;
          while (position > start && (text[position] & 0xC0) == 0x80) {
            position--;
          }
        } else {
          position -= literal.length;
          if (position < start || !isAt(literal, text, position, end)) {
            return -1;
          }
        }
      }
      return position;
    }

    /** The end of the first occurrence at or after {@code start}; negative if there is none. */
    int endOfFirst(byte[] text, int start, int end) {
      byte[] first = segments[0];
      if (first == null) {
        for (int at = start; at < end; at = behindCharacter(text, at, end)) {
          int pieceEnd = endAt(text, at, end);
          if (pieceEnd >= 0) {
            return pieceEnd;
          }
        }
        return -1;
      }
      return first.length < Integer.BYTES
          ? endOfFirst(first[0], text, start, end - first.length, end)
          : endOfFirstWord(Words.intAt(first, 0), text, start, end - first.length, end);
    }

    private int endOfFirst(byte head, byte[] text, int start, int lastStart, int end) {
      for (int at = start; at <= lastStart; at++) {
        if (text[at] == head) {
          int pieceEnd = endAt(text, at, end);
          if (pieceEnd >= 0) {
            return pieceEnd;
          }
        }
      }
      return -1;
    }

    /** Single bytes, such as slashes, are too frequent to look for. */
    private int endOfFirstWord(int head, byte[] text, int start, int lastStart, int end) {
      for (int at = start; at <= lastStart; at++) {
        if (Words.intAt(text, at) == head) {
          int pieceEnd = endAt(text, at, end);
          if (pieceEnd >= 0) {
            return pieceEnd;
          }
        }
      }
      return -1;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (byte[] literal : segments) {
        text.append(literal == null ? "?" : new String(literal, StandardCharsets.UTF_8));
      }
      return text.toString();
    }

    private static boolean isAt(byte[] literal, byte[] text, int position, int end) {
      return position + literal.length <= end
          && Arrays.equals(literal, 0, literal.length, text, position, position + literal.length);
    }

    private static int behindCharacter(byte[] text, int position, int end) {
      int next = position + 1;
      while (next < end && (text[next] & 0xC0) == 0x80) {
        next++;
      }
      return next;
    }
  }
}
