package dev.sigrun.runtime.pattern;

/**
 * The flags {@code i}, {@code m} and {@code s} where they are set in an expression.
 *
 * @param ignoresCase whether letters match in any case
 * @param multiLine whether {@code ^} and {@code $} are the ends of lines
 * @param dotAll whether the dot includes line feeds
 */
record SearchRegexFlags(boolean ignoresCase, boolean multiLine, boolean dotAll) {
  static final SearchRegexFlags NONE = new SearchRegexFlags(false, false, false);

  /** The letters of all flags. */
  static final String LETTERS = "ims";

  /** These flags and those of {@code letters}. */
  SearchRegexFlags and(String letters) {
    return new SearchRegexFlags(
        ignoresCase || letters.indexOf('i') >= 0,
        multiLine || letters.indexOf('m') >= 0,
        dotAll || letters.indexOf('s') >= 0);
  }
}
