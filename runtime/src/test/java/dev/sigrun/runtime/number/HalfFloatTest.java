package dev.sigrun.runtime.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.0999755859375",
    "0.10001, 0.10003662109375",
    "9.8, 9.796875",
    "-9.8, -9.796875",
    "2049, 2048",
    "2051, 2052",
    "65504, 65504",
    "65519.5, 65504",
    "65520, Infinity",
    "-1e39, -Infinity",
    "5e-8, 5.9604644775390625e-8",
    "2.9802322387695312e-8, 0",
    "1e-50, 0",
  })
  void roundsToTheNearest(float number, float rounded) {
    assertThat(HalfFloat.round(number)).isEqualTo(rounded);
  }

  /** Numbers of half precision are unchanged; others are rounded to one of them. */
  @Test
  void roundsNothingThatItKeeps() {
    for (int exponent = -14; exponent <= 15; exponent++) {
      for (int digits = 1024; digits < 2048; digits++) {
        float kept = (float) Math.scalb((double) digits, exponent - 10);
        assertThat(HalfFloat.round(kept)).isEqualTo(kept);
        assertThat(HalfFloat.round(Math.nextUp(kept))).isEqualTo(kept);
        assertThat(HalfFloat.round(-Math.nextDown(kept))).isEqualTo(-kept);
      }
    }
  }
}
