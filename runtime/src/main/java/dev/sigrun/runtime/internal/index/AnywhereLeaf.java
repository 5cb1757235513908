package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.RawTexts;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.List;

/** True only when some value of the event, of whichever field, holds one of some texts. */
final class AnywhereLeaf extends Leaf {
  /** Looking for one text costs as much as looking for many, so it should be worth it. */
  private static final double LIKELIHOOD = 0.05;

  private static final double LIKELIHOOD_OF_TEXT = 0.005;
  private static final double MOST_LIKELY = 0.5;

  private final List<String> texts;
  private final RawTexts raw;

  AnywhereLeaf(int number, int fieldNumber, List<String> texts) {
    super(number, fieldNumber);
    this.texts = List.copyOf(texts);
    this.raw = new RawTexts(texts, null);
  }

  @Override
  int test(EventValues values) {
    return values.mayHold(raw) ? EITHER : MAY_BE_FALSE;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    return EITHER;
  }

  @Override
  double likelihood(Experience known) {
    return Math.min(MOST_LIKELY, LIKELIHOOD + texts.size() * LIKELIHOOD_OF_TEXT);
  }

  @Override
  String describe(IndexField field) {
    return "anything holds " + list(texts.stream().map(text -> '"' + text + '"').toList());
  }

  @Override
  void file(Filing filing, int candidate) {
    filing.underTexts(texts, candidate);
  }
}
