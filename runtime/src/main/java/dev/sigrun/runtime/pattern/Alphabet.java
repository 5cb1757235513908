package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The code points grouped into letters: sets that no class of an automaton distinguishes. */
final class Alphabet {
  private static final int MAX_WORK = 5_000_000;

  /** The start of each interval of code points; the first is 0. */
  private final int[] starts;

  private final int[] letterOfInterval;
  private final int[] letterOfAscii = new int[128];
  private final int letters;
  private final Map<CharClass, BitSet> lettersOfClass;

  private Alphabet(
      int[] starts, int[] letterOfInterval, int letters, Map<CharClass, BitSet> lettersOfClass) {
    this.starts = starts;
    this.letterOfInterval = letterOfInterval;
    this.letters = letters;
    this.lettersOfClass = lettersOfClass;
    Arrays.setAll(letterOfAscii, this::search);
  }

  /** The alphabet for {@code classes}, all different; empty if it would be too much work. */
  static Optional<Alphabet> of(List<CharClass> classes) {
    TreeSet<Integer> cuts = new TreeSet<>();
    cuts.add(0);
    for (CharClass each : classes) {
      for (int[] range : each.ranges()) {
        cuts.add(range[0]);
        if (range[1] < Character.MAX_CODE_POINT) {
          cuts.add(range[1] + 1);
        }
      }
    }
    if ((long) cuts.size() * classes.size() > MAX_WORK) {
      return Optional.empty();
    }
    int[] starts = cuts.stream().mapToInt(Integer::intValue).toArray();
    int[] letterOfInterval = new int[starts.length];
    Map<BitSet, Integer> letterOfMembership = new HashMap<>();
    List<BitSet> memberships = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      BitSet membership = new BitSet(classes.size());
      for (int c = 0; c < classes.size(); c++) {
        membership.set(c, classes.get(c).contains(starts[i]));
      }
      Integer known = letterOfMembership.putIfAbsent(membership, memberships.size());
      letterOfInterval[i] = known == null ? memberships.size() : known;
      if (known == null) {
        memberships.add(membership);
      }
    }
    Map<CharClass, BitSet> lettersOfClass = new HashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      BitSet members = new BitSet(memberships.size());
      for (int letter = 0; letter < memberships.size(); letter++) {
        members.set(letter, memberships.get(letter).get(c));
      }
      lettersOfClass.put(classes.get(c), members);
    }
    return Optional.of(new Alphabet(starts, letterOfInterval, memberships.size(), lettersOfClass));
  }

  int size() {
    return letters;
  }

  int letterOf(int codePoint) {
    return codePoint < 128 ? letterOfAscii[codePoint] : search(codePoint);
  }

  /** The letters that make up a class of this alphabet. */
  BitSet lettersOf(CharClass chars) {
    BitSet members = lettersOfClass.get(chars);
    return members == null ? new BitSet() : members;
  }

  /** The code points that are {@code letter}. */
  CharClass charsOf(int letter) {
    CharClass chars = CharClass.NONE;
    for (int i = 0; i < starts.length; i++) {
      if (letterOfInterval[i] == letter) {
        int last = i + 1 < starts.length ? starts[i + 1] - 1 : Character.MAX_CODE_POINT;
        chars = chars.union(CharClass.range(starts[i], last));
      }
    }
    return chars;
  }

  private int search(int codePoint) {
    int index = Arrays.binarySearch(starts, codePoint);
    return letterOfInterval[index >= 0 ? index : -index - 2];
  }
}
