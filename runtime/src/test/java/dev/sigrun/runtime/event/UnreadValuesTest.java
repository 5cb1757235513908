package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Values are read when they are wanted, and are the same whenever that is. */
class UnreadValuesTest {
  private static final String JSON =
      "{\"a\":\"x\",\"list\":[\"1\",2,\"three\",3.5],\"text\":\"some words\",\"at\":\"2024-05-01\"}";

  private final Fields fields = new Fields();
  private final KeywordField name = fields.keyword("a");
  private final NumberField numbers = fields.number("list", NumberType.LONG);
  private final KeywordField words = fields.keyword("text.keyword");
  private final DateField date = fields.date("at");
  private final PresenceField presence = fields.presence("list");
  private final EventReader reader = EventReader.of(fields, () -> 7L);

  private Event read(String json) throws EventFormatException {
    return reader.read(json.getBytes(UTF_8));
  }

  @Test
  void anEventDoesNotChangeWithItsBytes() throws EventFormatException {
    byte[] bytes = ("  " + JSON + "  ").getBytes(UTF_8);
    Event event = reader.read(bytes, 1, bytes.length - 2);
    Arrays.fill(bytes, (byte) ' ');
    assertThat(name.values(event)).containsExactly("x");
    assertThat(words.values(event)).containsExactly("some words");
    assertThat(presence.exists(event)).isTrue();
    assertThat(date.exists(event)).isTrue();
    assertThat(event.now()).isEqualTo(7);
  }

  @Test
  void ignoredValuesAreCountedOnceWhateverWasRead() throws EventFormatException {
    Event unread = read(JSON);
    assertThat(unread.ignoredValues()).isOne();
    Event partlyRead = read(JSON);
    assertThat(numbers.values(partlyRead)).hasSize(3);
    assertThat(partlyRead.ignoredValues()).isOne();
    assertThat(partlyRead.ignoredValues()).isOne();
  }

  @Test
  void largeEventsAreReadAtOnceWithTheSameValues() throws EventFormatException {
    String large =
        JSON.replace("}", ",\"more\":\"" + "y".repeat(ScanningEventReader.MOST_KEPT) + "\"}");
    assertThat(numbers.values(read(large))).isEqualTo(numbers.values(read(JSON)));
    assertThat(words.values(read(large))).isEqualTo(words.values(read(JSON)));
    assertThat(read(large).ignoredValues()).isOne();
  }

  @Test
  void threadsReadTheSame() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 500; i++) {
        Event event = read(JSON);
        Callable<String> describing =
            () -> numbers.values(event) + " " + words.values(event) + " " + event.ignoredValues();
        List<Future<String>> answers = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
          answers.add(threads.submit(describing));
        }
        for (Future<String> answer : answers) {
          assertThat(answer.get()).isEqualTo("[1, 2, 3] [some words] 1");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
