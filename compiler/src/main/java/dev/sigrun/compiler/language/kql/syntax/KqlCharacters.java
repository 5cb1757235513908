package dev.sigrun.compiler.language.kql.syntax;

/** The meaning of single characters in KQL. */
final class KqlCharacters {
  private KqlCharacters() {}

  /** Whether {@code c} separates operators from their terms. No other Unicode blank does. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u00A0';
  }

  /** Whether {@code c} must be escaped outside quotes. */
  static boolean isSpecial(char c) {
    return "\\():<>\"*{}".indexOf(c) >= 0;
  }

  /** Whether {@code c} is cut off at both ends of a literal without quotes, as JavaScript trims. */
  static boolean isTrimmed(char c) {
    return isBlank(c)
        || c == '\u000B'
        || c == '\f'
        || c == '\u2028'
        || c == '\u2029'
        || c == '\uFEFF'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /** Whether {@code c} is a hexadecimal digit; digits of other scripts are not. */
  static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  /** Whether {@code word} is {@code and}, {@code or} or {@code not}, in any case. */
  static boolean isKeyword(String word) {
    return word.equalsIgnoreCase("and")
        || word.equalsIgnoreCase("or")
        || word.equalsIgnoreCase("not");
  }
}
