package dev.sigrun.runtime.pattern;

/**
 * The definition of case-insensitive equality: two strings are equal if their chars are equal after
 * each has been converted to upper and then to lower case by the rules of the root locale. Folding
 * never changes the length.
 */
public final class CaseFolding {
  private CaseFolding() {}

  /** The form of {@code value} that all its spellings share; the same object if it is in form. */
  public static String fold(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (fold(c) != c) {
        return foldFrom(value, i);
      }
    }
    return value;
  }

  /** The form of {@code c} that all its spellings share. */
  public static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /**
   * {@code value} in lower case as Elasticsearch's normalizer {@code lowercase} produces it: each
   * code point on its own, so that the length stays and no letter depends on its neighbours.
   */
  public static String lower(String value) {
    if (value.chars().noneMatch(c -> c >= 128 || (c >= 'A' && c <= 'Z'))) {
      return value;
    }
    return value
        .codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String foldFrom(String value, int start) {
    char[] chars = value.toCharArray();
    for (int i = start; i < chars.length; i++) {
      chars[i] = fold(chars[i]);
    }
    return new String(chars);
  }
}
