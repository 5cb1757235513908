package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.BytePattern;
import dev.sigrun.runtime.internal.index.value.EventValues;
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

  private final double likelihood;
  private final boolean byPresence;

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
      boolean certain,
      IndexField field) {
    super(number, fieldNumber);
    this.patterns = new PatternList(patterns, literals);
    this.literals = literals;
    this.folded = folded;
    this.answerIfMatched = certain ? MAY_BE_TRUE : EITHER;
    double sum = 0;
    for (Literal each : literals) {
      sum += each == null ? 1 : each.likelihood();
    }
    this.byPresence = sum >= field.presence();
    this.likelihood = Math.min(sum, field.presence());
  }

  @Override
  int test(EventValues values) {
    for (int value = values.first(field()); value >= 0; value = values.next(value)) {
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
  double likelihood() {
    return likelihood;
  }

  @Override
  String describe(IndexField field) {
    List<String> texts = patterns.describe();
    return field.name() + " is like " + list(texts) + (folded ? " in any case" : "");
  }

  @Override
  void file(Filing filing, int candidate) {
    if (byPresence) {
      filing.underPresence(field(), candidate);
      return;
    }
    for (Literal literal : literals) {
      if (literal != null) {
        filing.underLiteral(field(), literal, candidate);
      }
    }
  }
}
