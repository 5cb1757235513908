package dev.sigrun.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  @Test
  void goesThroughTheValues() {
    assertThat(new Choices().of(List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void aMissingFieldHasNullAsItsOnlyChoice() {
    assertThat(new Choices().of(List.of())).containsExactly((Object) null);
  }

  @Test
  void choicesComeToAnEnd() {
    Choices choices = new Choices();
    List<Integer> values = Collections.nCopies(100_000, 1);
    long count = 0;
    for (Integer first : choices.of(values)) {
      for (Integer second : choices.of(values)) {
        count += first * second;
      }
    }
    assertThat(count).isBetween(900_000L, (long) Choices.LIMIT);
  }
}
