package dev.sigrun.proof.events;

import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts that are awkward to export, and spellings of a text. */
final class Texts {
  /** Every one of them means something to some target, or tests how it takes characters. */
  static final List<String> AWKWARD =
      List.of(
          "",
          "x",
          "a b",
          "System32\\",
          "\\",
          "\\\\",
          "*",
          "?",
          "a*b?c",
          "\"",
          "say \"hi\"",
          "it's",
          "%",
          "_",
          "a\nb",
          "\n",
          "\r\n",
          "tab\there",
          "é",
          "ÉcOlE",
          "ſ",
          "\u212A",
          "İ",
          "ß",
          "😀",
          "| delete",
          "] [ search",
          "`macro`",
          "$token$",
          "*/ -- // #",
          "(a OR b)",
          "NOT",
          "10",
          "true",
          "/",
          "[.]^$+{1}");

  private Texts() {}

  /** A text that the pattern matches. */
  static String filled(Wildcard pattern, Random random) {
    // Most values that are seen look like nothing special.
    boolean plain = random.nextInt(3) > 0;
    StringBuilder text = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        text.append(literal.text());
      } else if (segment instanceof Wildcard.AnyRun) {
        text.append(plain ? pick(List.of("", "x", "a1", "b\\c"), random) : pick(AWKWARD, random));
      } else {
        text.append(plain ? "c" : pick(List.of("?", "é", "😀", "\\", "\n", "*"), random));
      }
    }
    return text.toString();
  }

  /** The text with other letters in upper and lower case. */
  static String respelled(String text, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.toLowerCase(Locale.ROOT);
      default -> {
        StringBuilder mixed = new StringBuilder();
        for (char c : text.toCharArray()) {
          mixed.append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        yield mixed.toString();
      }
    };
  }

  static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
