package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;

/** A growing list of ints. */
public final class IntList {
  private int[] elements = new int[4];
  private int size;

  public void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, size * 2);
    }
    elements[size++] = element;
  }

  public int size() {
    return size;
  }

  public int get(int index) {
    return elements[index];
  }

  public void clear() {
    size = 0;
  }

  public void sort() {
    Arrays.sort(elements, 0, size);
  }

  public int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
