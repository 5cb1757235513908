package dev.sigrun.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.record.StreamAlert;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records for topics. */
@Tag("smoke")
class AlertRecordsTest {
  private static final KafkaSinkContext CONTEXT =
      new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
          return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
          return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
          return new int[] {0};
        }
      };

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static StreamAlert alert(String json) {
    return new StreamAlert("id-1", "rule-1", 5, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "none" : text(header.value());
  }

  @Test
  void haveTheIdAsKeyAndNoTimeOfTheEvent() {
    ProducerRecord<byte[], byte[]> record =
        new AlertRecords("alerts", 100).serialize(alert("{\"a\":1}"), CONTEXT, 5L);
    assertThat(record.topic()).isEqualTo("alerts");
    assertThat(text(record.key())).isEqualTo("id-1");
    assertThat(text(record.value())).isEqualTo("{\"a\":1}");
    assertThat(header(record, "sigrun-rule-id")).isEqualTo("rule-1");
    assertThat(header(record, "sigrun-shortened-from")).isEqualTo("none");
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void areShortenedRatherThanRefusedForEver() {
    String own = "\"kibana.alert.reason\":\"" + "r".repeat(100) + "\"";
    StreamAlert large =
        alert(
            "{\"kibana.alert.uuid\":\"id-1\"," + own + ",\"message\":\"" + "m".repeat(500) + "\"}");
    ProducerRecord<byte[], byte[]> record =
        new AlertRecords("alerts", 300).serialize(large, CONTEXT, 5L);
    assertThat(text(record.value())).contains("id-1", own).doesNotContain("message");
    assertThat(header(record, "sigrun-shortened-from"))
        .isEqualTo(large.document().length + " bytes");
    assertThat(text(new AlertRecords("alerts", 100).serialize(large, CONTEXT, 5L).value()))
        .isEqualTo("{\"kibana.alert.uuid\":\"id-1\"}");
  }

  @Test
  void keepWhatIsNotAnEventWithItsPlace() {
    PlacedEvent input =
        PlacedEvent.at("events-2", 2, 41, 7, "not JSON".getBytes(StandardCharsets.UTF_8));
    ProducerRecord<byte[], byte[]> record =
        new DeadLetterRecords("dead", 5).serialize(new DeadLetter(input, "because"), CONTEXT, 5L);
    assertThat(text(record.value())).isEqualTo("not J");
    assertThat(header(record, "sigrun-reason")).isEqualTo("because");
    assertThat(header(record, "sigrun-source")).isEqualTo("events-2");
    assertThat(header(record, "sigrun-offset")).isEqualTo("41");
    assertThat(header(record, "sigrun-shortened-from")).isEqualTo("8 bytes");
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void sayWhereALateEventIs() {
    ProducerRecord<byte[], byte[]> record =
        new LateEventRecords("late")
            .serialize(new LateEvent("@timestamp", "events-2", 42, 0), CONTEXT, 5L);
    assertThat(text(record.value()))
        .isEqualTo(
            "{\"offset\":41,\"source\":\"events-2\",\"time\":\"1970-01-01T00:00:00Z\","
                + "\"timeline\":\"@timestamp\"}");
    assertThat(record.timestamp()).isNull();
  }
}
