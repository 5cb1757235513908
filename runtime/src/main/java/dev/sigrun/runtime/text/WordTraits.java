package dev.sigrun.runtime.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The behaviour of each character at word boundaries, as a bit set. The same on every version of
 * Java: the table comes with Sigrun.
 */
final class WordTraits {
  /** Letters of scripts that put blanks between words, Hangul included. */
  static final int LETTER = 1;

  /** Hebrew letters, which quotes may follow; letters as well. */
  static final int HEBREW = 1 << 1;

  /** Decimal digits. */
  static final int DIGIT = 1 << 2;

  /** Katakana, which stays together but apart from other letters. */
  static final int KATAKANA = 1 << 3;

  /** Underscores and similar characters, which join everything. */
  static final int CONNECTOR = 1 << 4;

  /** Joins letters to letters when it is between two. */
  static final int MID_LETTER = 1 << 5;

  /** Joins digits to digits when it is between two. */
  static final int MID_DIGIT = 1 << 6;

  /** Marks and invisible signs that belong to the character before. */
  static final int EXTEND = 1 << 7;

  /** Letters of scripts that put no blanks between words; a run of them is one word. */
  static final int SOUTHEAST_ASIAN = 1 << 8;

  /** Characters that are a word each: ideographs and Hiragana. */
  static final int SINGLE = 1 << 9;

  /** Emoji and signs that can be drawn as such. */
  static final int PICTOGRAPH = 1 << 10;

  /** Skin tones, which change the emoji before. */
  static final int MODIFIER = 1 << 11;

  /** Letters of which two make a flag. */
  static final int REGIONAL = 1 << 12;

  private static final String RESOURCE = "word-breaks.txt";

  /** The first code points of ranges in ascending order, and what each range is. */
  private static final int[] STARTS;

  private static final int[] TRAITS;
  private static final int[] ASCII = new int[128];

  static {
    List<String> lines = lines();
    int[] starts = new int[2 * lines.size()];
    int[] traits = new int[2 * lines.size()];
    int size = 0;
    for (String line : lines) {
      int blank = line.indexOf(' ');
      int dash = line.indexOf('-');
      boolean isRange = dash >= 0 && dash < blank;
      int first = Integer.parseInt(line, 0, isRange ? dash : blank, 16);
      int last = isRange ? Integer.parseInt(line, dash + 1, blank, 16) : first;
      if (size > 0 && starts[size - 1] == first) {
        size--;
      }
      starts[size] = first;
      traits[size++] = named(line.substring(blank + 1));
      starts[size++] = last + 1;
    }
    STARTS = Arrays.copyOf(starts, size);
    TRAITS = Arrays.copyOf(traits, size);
    Arrays.setAll(ASCII, WordTraits::find);
  }

  private WordTraits() {}

  /** The traits of a character; 0 for what separates words. */
  static int of(int codePoint) {
    return codePoint < ASCII.length ? ASCII[codePoint] : find(codePoint);
  }

  private static int find(int codePoint) {
    int index = Arrays.binarySearch(STARTS, codePoint);
    int range = index >= 0 ? index : -index - 2;
    return range < 0 ? 0 : TRAITS[range];
  }

  private static List<String> lines() {
    try (InputStream stream = WordTraits.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("The resource '" + RESOURCE + "' is not in the jar.");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The resource '" + RESOURCE + "' cannot be read.", e);
    }
  }

  private static int named(String names) {
    int traits = 0;
    for (String name : names.split("\\+", -1)) {
      traits |=
          switch (name) {
            case "LETTER" -> LETTER;
            case "HEBREW_LETTER" -> LETTER | HEBREW;
            case "DIGIT" -> DIGIT;
            case "KATAKANA" -> KATAKANA;
            case "CONNECTOR" -> CONNECTOR;
            case "MID_LETTER" -> MID_LETTER;
            case "MID_DIGIT" -> MID_DIGIT;
            case "MID_BOTH" -> MID_LETTER | MID_DIGIT;
            case "EXTEND" -> EXTEND;
            case "SOUTHEAST_ASIAN" -> SOUTHEAST_ASIAN;
            case "SINGLE" -> SINGLE;
            case "PICTOGRAPH" -> PICTOGRAPH;
            case "MODIFIER" -> MODIFIER;
            case "REGIONAL" -> REGIONAL;
            default -> throw new IllegalStateException("Unknown trait in the table: " + name);
          };
    }
    return traits;
  }
}
