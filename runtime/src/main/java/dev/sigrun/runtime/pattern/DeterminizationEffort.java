package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.Nfa.Edge;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much work an automaton is that looks at each character once, as Lucene counts it: the states
 * of all sets of states that its {@code Operations.determinize} looks at. Lucene takes the parts of
 * an expression together in another way, so near the limit this is an estimate.
 */
public final class DeterminizationEffort {
  /**
   * What Elasticsearch and OpenSearch allow: 10,000, which Lucene's source multiplies by ten to count
   * states.
   */
  public static final int LIMIT = 100_000;

  private final Nfa nfa;
  private final Alphabet alphabet;

  private DeterminizationEffort(Nfa nfa, Alphabet alphabet) {
    this.nfa = nfa;
    this.alphabet = alphabet;
  }

  /** Whether {@code node} seems to be more work than {@link #LIMIT}. */
  public static boolean isTooMuch(RegexNode node, boolean ignoringCase) {
    Nfa nfa;
    try {
      nfa = Nfa.of(node, ignoringCase);
    } catch (RegexSyntaxException e) {
      return true;
    }
    Set<CharClass> classes = new LinkedHashSet<>();
    for (int state = 0; state < nfa.size(); state++) {
      nfa.edges(state).forEach(edge -> classes.add(edge.chars()));
    }
    Optional<Alphabet> alphabet = Alphabet.of(List.copyOf(classes));
    return alphabet.isEmpty() || new DeterminizationEffort(nfa, alphabet.get()).exceeds();
  }

  private boolean exceeds() {
    long effort = 0;
    Set<Set<Integer>> known = new HashSet<>();
    ArrayDeque<Set<Integer>> open = new ArrayDeque<>();
    StateSet reached = new StateSet(nfa.size());
    nfa.addClosure(0, reached);
    add(reached, known, open);
    StateSet[] targets = new StateSet[alphabet.size()];
    Arrays.setAll(targets, i -> new StateSet(nfa.size()));
    while (!open.isEmpty()) {
      Set<Integer> states = open.remove();
      effort += states.size();
      if (effort >= LIMIT) {
        return true;
      }
      for (int state : states) {
        for (Edge edge : nfa.edges(state)) {
          BitSet letters = alphabet.lettersOf(edge.chars());
          for (int l = letters.nextSetBit(0); l >= 0; l = letters.nextSetBit(l + 1)) {
            nfa.addClosure(edge.target(), targets[l]);
          }
        }
      }
      for (StateSet target : targets) {
        add(target, known, open);
        target.clear();
      }
    }
    return false;
  }

  /** Only states that take a character count: Lucene's automata have no others, but for the end. */
  private void add(StateSet reached, Set<Set<Integer>> known, ArrayDeque<Set<Integer>> open) {
    Set<Integer> states = new HashSet<>();
    for (int i = 0; i < reached.size(); i++) {
      int state = reached.get(i);
      if (state == nfa.end() || !nfa.edges(state).isEmpty()) {
        states.add(state);
      }
    }
    if (!states.isEmpty() && known.add(states)) {
      open.add(states);
    }
  }
}
