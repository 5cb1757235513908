package dev.sigrun.benchmarks.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventGeneratorTest {
  @Test
  void givesTheSameBytesForTheSameSeed() throws IOException {
    assertThat(bytes(1)).isEqualTo(bytes(1)).isNotEqualTo(bytes(2));
  }

  @Test
  void makesEventsOfUsualSize() throws IOException {
    assertThat(bytes(EventGenerator.DEFAULT_SEED).length / 2000).isBetween(1450, 1650);
  }

  private static byte[] bytes(long seed) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventGenerator(seed).write(bytes, 2000);
    return bytes.toByteArray();
  }
}
