package dev.sigrun.runtime.row;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sets of characters as Oniguruma knows them, in the syntax of Java's expressions. */
final class GrokCharacters {
  private static final String WORD = "[\\p{IsAlphabetic}\\p{M}\\p{N}\\p{Pc}]";

  /** The ends of words, whose characters are those of all languages, in each version of Java. */
  static final String BOUNDARY = "(?:(?<=W)(?!W)|(?<!W)(?=W))".replace("W", WORD);

  static final String NO_BOUNDARY = "(?:(?<=W)(?=W)|(?<!W)(?!W))".replace("W", WORD);

  /** What stands between brackets, by name. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("alpha", "\\p{IsAlphabetic}"),
          Map.entry("digit", "\\p{Nd}"),
          Map.entry("alnum", "\\p{IsAlphabetic}\\p{Nd}"),
          Map.entry("upper", "\\p{IsUppercase}"),
          Map.entry("lower", "\\p{IsLowercase}"),
          Map.entry("space", "\\x09-\\x0D\\x85\\p{Z}"),
          Map.entry("blank", "\\x09\\p{Zs}"),
          Map.entry("punct", "\\p{P}$+<=>\\^`|~"),
          Map.entry("cntrl", "\\p{Cc}"),
          Map.entry("graph", "[^\\p{Z}\\p{Cc}\\p{Cn}\\p{Cs}]"),
          Map.entry("print", "[^\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cn}\\p{Cs}]"),
          Map.entry("xdigit", "0-9A-Fa-f"),
          Map.entry("word", WORD),
          Map.entry("ascii", "\\x00-\\x7F"));

  private GrokCharacters() {}

  /** The class of this name, in brackets. */
  static Optional<String> named(String name, boolean negated) {
    return Optional.ofNullable(NAMED.get(name.toLowerCase(Locale.ROOT)))
        .map(members -> (negated ? "[^" : "[") + members + "]");
  }

  /** The characters with a property: a class as above, a category, or a script. */
  static String property(String name, boolean negated) {
    String java = name.matches("[A-Z][a-z]?") ? name : "Is" + name;
    return named(name, negated).orElse((negated ? "\\P{" : "\\p{") + java + "}");
  }
}
