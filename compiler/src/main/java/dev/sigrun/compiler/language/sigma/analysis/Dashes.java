package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;

/**
 * The spellings of the dash that starts an option on Windows. A dash or slash starts one if it is
 * before a letter, digit or underscore, and not after one.
 */
final class Dashes {
  /** The characters that Windows treats alike: hyphen, slash, en dash, em dash, horizontal bar. */
  static final String VARIANTS = "-/\u2013\u2014\u2015";

  private Dashes() {}

  /** How many {@link #variants} a text has; a power of five, which soon is too large to count. */
  static double count(SigmaText text) {
    int dashes =
        text.segments().stream()
            .filter(Wildcard.Literal.class::isInstance)
            .mapToInt(segment -> places(((Wildcard.Literal) segment).text()).size())
            .sum();
    return Math.pow(VARIANTS.length(), dashes);
  }

  /** All spellings of {@code text}, the one as it is written among them. */
  static List<SigmaText> variants(SigmaText text) {
    List<SigmaText> variants = List.of(new SigmaText(List.of()));
    for (Wildcard.Segment segment : text.segments()) {
      List<SigmaText> longer = new ArrayList<>();
      List<SigmaText> behind =
          segment instanceof Wildcard.Literal literal
              ? spellings(literal.text()).stream().map(SigmaText::literal).toList()
              : List.of(new SigmaText(List.of(segment)));
      for (SigmaText before : variants) {
        behind.forEach(each -> longer.add(before.then(each)));
      }
      variants = longer;
    }
    return variants;
  }

  private static List<String> spellings(String text) {
    List<String> spellings = List.of(text);
    for (int place : places(text)) {
      List<String> more = new ArrayList<>();
      for (String spelling : spellings) {
        for (int i = 0; i < VARIANTS.length(); i++) {
          more.add(
              spelling.substring(0, place) + VARIANTS.charAt(i) + spelling.substring(place + 1));
        }
      }
      spellings = more;
    }
    return spellings;
  }

  /** Where the dashes of options are in {@code text}. */
  static List<Integer> places(String text) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + 1 < text.length(); i++) {
      char c = text.charAt(i);
      boolean dash = c == '-' || c == '/';
      if (dash && isWord(text.charAt(i + 1)) && (i == 0 || !isWord(text.charAt(i - 1)))) {
        places.add(i);
      }
    }
    return places;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
