package dev.sigrun.oracle.random;

import dev.sigrun.runtime.pattern.CharClass;
import dev.sigrun.runtime.pattern.RegexNode;
import java.util.List;
import java.util.Random;

/** Makes texts that an expression in another dialect than Lucene's should match. */
final class SearchSampler {
  private static final int MOST_REPEATS = 3;

  private SearchSampler() {}

  /** A text that {@code node} should match, unless what it says of positions forbids it. */
  static String sample(RegexNode node, Random random) {
    if (node instanceof RegexNode.Text literal) {
      return literal.text();
    }
    if (node instanceof RegexNode.Chars chars) {
      return chars.chars().isEmpty() ? "" : Character.toString(character(chars.chars(), random));
    }
    if (node instanceof RegexNode.Sequence sequence) {
      StringBuilder text = new StringBuilder();
      sequence.parts().forEach(part -> text.append(sample(part, random)));
      return text.toString();
    }
    if (node instanceof RegexNode.Choice choice) {
      List<RegexNode> alternatives = choice.alternatives();
      return sample(alternatives.get(random.nextInt(alternatives.size())), random);
    }
    if (node instanceof RegexNode.Repeat repeat) {
      int most = repeat.max() == RegexNode.Repeat.UNLIMITED ? repeat.min() + 2 : repeat.max();
      int spread = Math.min(MOST_REPEATS, most - repeat.min());
      int times = repeat.min() + (spread == 0 ? 0 : random.nextInt(spread + 1));
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < times; i++) {
        text.append(sample(repeat.part(), random));
      }
      return text.toString();
    }
    return "";
  }

  /** Readable ones rather than others. */
  private static int character(CharClass chars, Random random) {
    for (int i = 0; i < 50; i++) {
      int c = ' ' + random.nextInt('~' - ' ');
      if (chars.contains(c)) {
        return c;
      }
    }
    return chars.ranges().get(0)[0];
  }
}
