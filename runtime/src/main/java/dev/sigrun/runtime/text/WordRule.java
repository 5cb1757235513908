package dev.sigrun.runtime.text;

/**
 * Words of letters, digits, Katakana and connectors, by rules WB5 to WB13b of Unicode Standard
 * Annex 29. Each character includes the marks after it.
 */
final class WordRule {
  /** The position of a scan in a word, after a character and its marks. */
  private enum State {
    START(false),
    LEADING_CONNECTOR(false),
    CONNECTOR(true),
    LETTER(true),
    /** A Hebrew letter that a quote may follow. */
    HEBREW(true),
    /** After a Hebrew letter and an apostrophe. */
    APOSTROPHE(true),
    /** After a Hebrew letter and a double quote, which only belongs to a word inside of it. */
    QUOTE(false),
    /** After two Hebrew letters with a double quote in between. */
    QUOTED(true),
    DIGIT(true),
    KATAKANA(true),
    BETWEEN_LETTERS(false),
    BETWEEN_DIGITS(false),
    OUTSIDE(false);

    private final boolean isWord;

    State(boolean isWord) {
      this.isWord = isWord;
    }
  }

  private WordRule() {}

  /** The end of the longest word that starts at {@code start}; {@code start} if there is none. */
  static int end(String text, int start, int limit) {
    State state = State.START;
    int position = start;
    int end = start;
    while (position < limit) {
      int codePoint = text.codePointAt(position);
      state = next(state, codePoint, WordTraits.of(codePoint));
      if (state == State.OUTSIDE) {
        break;
      }
      position = Marks.skip(text, position + Character.charCount(codePoint), limit);
      if (state.isWord) {
        end = position;
      }
    }
    return end;
  }

  private static State next(State state, int codePoint, int traits) {
    return switch (state) {
      case START, LEADING_CONNECTOR ->
          has(traits, WordTraits.CONNECTOR) ? State.LEADING_CONNECTOR : anything(traits);
      case CONNECTOR -> has(traits, WordTraits.CONNECTOR) ? State.CONNECTOR : anything(traits);
      case KATAKANA ->
          has(traits, WordTraits.KATAKANA) ? State.KATAKANA : connector(traits, State.OUTSIDE);
      case APOSTROPHE, QUOTED -> joined(traits, State.OUTSIDE);
      case LETTER -> joined(traits, either(traits, WordTraits.MID_LETTER, State.BETWEEN_LETTERS));
      case HEBREW ->
          switch (codePoint) {
            case '\'' -> State.APOSTROPHE;
            case '"' -> State.QUOTE;
            default -> joined(traits, either(traits, WordTraits.MID_LETTER, State.BETWEEN_LETTERS));
          };
      case DIGIT -> joined(traits, either(traits, WordTraits.MID_DIGIT, State.BETWEEN_DIGITS));
      case QUOTE -> either(traits, WordTraits.HEBREW, State.QUOTED);
      case BETWEEN_LETTERS -> either(traits, WordTraits.LETTER, State.LETTER);
      case BETWEEN_DIGITS -> either(traits, WordTraits.DIGIT, State.DIGIT);
      case OUTSIDE -> State.OUTSIDE;
    };
  }

  private static State anything(int traits) {
    return has(traits, WordTraits.KATAKANA) ? State.KATAKANA : letter(traits, State.OUTSIDE);
  }

  /** The rules for characters directly after a letter or digit. */
  private static State joined(int traits, State otherwise) {
    return letter(traits, connector(traits, otherwise));
  }

  private static State letter(int traits, State otherwise) {
    if (has(traits, WordTraits.HEBREW)) {
      return State.HEBREW;
    }
    if (has(traits, WordTraits.LETTER)) {
      return State.LETTER;
    }
    return has(traits, WordTraits.DIGIT) ? State.DIGIT : otherwise;
  }

  private static State connector(int traits, State otherwise) {
    return has(traits, WordTraits.CONNECTOR) ? State.CONNECTOR : otherwise;
  }

  private static State either(int traits, int wanted, State state) {
    return has(traits, wanted) ? state : State.OUTSIDE;
  }

  private static boolean has(int traits, int wanted) {
    return (traits & wanted) != 0;
  }
}
