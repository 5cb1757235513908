package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.Literal;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import dev.sigrun.runtime.pattern.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** True when some value matches a regular expression. Knows it only of values in ASCII. */
final class RegexLeaf extends Leaf {
  private final String text;

  /** The number of its dialect in {@link IndexFormat}. */
  private final int kind;

  /** A matching value contains one of these; empty if nothing useful is known. */
  private final List<Literal> required;

  /** Made when it is first needed, for many are not; made twice, at worst. */
  private @Nullable Regex regex;

  RegexLeaf(int number, int fieldNumber, int kind, String text, List<Literal> required) {
    super(number, fieldNumber);
    this.text = text;
    this.kind = kind;
    this.required = required;
  }

  @Override
  int test(EventValues values) {
    int answer = MAY_BE_FALSE;
    for (int value = values.first(field()); value >= 0; value = values.next(field(), value)) {
      int each = test(values, value);
      if (each == MAY_BE_TRUE) {
        return MAY_BE_TRUE;
      }
      answer |= each;
    }
    return answer;
  }

  private int test(EventValues values, int value) {
    Regex expression = regex();
    values.makeExact(value);
    byte[] bytes = values.exactBytes();
    int start = values.exactStart();
    int end = values.exactEnd();
    if (!expression.takesBytes() || !isAscii(bytes, start, end)) {
      return EITHER;
    }
    return expression.matches(bytes, start, end) ? MAY_BE_TRUE : MAY_BE_FALSE;
  }

  private static boolean isAscii(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private Regex regex() {
    Regex known = regex;
    if (known == null) {
      known =
          switch (kind) {
            case IndexFormat.SEARCHED_REGEX -> Regex.search(text);
            case IndexFormat.FOLDED_REGEX -> Regex.ignoringCase(text);
            default -> Regex.of(text);
          };
      regex = known;
    }
    return known;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    return valueClasses.length > 0 ? EITHER : MAY_BE_FALSE;
  }

  @Override
  double likelihood(Experience known) {
    double presence = known.presence(field());
    return required.isEmpty() ? presence : Math.min(sum(known), presence);
  }

  private double sum(Experience known) {
    double sum = 0;
    for (Literal each : required) {
      sum += known.text(field(), each.text(), each.likelihood());
    }
    return sum;
  }

  @Override
  boolean searchesTexts() {
    return true;
  }

  @Override
  String describe(IndexField field) {
    String verb = kind == IndexFormat.SEARCHED_REGEX ? " holds /" : " matches /";
    String end = kind == IndexFormat.FOLDED_REGEX ? "/ in any case" : "/";
    return nameOf(field) + verb + text + end;
  }

  @Override
  void file(Filing filing, int candidate) {
    Experience known = filing.experience();
    if (required.isEmpty() || sum(known) >= known.presence(field())) {
      filing.underPresence(field(), candidate);
      return;
    }
    required.forEach(literal -> filing.underLiteral(field(), literal, candidate));
  }
}
