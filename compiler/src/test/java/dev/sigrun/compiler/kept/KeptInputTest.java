package dev.sigrun.compiler.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What was written is read; anything else is refused. */
class KeptInputTest {
  private static final List<String> TEXTS =
      List.of("", "a", "\u00e4\u00ff", "\u0100", "\ud83d\ude00", "\ud83d", "a\ude00b", "\0\n");
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, -1L, 63L, 64L, -64L, -65L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE);

  private static KeptOutput all() {
    return new KeptOutput()
        .texts(TEXTS)
        .list(NUMBERS, KeptOutput::number)
        .optional(Optional.of("x"), KeptOutput::text)
        .optional(Optional.<String>empty(), KeptOutput::text)
        .constant(TimeUnit.HOURS)
        .flag(true)
        .bytes(new byte[] {1, -1});
  }

  @Test
  void readsWhatWasWritten() {
    KeptInput in = new KeptInput(all().toBytes());
    assertThat(in.texts()).isEqualTo(TEXTS);
    assertThat(in.list(KeptInput::number)).isEqualTo(NUMBERS);
    assertThat(in.optional(KeptInput::text)).contains("x");
    assertThat(in.optional(KeptInput::text)).isEmpty();
    assertThat(in.constant(TimeUnit.values())).isEqualTo(TimeUnit.HOURS);
    assertThat(in.flag()).isTrue();
    assertThat(in.bytes()).containsExactly(1, -1);
    assertThatThrownBy(in::flag).isInstanceOf(KeptInput.DamagedException.class);
  }

  @Test
  void refusesNumbersThatAreTooLarge() {
    byte[] huge = new KeptOutput().number(Long.MAX_VALUE).toBytes();
    assertThatThrownBy(() -> new KeptInput(huge).texts())
        .isInstanceOf(KeptInput.DamagedException.class);
    assertThatThrownBy(() -> new KeptInput(huge).bytes())
        .isInstanceOf(KeptInput.DamagedException.class);
    assertThatThrownBy(() -> new KeptInput(huge).number(10)).hasMessageContaining("from 0 to 10");
    byte[] wide = new KeptOutput().number(1).number(2).flag(true).flag(true).toBytes();
    assertThatThrownBy(() -> new KeptInput(wide).text())
        .isInstanceOf(KeptInput.DamagedException.class);
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0x80);
    assertThatThrownBy(() -> new KeptInput(endless).number())
        .isInstanceOf(KeptInput.DamagedException.class);
  }

  @Test
  void neverReadsBeyondTheEnd() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      KeptInput in = new KeptInput(bytes);
      try {
        in.texts();
        in.list(each -> each.optional(KeptInput::bytes));
        in.constant(TimeUnit.values());
      } catch (KeptInput.DamagedException e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }
}
