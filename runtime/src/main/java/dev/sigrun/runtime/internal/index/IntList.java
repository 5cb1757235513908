package dev.sigrun.runtime.internal.index;

import java.util.Arrays;

/** A growing list of ints. */
final class IntList {
  private int[] elements = new int[4];
  private int size;

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size * 2);
    }
    elements[size++] = element;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return elements[index];
  }

  void clear() {
    size = 0;
  }

  void sort() {
    Arrays.sort(elements, 0, size);
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
