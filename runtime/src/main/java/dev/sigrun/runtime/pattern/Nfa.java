package dev.sigrun.runtime.pattern;

import dev.sigrun.runtime.pattern.RegexNode.Assertion;
import dev.sigrun.runtime.pattern.RegexNode.Chars;
import dev.sigrun.runtime.pattern.RegexNode.Choice;
import dev.sigrun.runtime.pattern.RegexNode.Complement;
import dev.sigrun.runtime.pattern.RegexNode.Intersection;
import dev.sigrun.runtime.pattern.RegexNode.Repeat;
import dev.sigrun.runtime.pattern.RegexNode.Sequence;
import dev.sigrun.runtime.pattern.RegexNode.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A nondeterministic automaton over code points, built after Thompson. */
final class Nfa {
  private static final int MAX_STATES = 10_000;
  private static final int MAX_BUILD_STEPS = 1_000_000;
  private static final int MAX_OPERAND_STATES = 10_000;

  private final boolean ignoringCase;
  private final List<State> states = new ArrayList<>();
  private int steps;
  private int end;

  /** The state that a code point of a class leads to. */
  record Edge(CharClass chars, int target) {}

  /** A move that takes no code point, at positions of a kind. */
  private record Guard(Assertion.Kind kind, int target) {}

  /** Moves by code points, and moves that take none. */
  private static final class State {
    private final List<Edge> edges = new ArrayList<>(1);
    private final List<Integer> jumps = new ArrayList<>(1);
    private final List<Guard> guards = new ArrayList<>(0);
  }

  private Nfa(boolean ignoringCase) {
    this.ignoringCase = ignoringCase;
  }

  /**
   * The automaton of {@code node}. Starts in state 0.
   *
   * @throws RegexSyntaxException if it would be too large
   */
  static Nfa of(RegexNode node, boolean ignoringCase) {
    Nfa nfa = new Nfa(ignoringCase);
    nfa.end = nfa.build(node, nfa.addState());
    boolean guarded = nfa.states.stream().anyMatch(state -> !state.guards.isEmpty());
    return guarded ? nfa.withoutGuards() : nfa;
  }

  /** A state of this automaton, the kind before its position and those that may follow it. */
  private record Place(int state, int before, int behind) {}

