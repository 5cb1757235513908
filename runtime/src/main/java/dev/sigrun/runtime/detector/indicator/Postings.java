package dev.sigrun.runtime.detector.indicator;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** Numbers of indicators, ascending. */
final class Postings {
  int size;
  private int[] numbers = new int[1];

  /** Adds a number that is not less than the last one; the last one itself is not added again. */
  void add(int number) {
    if (size > 0 && numbers[size - 1] == number) {
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  boolean has(int number) {
    return Arrays.binarySearch(numbers, 0, size, number) >= 0;
  }

  List<Integer> asList() {
    return new AbstractList<>() {
      @Override
      public Integer get(int index) {
        return numbers[java.util.Objects.checkIndex(index, size)];
      }

      @Override
      public int size() {
        return size;
      }
    };
  }
}
