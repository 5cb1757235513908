package dev.sigrun.compiler.index;

import dev.sigrun.runtime.internal.index.value.RawTexts;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds texts of patterns that the JSON of an event shows as they are. */
final class ShownTexts {
  private ShownTexts() {}

  /**
   * The longest text without which no value matches {@code pattern} and that JSON shows; empty if
   * there is none.
   */
  static Optional<String> of(Wildcard pattern) {
    List<String> texts = new ArrayList<>();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        collect(CaseFolding.fold(literal.text()), texts);
      }
    }
    return texts.stream()
        .filter(RawTexts::isFindable)
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }

  private static void collect(String text, List<String> texts) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !RawTexts.isShown(text.charAt(i))) {
        texts.add(text.substring(start, i));
        start = i + 1;
      }
    }
  }
}
