package dev.sigrun.kafka.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.kafka.topic.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the runner: where they come from, and what they can be. */
@Tag("smoke")
class SettingsTest {
  private static final List<String> LEAST =
      List.of(
          "--bootstrap.servers=broker:9092",
          "--rules.jars=a.jar,b.jar",
          "--events.topic=events",
          "--alerts.topic=alerts");

  @TempDir Path folder;

  private static Settings settings(String... arguments) {
    List<String> all = new ArrayList<>(LEAST);
    all.addAll(List.of(arguments));
    return Settings.of(all, name -> name.equals("SECRET") ? "x;y=\"$1" : null);
  }

  @Test
  void haveDefaults() {
    Settings settings = settings();
    assertThat(settings.name()).isEqualTo("sigrun");
    assertThat(settings.rules()).containsExactly(Path.of("a.jar"), Path.of("b.jar"));
    assertThat(settings.key()).isEmpty();
    assertThat(settings.deadLetterTopic()).isEmpty();
    assertThat(settings.stateTopic()).isEqualTo("sigrun-state");
    assertThat(settings.start()).isEqualTo(new Settings.Start.Earliest());
    assertThat(settings.maxStateBytes()).isEqualTo(64L << 20);
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.lateness()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.maxJump()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.threads()).isEqualTo(1);
    assertThat(settings.consumer())
        .containsEntry("group.id", "sigrun")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false");
    assertThat(settings.producer()).containsEntry("transaction.timeout.ms", "60000");
  }

  @Test
  void comeFromAFileThenArguments() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("runner.properties"),
            """
            sigrun.name=from-file
            sigrun.lateness=20 s
            events.key = host.id
            security.protocol=SASL_SSL
            sasl.jaas.config=login password=${env:SECRET};
            consumer.max.poll.records=7
            producer.compression.type=lz4
            kafka.my.plugin.setting=42
            """);
    Settings settings = settings("--config", file.toString(), "--lateness", "30s", "--name", "b");
    assertThat(settings.name()).isEqualTo("b");
    assertThat(settings.lateness()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.key()).contains("host.id");
    assertThat(settings.kafka())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "login password=x;y=\"$1;")
        .containsEntry("my.plugin.setting", "42")
        .doesNotContainKeys("max.poll.records", "compression.type", "sigrun.name");
    assertThat(settings.consumer())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("max.poll.records", "7")
        .containsEntry("group.id", "b")
        .doesNotContainKey("compression.type");
    assertThat(settings.producer())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("compression.type", "lz4")
        .doesNotContainKey("max.poll.records");
  }

  /** The classic protocol moves partitions cooperatively; the new one has no such property. */
  @Test
  void leaveTheProtocolOfTheGroupToUsers() {
    assertThat(settings().consumer())
        .containsEntry(
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    assertThat(settings("--consumer.group.protocol=consumer").consumer())
        .containsEntry("group.protocol", "consumer")
        .doesNotContainKey("partition.assignment.strategy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --lateness                              | The option --lateness has no value.
          lateness=3s                             | Options are written "--KEY VALUE".
          --latenes=3s                            | There is no option latenes,
          --sigrun.latenes=3s                     | There is no option sigrun.latenes,
          --securty.protocol=SSL                  | write kafka.securty.protocol for a property of a plugin
          --consumer.compression.type=lz4         | There is no option consumer.compression.type,
          --lateness=soon                         | The option sigrun.lateness is "soon", which is not a duration
          --lateness=30                           | which is not a duration of at most 100,000 days, such as 500 ms
          --max-jump=200000 d                     | The option sigrun.max-jump is "200000 d"
          --commit.interval=0 s                   | The option sigrun.commit.interval is zero.
          --commit.interval=40 s                  | less than twice sigrun.commit.interval (40000 ms)
          --state.max-bytes=0                     | it can be a number from 1 to 1073741824.
          --threads=many                          | The option sigrun.threads is "many"; it can be a number from 1 to 256.
          --events.start=yesterday                | It can be earliest, latest, or a time such as
          --events.start=1960-01-01T00:00:00Z     | It can be earliest, latest, or a time such as
          --alerts.topic=events                   | are the same: [events, events, sigrun-state]
          --state.topic=alerts                    | are the same: [events, alerts, alerts]
          --bootstrap.servers=                    | The property bootstrap.servers is missing
          --events.topic=                         | The option sigrun.events.topic is missing: the topic of events
          --group.id=mine                         | The runner sets the property group.id itself.
          --producer.transactional.id=mine        | The runner sets the property transactional.id itself.
          --ssl.key.password=${env:NO}            | The option ssl.key.password needs the variable NO, which is not set.
          --producer.transaction.timeout.ms=5 min | The property transaction.timeout.ms is not a number of milliseconds.
          --config=/no/such.properties            | The file /no/such.properties cannot be read
          """)
  void areCheckedBeforeAnythingStarts(String argument, String message) {
    assertThatThrownBy(() -> settings(argument))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void areCheckedAllAtOnce() {
    assertThatThrownBy(() -> Settings.of(List.of("--lateness=x", "--threads=y"), name -> null))
        .hasMessageContaining("sigrun.lateness is")
        .hasMessageContaining("sigrun.threads is")
        .hasMessageContaining("sigrun.rules.jars is missing")
        .hasMessageContaining("sigrun.events.topic is missing")
        .hasMessageContaining("sigrun.alerts.topic is missing")
        .hasMessageContaining("bootstrap.servers is missing");
  }

  /** Whatever is wrong with a secret, or next to it. */
  @ParameterizedTest
  @CsvSource({
    "--sasl.jaas.config=s3cret --name",
    "--sasl.jaas.confg=s3cret",
    "s3cret",
    "--producer.transaction.timeout.ms=s3cret",
    "--kafka.group.id=s3cret",
  })
  void secretsAreNotPrinted(String arguments) {
    assertThatThrownBy(() -> settings(arguments.split(" ")))
        .isInstanceOf(StartProblem.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "500 ms, 500",
    "3s, 3000",
    "2 m, 120000",
    "2min, 120000",
    "1 h, 3600000",
    "1d, 86400000"
  })
  void durationsHaveUnits(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @Test
  void beginAtATime() {
    assertThat(settings("--events.start=2026-01-31T08:00:00+02:00").start())
        .isEqualTo(new Settings.Start.At(1_769_839_200_000L));
    assertThat(settings("--events.start=LATEST").start()).isEqualTo(new Settings.Start.Latest());
  }
}
