package dev.sigrun.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.executiongraph.failover.ExponentialDelayRestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the job starts again, next to what a cluster says about that. */
class JobRestartsTest {
  private static final String PREFIX = "restart-strategy.exponential-delay.";

  private static Configuration defaults(Configuration cluster) {
    Configuration defaults = new Configuration();
    SigrunJob.setRestarts(cluster, defaults);
    return defaults;
  }

  @ParameterizedTest
  @CsvSource({
    "backoff-multiplier, 2",
    "initial-backoff, 1 ms",
    "initial-backoff, 15 s",
    "initial-backoff, 16 s",
    "initial-backoff, 1 min",
    "max-backoff, 1 s",
    "max-backoff, 1 h",
    "reset-backoff-threshold, 1 s"
  })
  void whatTheClusterSaysIsValidNextToTheDefaults(String option, String value) {
    Configuration cluster = Configuration.fromMap(Map.of(PREFIX + option, value));
    Configuration defaults = defaults(cluster);
    assertThat(defaults.toMap()).doesNotContainKey(PREFIX + option);
    Configuration all = new Configuration(cluster);
    all.addAll(defaults);
    RestartBackoffTimeStrategy strategy =
        ExponentialDelayRestartBackoffTimeStrategy.createFactory(all).create();
    assertThat(strategy.canRestart()).isTrue();
  }

  @Test
  void aClusterThatNamesAStrategyIsLeftAlone() {
    Configuration cluster = new Configuration();
    cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    assertThat(defaults(cluster).toMap()).isEmpty();
  }
}
