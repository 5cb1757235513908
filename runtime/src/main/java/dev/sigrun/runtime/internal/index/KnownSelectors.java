package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.IndexField;
import org.jspecify.annotations.Nullable;

/** The classes of selector values that all events of one context have. */
final class KnownSelectors {
  /** An answer: the leaf must be evaluated for each event. */
  static final int NOTHING = 0;

  private final IndexField[] fields;

  /** The classes of each field's values; null if they are not known. */
  private final int[] @Nullable [] classes;

  KnownSelectors(IndexField[] fields, int[] @Nullable [] classes) {
    this.fields = fields;
    this.classes = classes;
  }

  /** The leaf's answer for all events of the context, or {@link #NOTHING}. */
  int answer(Leaf leaf) {
    int[] known = classes[leaf.field()];
    if (known == null) {
      return NOTHING;
    }
    int answer = leaf.test(known, fields[leaf.field()].values());
    return answer == Leaf.EITHER ? NOTHING : answer;
  }
}
