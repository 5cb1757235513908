package dev.sigrun.runtime.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a text that Jackson does not read, in words for its author. */
public final class JsonMistakes {
  /** The limits of Jackson, each with the number that its message gives as the maximum. */
  private static final List<Limit> LIMITS =
      List.of(
          new Limit("nesting depth", "Objects and lists are nested more than %s levels deep"),
          new Limit("Name length", "The name of a key has more than %s characters"),
          new Limit("Number value length", "A number has more than %s characters"),
          new Limit("String value length", "A text has more than %s characters"),
          new Limit("BigDecimal scale", "A number has more than %s zeros"));

  private static final Pattern MAXIMUM = Pattern.compile("maximum allowed \\(([0-9]+)");

  /** A limit that a message names by these words. */
  private record Limit(String words, String message) {}

  private JsonMistakes() {}

  /** The mistake without its place and without a full stop. */
  public static String of(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      Matcher maximum = MAXIMUM.matcher(message);
      for (Limit limit : LIMITS) {
        if (message.contains(limit.words()) && maximum.find(0)) {
          return String.format(limit.message(), maximum.group(1));
        }
      }
    }
    return message
        .replaceAll(", from `[^`]*`", "")
        .replaceFirst("(?s): (?:was expecting|expected|enable) .*", "");
  }
}
