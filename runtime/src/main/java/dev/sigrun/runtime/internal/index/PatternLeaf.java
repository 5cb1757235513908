package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.BytePattern;
import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.GramFilter;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.Literal;
import dev.sigrun.runtime.internal.index.value.PatternList;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** True when some value matches one of some patterns. */
final class PatternLeaf extends Leaf {
  private final PatternList patterns;
  private final boolean folded;
  private final int answerIfMatched;

  /** A text that all values matching each pattern contain; null if none is useful. */
  private final @Nullable Literal[] literals;

  /**
   * Creates the test.
   *
   * @param folded whether the patterns are for folded values
   * @param certain whether a match is sufficient; otherwise it is only necessary
   */
  PatternLeaf(
      int number,
      int fieldNumber,
      BytePattern[] patterns,
      @Nullable Literal[] literals,
      boolean folded,
      boolean certain) {
    super(number, fieldNumber);
    this.patterns = new PatternList(patterns, literals);
    this.literals = literals;
    this.folded = folded;
    this.answerIfMatched = certain ? MAY_BE_TRUE : EITHER;
  }

  @Override
  int test(EventValues values) {
    for (int value = values.first(field()); value >= 0; value = values.next(field(), value)) {
      if (folded ? patterns.matchesFolded(values, value) : patterns.matchesExact(values, value)) {
        return answerIfMatched;
      }
    }
    return MAY_BE_FALSE;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    int answer = MAY_BE_FALSE;
    for (int each : valueClasses) {
      byte[] text = text(each, table);
      if (text == null) {
        answer = EITHER;
      } else if (patterns.matches(text, 0, text.length)) {
        return answerIfMatched;
      }
    }
    return answer;
  }

  /** The text of all values of the class, if they have the same in the form of the patterns. */
  private byte @Nullable [] text(int valueClass, ValueTable table) {
    if (valueClass == ValueTable.UNKNOWN) {
      return null;
    }
    return folded ? table.folded(table.constantOf(valueClass)) : table.spelling(valueClass);
  }

  @Override
  double likelihood(Experience known) {
    return Math.min(sum(rarest(known), known), known.presence(field()));
  }

  private double sum(@Nullable Literal[] chosen, Experience known) {
    double sum = 0;
    for (Literal each : chosen) {
      sum += each == null ? 1 : likelihood(each, known);
    }
    return sum;
  }

  private double likelihood(Literal literal, Experience known) {
    return known.text(field(), literal.text(), literal.likelihood());
  }

  /** For each pattern the text that is rarest, of those that all values matching it contain. */
  private @Nullable Literal[] rarest(Experience known) {
    @Nullable Literal[] rarest = literals;
    for (int i = 0; i < literals.length; i++) {
      Literal usual = literals[i];
      if (usual != null && known.hasMet(field(), usual.text())) {
        rarest = rarest == literals ? literals.clone() : rarest;
        rarest[i] = rarest(usual, patterns.texts(i), known);
      }
    }
    return rarest;
  }

  private Literal rarest(Literal usual, List<byte[]> others, Experience known) {
    Literal rarest = usual;
    for (byte[] text : others) {
      Literal other = new Literal(text, usual.likelihood());
      if (text.length > GramFilter.LEAST && likelihood(other, known) < likelihood(rarest, known)) {
        rarest = other;
      }
    }
    return rarest;
  }

  @Override
  boolean searchesTexts() {
    return true;
  }

  @Override
  String describe(IndexField field) {
    List<String> texts = patterns.describe();
    return nameOf(field) + " is like " + list(texts) + (folded ? " in any case" : "");
  }

  @Override
  void file(Filing filing, int candidate) {
    Experience known = filing.experience();
    @Nullable Literal[] chosen = rarest(known);
    if (sum(chosen, known) >= known.presence(field())) {
      filing.underPresence(field(), candidate);
      return;
    }
    for (Literal literal : chosen) {
      if (literal != null) {
        filing.underLiteral(field(), literal, candidate);
      }
    }
  }
}
