package dev.sigrun.proof.spl.eval;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as PCRE reads them, run by Java's. Only a line feed ends a line; brackets
 * know no unions or intersections; the letters İ and ı have no other case.
 */
public final class Pcre {
  private static final Map<String, Pcre> KNOWN = new ConcurrentHashMap<>();

  private final Pattern pattern;

  private Pcre(String regex) {
    if (regex.contains("[:")) {
      throw new SplException("Named classes of characters are not supported: " + regex);
    }
    try {
      pattern = Pattern.compile(java(regex), Pattern.UNIX_LINES | Pattern.UNICODE_CASE);
    } catch (PatternSyntaxException e) {
      throw new SplException("Malformed regular expression: " + regex, e);
    }
  }

  public static Pcre of(String regex) {
    return KNOWN.computeIfAbsent(regex, Pcre::new);
  }

  /** Whether it matches anywhere in {@code text}. */
  public boolean finds(String text) {
    return pattern.matcher(without(text)).find();
  }

  public Matcher matcher(String text) {
    return pattern.matcher(without(text));
  }

  /** The text that {@link #matcher} found, in the characters of the text that it was given. */
  public static String restored(String found) {
    return found.replace('\uE130', 'İ').replace('\uE131', 'ı');
  }

  /** Java takes these for spellings of "i"; in Unicode's simple folding they are not. */
  private static String without(String text) {
    return text.replace('İ', '\uE130').replace('ı', '\uE131');
  }

  private static String java(String regex) {
    StringBuilder java = new StringBuilder();
    boolean inBrackets = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        java.append(c).append(regex.charAt(++i));
      } else if (!inBrackets && c == '[') {
        inBrackets = true;
        java.append(c);
        if (i + 1 < regex.length() && regex.charAt(i + 1) == '^') {
          java.append(regex.charAt(++i));
        }
        if (i + 1 < regex.length() && regex.charAt(i + 1) == ']') {
          java.append("\\]");
          i++;
        }
      } else if (inBrackets && c == ']') {
        inBrackets = false;
        java.append(c);
      } else if (inBrackets && (c == '[' || c == '&' || c == '^')) {
        java.append('\\').append(c);
      } else {
        java.append(c);
      }
    }
    return without(java.toString());
  }
}
