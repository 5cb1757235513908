package dev.sigrun.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.conventions.sample.Shape;
import org.junit.jupiter.api.Test;

class PublicApiTest {
  @Test
  void everyVisibleTypeAndMemberHasALine() {
    assertThat(PublicApi.around(Shape.class, name -> name.endsWith(".sample")))
        .isEqualTo(
            """
            package dev.sigrun.conventions.sample

            abstract class AbstractShape : Shape<String>
              protected AbstractShape(long)
              protected abstract void grow(int[][])
              protected final long size

            protected class AbstractShape.Helper
              protected AbstractShape.Helper()
              void help()

            sealed interface Shape<T extends Comparable<T>> : Comparable<Shape<T>>
              <K> Map<K, List<? super T>> byKey(K[], Comparator<? super K>) throws IOException
              default boolean isRound()
              static final int CORNERS
              static void print(String...)

            enum Shape.Kind
              static final Shape.Kind ANGULAR
              static final Shape.Kind ROUND

            record Shape.Square<T extends Comparable<T>>(T side, Map<String, T> notes) : Shape<T>
              <K> Map<K, List<? super T>> byKey(K[], Comparator<? super K>)
              Shape.Square<T> doubled()
              int compareTo(Shape<T>)
            """);
  }
}
