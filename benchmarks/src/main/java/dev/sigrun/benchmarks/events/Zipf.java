package dev.sigrun.benchmarks.events;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Picks elements of a list so that the one at place n comes about n times less often than the
 * first, as names of programs do.
 *
 * @param <T> the type of the choices
 */
final class Zipf<T> {
  private static final double EXPONENT = 1.05;

  private final List<T> elements;
  private final double[] cumulated;

  Zipf(List<T> elements) {
    this.elements = List.copyOf(elements);
    this.cumulated = new double[elements.size()];
    double sum = 0;
    for (int i = 0; i < cumulated.length; i++) {
      sum += 1 / Math.pow(i + 1.0, EXPONENT);
      cumulated[i] = sum;
    }
  }

  T pick(Random random) {
    double point = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, point);
    return elements.get(found < 0 ? -found - 1 : found);
  }
}
