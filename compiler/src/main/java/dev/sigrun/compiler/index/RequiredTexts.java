package dev.sigrun.compiler.index;

import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.CharClass;
import dev.sigrun.runtime.pattern.RegexNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds texts without which a regular expression matches no value. All texts are in the form of
 * {@link CaseFolding}: a value that matches, whether case counts or not, holds one of them once it
 * is folded, too.
 *
 * <p>For each part of an expression it knows either all texts that the part matches, as long as
 * these are few, or lists of texts of which a match holds one. A sequence joins the texts of
 * neighbours as long as all of them are known.
 */
final class RequiredTexts {
  /** Shorter texts cannot be looked up. */
  private static final int SHORTEST = 3;

  /** Longer texts are not more selective. */
  private static final int LONGEST = 40;

  /** The maximum number of texts in a list; a longer list is slower than it is selective. */
  private static final int MOST = 32;

  private static final Comparator<Set<String>> BY_SELECTIVITY =
      Comparator.<Set<String>>comparingInt(RequiredTexts::shortest)
          .thenComparing(Comparator.<Set<String>>comparingInt(Set::size).reversed());

  /**
   * The facts about a part of an expression.
   *
   * @param all the texts that it matches; empty if there are too many
   * @param lists of each of these a match holds one text
   */
  private record Known(Optional<Set<String>> all, List<Set<String>> lists) {
    private static final Known NOTHING = new Known(Optional.empty(), List.of());
    private static final Known EMPTY = all(Set.of(""));

    static Known all(Set<String> texts) {
      return texts.size() <= MOST && texts.stream().allMatch(text -> text.length() <= LONGEST)
          ? new Known(Optional.of(texts), List.of())
          : new Known(Optional.empty(), useful(texts));
    }

    static Known lists(List<Set<String>> lists) {
      return new Known(Optional.empty(), List.copyOf(lists));
    }

    /** The lists of which a match holds a text, also if all texts are known. */
    List<Set<String>> needed() {
      return all.map(RequiredTexts::useful).orElse(lists);
    }
  }

  private RequiredTexts() {}

  /** Lists of which every value that {@code node} matches holds one text. */
  static List<Set<String>> of(RegexNode node) {
    return known(node).needed();
  }

  /** The texts as the only list; none unless all can be looked up. */
  private static List<Set<String>> useful(Set<String> texts) {
    return texts.size() <= MOST && shortest(texts) >= SHORTEST ? List.of(texts) : List.of();
  }

  private static int shortest(Set<String> texts) {
    return texts.stream().mapToInt(String::length).min().orElse(0);
  }

  private static Known known(RegexNode node) {
    if (node instanceof RegexNode.Text text) {
      return ofText(text.text());
    }
    if (node instanceof RegexNode.Chars chars) {
      return ofChars(chars.chars());
    }
    if (node instanceof RegexNode.Sequence sequence) {
      return ofSequence(sequence.parts());
    }
    if (node instanceof RegexNode.Choice choice) {
      return ofChoice(choice.alternatives());
    }
    if (node instanceof RegexNode.Repeat repeat) {
      return ofRepeat(repeat);
    }
    if (node instanceof RegexNode.Intersection intersection) {
      return Known.lists(
          intersection.parts().stream().flatMap(part -> known(part).needed().stream()).toList());
    }
    return node instanceof RegexNode.Assertion ? Known.EMPTY : Known.NOTHING;
  }

  private static Known ofText(String text) {
    String folded = CaseFolding.fold(text);
    if (hasLoneSurrogate(folded)) {
      return Known.NOTHING;
    }
    return folded.length() <= LONGEST
        ? Known.all(Set.of(folded))
        : Known.lists(List.of(Set.of(folded.substring(0, wholeEnd(folded)))));
  }

  /** The position at which a text is cut, between code points. */
  private static int wholeEnd(String text) {
    return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  }

  /** It is not a text of its own in the bytes of a value. */
  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static Known ofChars(CharClass chars) {
    Set<String> texts = new LinkedHashSet<>();
    for (int[] range : chars.ranges()) {
      if (range[1] - range[0] >= 2 * MOST) {
        return Known.NOTHING;
      }
      for (int c = range[0]; c <= range[1]; c++) {
        texts.add(CaseFolding.fold(Character.toString(c)));
      }
    }
    boolean usable = !texts.isEmpty() && texts.stream().noneMatch(RequiredTexts::hasLoneSurrogate);
    return usable ? Known.all(texts) : Known.NOTHING;
  }

  private static Known ofSequence(List<RegexNode> parts) {
    List<Set<String>> lists = new ArrayList<>();
    Set<String> run = Set.of("");
    boolean whole = true;
    for (RegexNode part : parts) {
      Known known = known(part);
      Optional<Set<String>> joined = joined(run, known.all());
      if (joined.isPresent()) {
        run = joined.get();
      } else {
        whole = false;
        lists.addAll(useful(run));
        lists.addAll(known.lists());
        run = known.all().orElse(Set.of(""));
      }
    }
    if (whole) {
      return Known.all(run);
    }
    lists.addAll(useful(run));
    return Known.lists(lists);
  }

  /** Each text of the one before each of the other; empty if these are too many or too long. */
  private static Optional<Set<String>> joined(Set<String> first, Optional<Set<String>> second) {
    if (second.isEmpty() || first.size() * second.get().size() > MOST) {
      return Optional.empty();
    }
    Set<String> joined = new LinkedHashSet<>();
    for (String start : first) {
      for (String end : second.get()) {
        if (start.length() + end.length() > LONGEST) {
          return Optional.empty();
        }
        joined.add(start + end);
      }
    }
    return Optional.of(joined);
  }

  /** A match holds a text of the alternative that it is of. */
  private static Known ofChoice(List<RegexNode> alternatives) {
    List<Known> each = alternatives.stream().map(RequiredTexts::known).toList();
    if (each.stream().allMatch(known -> known.all().isPresent())) {
      Set<String> texts = new LinkedHashSet<>();
      each.forEach(known -> known.all().ifPresent(texts::addAll));
      return Known.all(texts);
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Known known : each) {
      Optional<Set<String>> best = known.needed().stream().max(BY_SELECTIVITY);
      if (best.isEmpty()) {
        return Known.NOTHING;
      }
      texts.addAll(best.get());
    }
    return Known.lists(useful(texts));
  }

  private static Known ofRepeat(RegexNode.Repeat repeat) {
    Known part = known(repeat.part());
    if (repeat.min() == 0) {
      return repeat.max() == 1
          ? part.all().map(RequiredTexts::optional).orElse(Known.NOTHING)
          : Known.NOTHING;
    }
    Optional<Set<String>> run = part.all();
    for (int i = 1; i < repeat.min() && run.isPresent(); i++) {
      run = joined(run.get(), part.all());
    }
    if (run.isPresent() && repeat.min() == repeat.max()) {
      return Known.all(run.get());
    }
    return Known.lists(run.map(RequiredTexts::useful).orElseGet(part::needed));
  }

  private static Known optional(Collection<String> texts) {
    Set<String> both = new LinkedHashSet<>(texts);
    both.add("");
    return Known.all(both);
  }
}
