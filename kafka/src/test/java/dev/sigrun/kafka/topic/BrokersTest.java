package dev.sigrun.kafka.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems with brokers, in words that may be logged. */
@Tag("smoke")
class BrokersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.common.security.plain.PlainLoginModule hunter2;",
        "org.apache.kafka.common.security.plain.PlainLoginModule required password=a hunter2;"
      })
  void doNotQuotePasswords(String login) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    properties.setProperty("security.protocol", "SASL_PLAINTEXT");
    properties.setProperty("sasl.mechanism", "PLAIN");
    properties.setProperty("sasl.jaas.config", login);
    assertThatThrownBy(() -> Brokers.ask(properties, "test", "test", brokers -> ""))
        .isInstanceOf(StartProblem.class)
        .hasMessageContaining("in JAAS config")
        .hasMessageNotContaining("hunter2");
  }
}
