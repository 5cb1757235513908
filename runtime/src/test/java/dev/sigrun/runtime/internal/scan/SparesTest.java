package dev.sigrun.runtime.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.event.ScanPlan;
import dev.sigrun.runtime.event.ScanningEventReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SparesTest {
  @Test
  void givesOneToOneUserAtATime() {
    Spares<StringBuilder> spares = new Spares<>(StringBuilder::new);
    StringBuilder first = spares.take();
    StringBuilder second = spares.take();
    assertThat(second).isNotSameAs(first);
    spares.give(first);
    assertThat(spares.take()).isSameAs(first);
    assertThat(spares.take()).isNotSameAs(first);
  }

  /** Threads live longer than rules that are replaced. */
  @Test
  void aThreadThatReadKeepsNothingOfTheReader() throws Exception {
    WeakReference<Object> keys = new WeakReference<>(read());
    for (int i = 0; i < 50 && keys.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(keys.get()).isNull();
  }

  private static Object read() throws Exception {
    ScanPlan plan = ScanPlan.of(new Fields());
    ScanningEventReader reader = new ScanningEventReader(plan, Now.of(() -> 0));
    byte[] json = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(json)).isNotNull();
    return reader.keys();
  }
}
