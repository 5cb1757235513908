package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.EventRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives every item of a sample an event of its own. Items are served in order, each with the first
 * of its events that leaves one for every item after it; whether it does is a question of matching
 * in a bipartite graph, so that no run into a dead end has to be taken back.
 */
final class Assignments {
  private static final int FREE = -1;

  /** The numbers of each item's events; equal events have equal numbers. */
  private final int[][] numbers;

  private final int max;
  private final boolean[] used;
  private final int[] choice;
  private final List<int[]> found = new ArrayList<>();

  private Assignments(int[][] numbers, int distinct, int max) {
    this.numbers = numbers;
    this.max = max;
    this.used = new boolean[distinct];
    this.choice = new int[numbers.length];
  }

  /**
   * The first {@code max} different assignments. Each gives, for every item, the position of its
   * event among the item's events.
   */
  static List<int[]> of(SampleState state, int max) {
    int[][] numbers = new int[state.items()][];
    Map<EventRecord, Integer> known = new HashMap<>();
    for (int item = 0; item < numbers.length; item++) {
      List<EventRecord> events = state.events(item);
      if (events.isEmpty()) {
        return List.of();
      }
      numbers[item] = new int[events.size()];
      for (int i = 0; i < numbers[item].length; i++) {
        Integer number = known.putIfAbsent(events.get(i), known.size());
        numbers[item][i] = number == null ? known.size() - 1 : number;
      }
    }
    Assignments assignments = new Assignments(numbers, known.size(), max);
    if (assignments.canServeFrom(0)) {
      assignments.serve(0);
    }
    return assignments.found;
  }

  /** Serves {@code item} and those after it, for which there are enough events. */
  private void serve(int item) {
    if (item == numbers.length) {
      found.add(choice.clone());
      return;
    }
    for (int i = 0; i < numbers[item].length && found.size() < max; i++) {
      int number = numbers[item][i];
      if (!used[number]) {
        used[number] = true;
        if (canServeFrom(item + 1)) {
          choice[item] = i;
          serve(item + 1);
        }
        used[number] = false;
      }
    }
  }

  /** Whether the items from {@code item} on can be served with events that are not used. */
  private boolean canServeFrom(int item) {
    int[] itemByEvent = new int[used.length];
    Arrays.fill(itemByEvent, FREE);
    for (int each = item; each < numbers.length; each++) {
      if (!match(each, itemByEvent, used.clone())) {
        return false;
      }
    }
    return true;
  }

  /** Finds an event for {@code item}, moving other items to other events if that helps. */
  private boolean match(int item, int[] itemByEvent, boolean[] visited) {
    for (int number : numbers[item]) {
      if (!visited[number]) {
        visited[number] = true;
        int holder = itemByEvent[number];
        if (holder == FREE || match(holder, itemByEvent, visited)) {
          itemByEvent[number] = item;
          return true;
        }
      }
    }
    return false;
  }
}
