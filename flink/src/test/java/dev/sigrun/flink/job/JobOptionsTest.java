package dev.sigrun.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the job: where they come from, and what they can be. */
@Tag("smoke")
class JobOptionsTest {
  private static final List<String> LEAST =
      List.of(
          "--sigrun.kafka.bootstrap.servers=broker:9092",
          "--sigrun.events.topics=a;b",
          "--sigrun.alerts.topic=alerts");

  @TempDir Path folder;

  private static JobSettings settings(Map<String, String> cluster, String... arguments) {
    List<String> all = new ArrayList<>(LEAST);
    all.addAll(List.of(arguments));
    return JobSettings.of(
        JobArguments.read(cluster, all, name -> name.equals("SECRET") ? "x;y=\"$1" : null));
  }

  @Test
  void haveDefaults() {
    JobSettings settings = settings(Map.of());
    assertThat(settings.name()).isEqualTo("sigrun");
    assertThat(settings.eventTopics()).containsExactly("a", "b");
    assertThat(settings.outputTopics()).containsExactly("alerts");
    assertThat(settings.isExactlyOnce()).isTrue();
    assertThat(settings.isBounded()).isFalse();
    assertThat(settings.lateness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.rules().jars()).isEmpty();
  }

  @Test
  void comeFromTheClusterThenAFileThenArguments() throws Exception {
    Path file = folder.resolve("sigrun.yaml");
    Files.writeString(
        file,
        """
        sigrun:
          name: from-file
          lateness: 20 s
          rules:
            jars: [/a.jar, /b.jar]
          kafka:
            security.protocol: SASL_SSL
          kafka-source.max.poll.records: 7
          kafka-sink:
            compression.type: zstd
        """);
    JobSettings settings =
        settings(
            Map.of("sigrun.name", "from-cluster", "sigrun.idle", "9 s", "rest.port", "8081"),
            "--config",
            file.toString(),
            "--sigrun.lateness",
            "30 s");
    assertThat(settings.name()).isEqualTo("from-file");
    assertThat(settings.idle()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.lateness()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.rules().jars()).containsExactly("/a.jar", "/b.jar");
    assertThat(settings.kafka())
        .containsEntry("security.protocol", "SASL_SSL")
        .doesNotContainKey("max.poll.records");
    assertThat(settings.kafkaSource())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("max.poll.records", "7")
        .doesNotContainKey("compression.type");
    assertThat(settings.kafkaSink())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("compression.type", "zstd");
  }

  /** A property of Kafka that the connector would use instead of the option counts everywhere. */
  @ParameterizedTest
  @CsvSource({
    "--sigrun.transaction-timeout=5 min, 300000, sigrun.transaction-timeout",
    "--sigrun.kafka.transaction.timeout.ms=7000, 7000, transaction.timeout.ms",
    "--sigrun.kafka-sink.transaction.timeout.ms=9000, 9000, transaction.timeout.ms",
    "--sigrun.name=a, 900000, sigrun.transaction-timeout",
  })
  void timeoutsOfTransactionsAreThoseOfTheProducers(String argument, long millis, String name) {
    JobSettings settings = settings(Map.of(), argument);

    assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofMillis(millis));
    assertThat(settings.kafkaSink()).containsEntry("transaction.timeout.ms", "" + millis);
    assertThat(settings.transactionTimeoutName()).isEqualTo(name);
  }

  @Test
  void timeoutsOfTransactionsAreNumbers() {
    assertThatThrownBy(() -> settings(Map.of(), "--sigrun.kafka-sink.transaction.timeout.ms=5 min"))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining(
            "The property transaction.timeout.ms is \"5 min\", which is not a number of"
                + " milliseconds.");
  }

  @Test
  void takeSecretsFromTheEnvironment() {
    JobSettings settings =
        settings(Map.of(), "--sigrun.kafka.sasl.jaas.config=login password=${env:SECRET};");
    assertThat(settings.kafka()).containsEntry("sasl.jaas.config", "login password=x;y=\"$1;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --sigrun.lateness                        | The option --sigrun.lateness has no value.
          sigrun.lateness=3s                       | Options are written "--KEY VALUE".
          --sigrun.latenes=3s                      | There is no option sigrun.latenes.
          --lateness=3s                            | There is no option lateness.
          --sigrun.lateness=soon                   | The option sigrun.lateness has a wrong value.
          --sigrun.lateness=200000 d               | The option sigrun.lateness is longer than 100,000 days.
          --sigrun.guarantee=twice                 | The option sigrun.guarantee has a wrong value.
          --sigrun.events.bounded=perhaps          | The option sigrun.events.bounded has a wrong value.
          --sigrun.events.start=yesterday          | It can be earliest, latest, committed, or a time such as
          --sigrun.events.start=1960-01-01T00:00:00Z | It can be earliest, latest, committed, or a time such as
          --sigrun.events.topics=a;a               | The option sigrun.events.topics names a topic twice.
          --sigrun.alerts.topic=a                  | The job would read its own output: sigrun.alerts.topic
          --sigrun.dead-letters.topic=b            | The job would read its own output: sigrun.dead-letters.topic
          --sigrun.kafka.bootstrap.servers=        | The option sigrun.kafka.bootstrap.servers is missing
          --sigrun.kafka.ssl.key.password=${env:NO} | needs the variable NO, which is not set.
          --config=/no/such.yaml                   | The file /no/such.yaml cannot be read
          """)
  void areCheckedBeforeAnythingStarts(String argument, String message) {
    assertThatThrownBy(() -> settings(Map.of(), argument))
        .isInstanceOf(JobProblem.class)
        .hasMessageStartingWith("The job cannot start.\n  - ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - sigrun.name: a  | does not consist of options, "KEY: VALUE" each.
          sigrun.name:      | The option sigrun.name has no value.
          sigrun: {nam: a}  | There is no option sigrun.nam.
          """)
  void areCheckedInAFile(String content, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), content);
    assertThatThrownBy(() -> settings(Map.of(), "--config", file.toString()))
        .isInstanceOf(JobProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void areCheckedAllAtOnce() {
    assertThatThrownBy(
            () ->
                JobSettings.of(
                    JobArguments.read(
                        Map.of(), List.of("--sigrun.lateness=x", "--sigrun.idle=y"), name -> null)))
        .hasMessageContaining("sigrun.lateness has")
        .hasMessageContaining("sigrun.idle has")
        .hasMessageContaining("sigrun.events.topics is missing")
        .hasMessageContaining("sigrun.alerts.topic is missing")
        .hasMessageContaining("sigrun.kafka.bootstrap.servers is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "earliest",
    "latest",
    "COMMITTED",
    "2026-01-31T08:00:00Z",
    "2026-01-31T08:00:00+02:00"
  })
  void letAJobStartAnywhere(String start) {
    assertThat(settings(Map.of(), "--sigrun.events.start", start).start()).isNotNull();
  }
}
