package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The spellings that {@link CaseFolding} makes equal. Loaded when it is first needed. */
final class CaseVariants {
  /** All spellings of each folded form that has several. */
  private static final Map<Character, CharClass> BY_FOLDED = collect();

  private CaseVariants() {}

  /** All code points that are equal to {@code codePoint} but for case. */
  static CharClass of(int codePoint) {
    if (codePoint > Character.MAX_VALUE) {
      return CharClass.of(codePoint);
    }
    CharClass variants = BY_FOLDED.get(CaseFolding.fold((char) codePoint));
    return variants == null ? CharClass.of(codePoint) : variants;
  }

  /** {@code chars} with all code points that are equal to one of them but for case. */
  static CharClass closure(CharClass chars) {
    List<int[]> ranges = new ArrayList<>(chars.ranges());
    for (CharClass variants : BY_FOLDED.values()) {
      if (variants.ranges().stream().anyMatch(range -> intersects(chars, range))) {
        ranges.addAll(variants.ranges());
      }
    }
    return CharClass.of(ranges);
  }

  private static boolean intersects(CharClass chars, int[] range) {
    for (int c = range[0]; c <= range[1]; c++) {
      if (chars.contains(c)) {
        return true;
      }
    }
    return false;
  }

  private static Map<Character, CharClass> collect() {
    Map<Character, CharClass> variants = new HashMap<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      char folded = CaseFolding.fold((char) c);
      if (folded != c) {
        variants.merge(folded, CharClass.of(c).union(CharClass.of(folded)), CharClass::union);
      }
    }
    return variants;
  }
}