  /** The automaton that accepts the same, in which states know their surroundings. */
  private Nfa withoutGuards() {
    Boundaries boundaries = new Boundaries();
    Nfa plain = new Nfa(ignoringCase);
    Map<Place, Integer> numbers = new LinkedHashMap<>();
    List<Place> places = new ArrayList<>();
    plain.number(new Place(0, Boundaries.NOTHING, Boundaries.ALL), numbers, places);
    plain.end = plain.addState();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      int from = plain.number(place, numbers, places);
      State state = states.get(place.state());
      for (int target : state.jumps) {
        Place next = new Place(target, place.before(), place.behind());
        plain.addJump(from, plain.number(next, numbers, places));
      }
      for (Guard guard : state.guards) {
        int behind = place.behind() & Boundaries.allowed(guard.kind(), place.before());
        if (behind != 0) {
          Place next = new Place(guard.target(), place.before(), behind);
          plain.addJump(from, plain.number(next, numbers, places));
        }
      }
      for (Edge edge : state.edges) {
        for (int kind = Boundaries.WORD; kind <= Boundaries.OTHER; kind++) {
          CharClass chars = boundaries.part(edge.chars(), kind);
          if (Boundaries.holds(place.behind(), kind) && !chars.isEmpty()) {
            Place next = new Place(edge.target(), kind, Boundaries.ALL);
            int target = plain.number(next, numbers, places);
            plain.states.get(from).edges.add(new Edge(chars, target));
          }
        }
      }
      if (place.state() == end && Boundaries.holds(place.behind(), Boundaries.NOTHING)) {
        plain.addJump(from, plain.end);
      }
    }
    return plain;
  }

  private int number(Place place, Map<Place, Integer> numbers, List<Place> places) {
    Integer known = numbers.get(place);
    if (known != null) {
      return known;
    }
    int number = addState();
    numbers.put(place, number);
    places.add(place);
    return number;
  }

  int size() {
    return states.size();
  }

  /** The only state that accepts. */
  int end() {
    return end;
  }

  List<Edge> edges(int state) {
    return states.get(state).edges;
  }

  /** Adds to {@code set} all states that {@code state} reaches without a code point. */
  void addClosure(int state, StateSet set) {
    if (!set.add(state)) {
      return;
    }
    for (int i = set.size() - 1; i < set.size(); i++) {
      for (int target : states.get(set.get(i)).jumps) {
        set.add(target);
      }
    }
  }

  /** Whether the whole {@code value} is accepted, in time linear in it. */
  boolean matches(String value) {
    StateSet current = new StateSet(size());
    StateSet next = new StateSet(size());
    addClosure(0, current);
    for (int i = 0; i < value.length() && current.size() > 0; ) {
      int codePoint = value.codePointAt(i);
      next.clear();
      for (int s = 0; s < current.size(); s++) {
        for (Edge edge : edges(current.get(s))) {
          if (!next.contains(edge.target()) && edge.chars().contains(codePoint)) {
            addClosure(edge.target(), next);
          }
        }
      }
      StateSet swap = current;
      current = next;
      next = swap;
      i += Character.charCount(codePoint);
    }
    return current.contains(end);
  }

  private int addState() {
    if (states.size() == MAX_STATES) {
      throw tooLarge();
    }
    states.add(new State());
    return states.size() - 1;
  }

  private void addJump(int from, int to) {
    states.get(from).jumps.add(to);
  }

  private int addEdge(int from, CharClass chars) {
    int to = addState();
    states.get(from).edges.add(new Edge(chars, to));
    return to;
  }

  /** Adds {@code node} after the state {@code from}; returns the state in which it ends. */
  private int build(RegexNode node, int from) {
    if (++steps > MAX_BUILD_STEPS) {
      throw tooLarge();
    }
    if (node instanceof Chars chars) {
      return addEdge(from, chars.chars());
    }
    if (node instanceof Text text) {
      int[] state = {from};
      text.text()
          .codePoints()
          .forEach(
              codePoint ->
                  state[0] =
                      addEdge(
                          state[0],
                          ignoringCase ? CaseVariants.of(codePoint) : CharClass.of(codePoint)));
      return state[0];
    }
    if (node instanceof Sequence sequence) {
      int state = from;
      for (RegexNode part : sequence.parts()) {
        state = build(part, state);
      }
      return state;
    }
    if (node instanceof Choice choice) {
      int join = addState();
      for (RegexNode alternative : choice.alternatives()) {
        int start = addState();
        addJump(from, start);
        addJump(build(alternative, start), join);
      }
      return join;
    }
    if (node instanceof Assertion assertion) {
      int to = addState();
      states.get(from).guards.add(new Guard(assertion.kind(), to));
      return to;
    }
    return node instanceof Repeat repeat
        ? buildRepeat(repeat, from)
        : buildSetOperation(node, from);
  }

  private int buildRepeat(Repeat repeat, int from) {
    int state = from;
    for (int i = 0; i < repeat.min(); i++) {
      state = build(repeat.part(), state);
    }
    int join = addState();
    if (repeat.max() == Repeat.UNLIMITED) {
      int partEnd = build(repeat.part(), join);
      // As in Lucene, repeating what matches nothing matches nothing, not even the empty string.
      if (reaches(join, partEnd)) {
        addJump(state, join);
      }
      addJump(partEnd, join);
      return join;
    }
    addJump(state, join);
    for (int i = repeat.min(); i < repeat.max(); i++) {
      // A state of its own keeps what loops inside the part from leading into the next round.
      int start = addState();
      addJump(state, start);
      state = build(repeat.part(), start);
      addJump(state, join);
    }
    return join;
  }

  private boolean reaches(int from, int to) {
    StateSet seen = new StateSet(size());
    seen.add(from);
    for (int i = 0; i < seen.size() && !seen.contains(to); i++) {
      State state = states.get(seen.get(i));
      state.jumps.forEach(seen::add);
      state.guards.forEach(guard -> seen.add(guard.target()));
      state.edges.stream().filter(e -> !e.chars().isEmpty()).forEach(e -> seen.add(e.target()));
      steps++;
    }
    return seen.contains(to);
  }

  private int buildSetOperation(RegexNode node, int from) {
    Dfa dfa;
    if (node instanceof Complement complement) {
      dfa = determinized(complement.part()).complement();
    } else {
      List<RegexNode> parts = ((Intersection) node).parts();
      List<Dfa> complements = new ArrayList<>();
      Nfa union = new Nfa(ignoringCase);
      int start = union.addState();
      union.end = union.addState();
      for (RegexNode part : parts) {
        complements.add(determinized(part).complement());
      }
      for (Dfa complement : complements) {
        union.addJump(union.embed(complement, start), union.end);
      }
      dfa = determinized(union).complement();
    }
    return embed(dfa, from);
  }

  private Dfa determinized(RegexNode node) {
    steps += 1_000;
    return determinized(of(node, ignoringCase));
  }

  private static Dfa determinized(Nfa nfa) {
    Optional<Dfa> dfa = Dfa.of(nfa, MAX_OPERAND_STATES);
    return dfa.orElseThrow(Nfa::tooLarge);
  }

  private int embed(Dfa dfa, int from) {
    int[] stateOf = new int[dfa.size()];
    Arrays.setAll(stateOf, i -> addState());
    int join = addState();
    addJump(from, stateOf[0]);
    for (int i = 0; i < stateOf.length; i++) {
      for (Edge edge : dfa.edges(i)) {
        states.get(stateOf[i]).edges.add(new Edge(edge.chars(), stateOf[edge.target()]));
      }
      if (dfa.accepts(i)) {
        addJump(stateOf[i], join);
      }
    }
    return join;
  }

  private static RegexSyntaxException tooLarge() {
    return new RegexSyntaxException("The expression is too large", 0);
  }
}
