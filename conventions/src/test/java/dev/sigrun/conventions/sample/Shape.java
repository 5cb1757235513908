package dev.sigrun.conventions.sample;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Something with an API. */
public sealed interface Shape<T extends Comparable<T>> extends Comparable<Shape<T>>
    permits Shape.Square, AbstractShape {
  int CORNERS = 4;

  <K> Map<K, List<? super T>> byKey(K[] keys, Comparator<? super K> order) throws IOException;

  default boolean isRound() {
    return isSmooth();
  }

  private boolean isSmooth() {
    return false;
  }

  static void print(String... texts) {}

  /** A record: its components are its API. */
  record Square<T extends Comparable<T>>(T side, Map<String, T> notes) implements Shape<T> {
    @Override
    public <K> Map<K, List<? super T>> byKey(K[] keys, Comparator<? super K> order) {
      return Map.of();
    }

    @Override
    public int compareTo(Shape<T> other) {
      return 0;
    }

    public Square<T> doubled() {
      return this;
    }
  }

  /** Constants. */
  enum Kind {
    ROUND,
    ANGULAR {
      @Override
      int corners() {
        return CORNERS;
      }
    };

    int corners() {
      return 0;
    }
  }
}
