package dev.sigrun.runtime.text;

import java.lang.Character.UnicodeScript;

/** What a character does at the border of a word. */
enum WordBreak {
  /** Letters of scripts that put blanks between words, Hangul included. */
  LETTER,
  /** Decimal digits. */
  DIGIT,
  /** Katakana, which stays together but apart from other letters. */
  KATAKANA,
  /** Letters of scripts that put no blanks between words; a run of them is one word. */
  SOUTHEAST_ASIAN,
  /** Characters that are a word each: ideographs and Hiragana. */
  SINGLE,
  /** Underscores and the like, which join everything. */
  CONNECTOR,
  /** Joins letters to letters when it stands between two. */
  MID_LETTER,
  /** Joins digits to digits when it stands between two. */
  MID_DIGIT,
  /** Joins letters to letters and digits to digits. */
  MID_BOTH,
  /** Marks that belong to the character before. */
  EXTEND,
  /** Everything that separates words. */
  OTHER;

  private static final WordBreak[] ASCII = new WordBreak[128];

  static {
    for (int i = 0; i < ASCII.length; i++) {
      ASCII[i] = classify(i);
    }
  }

  static WordBreak of(int codePoint) {
    return codePoint < 128 ? ASCII[codePoint] : classify(codePoint);
  }

  /** Whether this can start a word. */
  boolean isWord() {
    return ordinal() <= SINGLE.ordinal();
  }

  /** Whether a connector before this belongs to the same word. */
  boolean joinsConnectors() {
    return this == LETTER || this == DIGIT || this == KATAKANA;
  }

  /** Whether {@code next} right behind this belongs to the same word. */
  boolean joins(WordBreak next) {
    return switch (this) {
      case LETTER, DIGIT -> next == LETTER || next == DIGIT || next == CONNECTOR;
      case KATAKANA -> next == KATAKANA || next == CONNECTOR;
      case CONNECTOR -> next == CONNECTOR || next.joinsConnectors();
      case SOUTHEAST_ASIAN -> next == SOUTHEAST_ASIAN;
      default -> false;
    };
  }

  /** Whether {@code next}, with {@code middle} in between, belongs to the same word as this. */
  boolean joinsAcross(WordBreak middle, WordBreak next) {
    return switch (middle) {
      case MID_LETTER -> this == LETTER && next == LETTER;
      case MID_DIGIT -> this == DIGIT && next == DIGIT;
      case MID_BOTH -> (this == LETTER || this == DIGIT) && next == this;
      default -> false;
    };
  }

  private static WordBreak classify(int codePoint) {
    return switch (codePoint) {
      case ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2027, 0xFE13, 0xFE55, 0xFF1A -> MID_LETTER;
      case ',', ';', 0x37E, 0x589, 0x60C, 0x60D, 0x66C, 0x7F8, 0x2044, 0xFE10, 0xFE14 -> MID_DIGIT;
      case 0xFE50, 0xFE54, 0xFF0C, 0xFF1B -> MID_DIGIT;
      case '.', '\'', 0x2018, 0x2019, 0x2024, 0xFE52, 0xFF07, 0xFF0E -> MID_BOTH;
      default -> byCategory(codePoint);
    };
  }

  private static WordBreak byCategory(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION -> CONNECTOR;
      case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          isSoutheastAsian(codePoint) ? SOUTHEAST_ASIAN : EXTEND;
      case Character.FORMAT -> codePoint == 0x200B ? OTHER : EXTEND;
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER ->
          letter(codePoint);
      default -> OTHER;
    };
  }

  private static WordBreak letter(int codePoint) {
    if (Character.isIdeographic(codePoint)) {
      return SINGLE;
    }
    return switch (UnicodeScript.of(codePoint)) {
      case HIRAGANA -> SINGLE;
      case KATAKANA -> KATAKANA;
      case THAI, LAO, KHMER, MYANMAR -> SOUTHEAST_ASIAN;
      default -> codePoint == 0x30FC ? KATAKANA : LETTER;
    };
  }

  private static boolean isSoutheastAsian(int codePoint) {
    return switch (UnicodeScript.of(codePoint)) {
      case THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
