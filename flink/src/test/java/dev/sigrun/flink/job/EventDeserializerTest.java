package dev.sigrun.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.flink.record.PlacedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("smoke")
class EventDeserializerTest {
  private final EventDeserializer events = new EventDeserializer(List.of("a", "b"));
  private final List<PlacedEvent> found = new ArrayList<>();

  private void read(String topic, int partition, long offset) {
    events.deserialize(
        new ConsumerRecord<>(
            topic, partition, offset, new byte[0], "{}".getBytes(StandardCharsets.UTF_8)),
        new Collector<>() {
          @Override
          public void collect(PlacedEvent event) {
            found.add(event);
          }

          @Override
          public void close() {}
        });
  }

  @Test
  void placesAreInTheOrderOfTopicsPartitionsAndOffsets() {
    read("a", 0, 5);
    read("a", 1, 0);
    read("a", EventDeserializer.MAX_PARTITIONS - 1, 7);
    read("b", 0, 0);

    assertThat(found).extracting(PlacedEvent::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(found)
        .extracting(PlacedEvent::toString)
        .containsExactly("a-0:6", "a-1:1", "a-4095:8", "b-0:1");
  }

  /** The place of the first partition too many is that of the first of the next topic. */
  @Test
  void partitionsWithoutAPlaceOfTheirOwnAreRefused() {
    assertThatThrownBy(() -> read("a", EventDeserializer.MAX_PARTITIONS, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The topic a has a partition 4096; a job can read 4096 of a topic. Start another job for"
                + " it.");
    assertThat(found).isEmpty();
  }
}
