package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.Nfa.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A deterministic automaton: one look-up per code point. Starts in state 0. */
final class Dfa {
  private static final int DEAD = -1;
  private static final int MAX_CELLS = 1_000_000;
  private static final int MAX_WORK = 20_000_000;
  private static final int MAX_PASSES = 50;

  private final Alphabet alphabet;
  private final int size;

  /** The next state for each state and letter, or {@link #DEAD}. */
  private final int[] next;

  private final BitSet accepting;

  /** States from which everything is accepted. */
  private final BitSet universal;

  private Dfa(Alphabet alphabet, int size, int[] next, BitSet accepting) {
    this.alphabet = alphabet;
    this.size = size;
    this.next = next;
    this.accepting = accepting;
    this.universal = universalStates();
  }

  /** The automaton that accepts what {@code nfa} does; empty if it is larger than allowed. */
  static Optional<Dfa> of(Nfa nfa, int maxStates) {
    Set<CharClass> classes = new LinkedHashSet<>();
    for (int state = 0; state < nfa.size(); state++) {
      nfa.edges(state).forEach(edge -> classes.add(edge.chars()));
    }
    return Alphabet.of(List.copyOf(classes))
        .flatMap(alphabet -> new Construction(nfa, alphabet, maxStates).run());
  }

  /** Whether the whole {@code value} is accepted. */
  boolean matches(String value) {
    int letters = alphabet.size();
    int state = 0;
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (universal.get(state)) {
        return true;
      }
      char c = value.charAt(i);
      int codePoint = c;
      if (Character.isHighSurrogate(c)) {
        codePoint = value.codePointAt(i);
        i += Character.charCount(codePoint) - 1;
      }
      state = next[state * letters + alphabet.letterOf(codePoint)];
      if (state == DEAD) {
        return false;
      }
    }
    return accepting.get(state);
  }

  /** Whether all of the text in bytes is accepted, of which all are ASCII. */
  boolean matches(byte[] ascii, int start, int end) {
    int letters = alphabet.size();
    int state = 0;
    for (int i = start; i < end; i++) {
      state = next[state * letters + alphabet.letterOf(ascii[i])];
      if (state == DEAD) {
        return false;
      }
    }
    return accepting.get(state);
  }

  int size() {
    return size;
  }

  boolean accepts(int state) {
    return accepting.get(state);
  }

  /** Whether every string is accepted. */
  boolean isUniversal() {
    return universal.get(0);
  }

  /** The moves from {@code state}, one for each state they lead to. */
  List<Edge> edges(int state) {
    Map<Integer, CharClass> charsByTarget = new HashMap<>();
    for (int letter = 0; letter < alphabet.size(); letter++) {
      int target = next[state * alphabet.size() + letter];
      if (target != DEAD) {
        charsByTarget.merge(target, alphabet.charsOf(letter), CharClass::union);
      }
    }
    List<Edge> edges = new ArrayList<>();
    charsByTarget.forEach((target, chars) -> edges.add(new Edge(chars, target)));
    return edges;
  }

  /** The automaton that accepts what this one does not. */
  Dfa complement() {
    int letters = alphabet.size();
    int[] total = Arrays.copyOf(next, (size + 1) * letters);
    for (int i = 0; i < total.length; i++) {
      if (i >= next.length || total[i] == DEAD) {
        total[i] = size;
      }
    }
    BitSet complement = (BitSet) accepting.clone();
    complement.flip(0, size + 1);
    return new Dfa(alphabet, size + 1, total, complement);
  }

  /**
   * Starts with all accepting states and drops those that lead to others until none does. Gives up
   * when that takes long: no state then counts as universal, which is safe.
   */
  private BitSet universalStates() {
    BitSet states = (BitSet) accepting.clone();
    boolean changed = true;
    for (int pass = 0; changed; pass++) {
      if (pass == MAX_PASSES) {
        return new BitSet();
      }
      changed = false;
      for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
        for (int i = s * alphabet.size(); i < (s + 1) * alphabet.size(); i++) {
          if (next[i] == DEAD || !states.get(next[i])) {
            states.clear(s);
            changed = true;
            break;
          }
        }
      }
    }
    return states;
  }

  /** The states of a nondeterministic automaton that are one state of the deterministic one. */
  private record Key(int[] states) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(states, key.states);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(states);
    }
  }

  /** The construction by sets of states. */
  private static final class Construction {
    private final Nfa nfa;
    private final Alphabet alphabet;
    private final int maxStates;
    private final Map<Key, Integer> stateByKey = new HashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final BitSet accepting = new BitSet();
    private int[] next = new int[0];
    private long work;

    Construction(Nfa nfa, Alphabet alphabet, int maxStates) {
      this.nfa = nfa;
      this.alphabet = alphabet;
      this.maxStates = Math.min(maxStates, MAX_CELLS / Math.max(1, alphabet.size()));
    }

    Optional<Dfa> run() {
      if ((long) nfa.size() * alphabet.size() > MAX_CELLS) {
        return Optional.empty();
      }
      StateSet start = new StateSet(nfa.size());
      nfa.addClosure(0, start);
      stateFor(start);
      StateSet[] targets = new StateSet[alphabet.size()];
      Arrays.setAll(targets, i -> new StateSet(nfa.size()));
      for (int state = 0; state < keys.size(); state++) {
        if (keys.size() > maxStates || work > MAX_WORK) {
          return Optional.empty();
        }
        addTargets(keys.get(state), targets);
        int needed = (state + 1) * alphabet.size();
        next = needed > next.length ? Arrays.copyOf(next, needed * 2) : next;
        for (int letter = 0; letter < targets.length; letter++) {
          next[state * alphabet.size() + letter] = stateFor(targets[letter]);
          targets[letter].clear();
        }
      }
      int[] cells = Arrays.copyOf(next, keys.size() * alphabet.size());
      return Optional.of(new Dfa(alphabet, keys.size(), cells, accepting));
    }

    private void addTargets(Key key, StateSet[] targets) {
      for (int state : key.states()) {
        for (Edge edge : nfa.edges(state)) {
          BitSet letters = alphabet.lettersOf(edge.chars());
          for (int l = letters.nextSetBit(0); l >= 0; l = letters.nextSetBit(l + 1)) {
            int before = targets[l].size();
            nfa.addClosure(edge.target(), targets[l]);
            work += 1 + targets[l].size() - before;
          }
        }
      }
    }

    private int stateFor(StateSet set) {
      if (set.size() == 0) {
        return DEAD;
      }
      Key key = new Key(set.toSortedArray());
      Integer known = stateByKey.putIfAbsent(key, keys.size());
      if (known != null) {
        return known;
      }
      keys.add(key);
      accepting.set(keys.size() - 1, set.contains(nfa.end()));
      work += set.size();
      return keys.size() - 1;
    }
  }
}
