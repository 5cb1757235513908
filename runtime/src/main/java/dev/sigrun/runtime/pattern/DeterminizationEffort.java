package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.Nfa.Edge;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effort to determinize an automaton, as Lucene counts it: the states of all sets of states
 * that its {@code Operations.determinize} looks at. Lucene takes the parts of an expression
 * together in another way, so near the limit this is an estimate.
 */
public final class DeterminizationEffort {
  /**
   * The limit of Elasticsearch and OpenSearch: 10,000, which Lucene's source multiplies by ten to
   * count states.
   */
  public static final int LIMIT = 100_000;

  private final Nfa nfa;
  private final Alphabet alphabet;

  /** The states that requested states reach without a character. */
  private final Map<Integer, int[]> closures = new HashMap<>();

  private final Set<States> known = new HashSet<>();
  private final ArrayDeque<States> open = new ArrayDeque<>();

  private DeterminizationEffort(Nfa nfa, Alphabet alphabet) {
    this.nfa = nfa;
    this.alphabet = alphabet;
  }

  /** A state of the automaton that is made: some states of the other one, in order. */
  private record States(int[] states) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof States that && Arrays.equals(states, that.states);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(states);
    }
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
    add(closure(0));
    StateSet[] targets = new StateSet[alphabet.size()];
    Arrays.setAll(targets, i -> new StateSet(nfa.size()));
    while (!open.isEmpty()) {
      int[] states = open.remove().states();
      effort += states.length;
      if (effort >= LIMIT) {
        return true;
      }
      for (int state : states) {
        for (Edge edge : nfa.edges(state)) {
          int[] reached = closure(edge.target());
          BitSet letters = alphabet.lettersOf(edge.chars());
          for (int l = letters.nextSetBit(0); l >= 0; l = letters.nextSetBit(l + 1)) {
            for (int target : reached) {
              targets[l].add(target);
            }
          }
        }
      }
      for (StateSet target : targets) {
        if (target.size() > 0) {
          add(target.toSortedArray());
          target.clear();
        }
      }
    }
    return false;
  }

  private void add(int[] states) {
    States set = new States(states);
    if (known.add(set)) {
      open.add(set);
    }
  }

  /** Only states that take a character count: Lucene's automata have no others, but for the end. */
  private int[] closure(int state) {
    return closures.computeIfAbsent(
        state,
        start -> {
          StateSet reached = new StateSet(nfa.size());
          nfa.addClosure(start, reached);
          return Arrays.stream(reached.toSortedArray())
              .filter(s -> s == nfa.end() || !nfa.edges(s).isEmpty())
              .toArray();
        });
  }
}
