package dev.sigrun.runtime.pattern;

import java.util.Arrays;

/** A set of the states of an automaton, in the order in which they were added. */
final class StateSet {
  private final int[] states;
  private final int[] positions;
  private int size;

  StateSet(int capacity) {
    states = new int[capacity];
    positions = new int[capacity];
  }

  /** Returns whether the state was not yet there. */
  boolean add(int state) {
    if (contains(state)) {
      return false;
    }
    positions[state] = size;
    states[size++] = state;
    return true;
  }

  boolean contains(int state) {
    int position = positions[state];
    return position < size && states[position] == state;
  }

  int get(int index) {
    return states[index];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int[] toSortedArray() {
    int[] sorted = Arrays.copyOf(states, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
