package dev.sigrun.compiler.backend.java.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a user's name, from which identifiers are made: ASCII letters and digits only. */
public final class Words {
  /** Longer identifiers say no more, and file systems do not take them. */
  private static final int LONGEST = 80;

  /** Between the words of a name that is in camel case already. */
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final List<String> words;

  private Words(List<String> words) {
    this.words = words;
  }

  /**
   * The words of {@code text}, split at everything that is not an ASCII letter or digit.
   *
   * @param fallback used if there is none, and before a digit at the start
   */
  public static Words of(String text, String fallback) {
    List<String> words = new ArrayList<>();
    int start = 0;
    int room = LONGEST;
    for (int i = 0; i <= text.length() && room > 0; i++) {
      if (i == text.length() || !isWordPart(text.charAt(i))) {
        if (i > start) {
          String word = text.substring(start, Math.min(i, start + room));
          words.add(word);
          room -= word.length();
        }
        start = i + 1;
      }
    }
    if (words.isEmpty() || Character.isDigit(words.get(0).charAt(0))) {
      words.add(0, fallback);
    }
    return new Words(words);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** {@code processName}. */
  public String camelCase() {
    String name = pascalCase();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code ProcessName}. */
  public String pascalCase() {
    return words.stream()
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** {@code PROCESS_NAME}; {@code OBJECT_REF} of {@code objectRef}. */
  public String upperCase() {
    return HUMP.matcher(String.join("_", words)).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}
