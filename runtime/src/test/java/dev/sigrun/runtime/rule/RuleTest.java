package dev.sigrun.runtime.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  /** A rule with these parameters, if there are any, which are opened once. */
  private static Rule late(String ruleId, String... json) {
    Iterator<String> files = List.of(json).iterator();
    return Rule.late(
        ruleId,
        file -> {
          assertThat(file).isEqualTo("File.json");
          return files.hasNext() ? new ByteArrayInputStream(files.next().getBytes(UTF_8)) : null;
        },
        "File.json");
  }

  /** The typed facts of a rule, and what they are where its parameters do not give them. */
  @Test
  void answersWhatItsParametersSay() {
    Rule rule =
        late(
            "a",
            """
            {"rule_id": "a", "tags": ["x", "y"], "interval": "10m",
             "threshold": {"field": ["host.id"], "cardinality": [{"field": "user.id", "value": 2}]},
             "correlation": {"group_by": ["Computer"]}}
            """);
    assertThat(rule.tags()).containsExactly("x", "y");
    assertThat(rule.interval()).contains(Duration.ofMinutes(10));
    assertThat(rule.thresholdFields()).containsExactly("host.id");
    assertThat(rule.countedFields()).containsExactly("user.id");
    assertThat(rule.correlationFields()).containsExactly("Computer");
    assertThat(rule.suppressionFields()).containsExactly("host.id");

    Rule suppressed =
        late(
            "b",
            """
            {"rule_id": "b", "threshold": {"field": "host.id"}, "interval": "soon",
             "alert_suppression": {"group_by": ["user.name"]}}
            """);
    assertThat(suppressed.thresholdFields()).containsExactly("host.id");
    assertThat(suppressed.suppressionFields()).containsExactly("user.name");
    assertThat(suppressed.interval()).isEmpty();

    Rule bare = late("c", "{\"rule_id\": \"c\", \"threshold\": {\"field\": \"\"}}");
    assertThat(bare.tags()).isEmpty();
    assertThat(bare.interval()).isEmpty();
    assertThat(bare.thresholdFields()).isEmpty();
    assertThat(bare.countedFields()).isEmpty();
    assertThat(bare.correlationFields()).isEmpty();
    assertThat(bare.suppressionFields()).isEmpty();
  }

  @Test
  void readsItsParameters() {
    Rule rule =
        late(
            "a",
            """
            {"name": "N \\" ] } ü", "rule_id": "a", "severity": "high", "risk_score": 73,
             "type": "eql", "language": "eql", "tags": ["x"], "n": null,
             "inner": {"rule_id": "wrong"}, "list": [{"rule_id": "wrong"}, "rule_id"]}
            """);
    assertThat(rule.ruleId()).isEqualTo("a");
    assertThat(rule.name()).isEqualTo("N \" ] } ü");
    assertThat(rule.severity()).isEqualTo("high");
    assertThat(rule.riskScore()).isEqualTo(73);
    assertThat(rule.type()).isEqualTo("eql");
    assertThat(rule.language()).isEqualTo("eql");
    assertThat(rule.parameters().keySet())
        .startsWith("name", "rule_id", "severity")
        .contains("n", "inner");
    assertThatThrownBy(() -> rule.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(rule).isEqualTo(Rule.of(rule.parameters())).hasToString("a");
  }

  @Test
  void hasDefaults() {
    Rule rule = late("b", "{\"rule_id\":\"b\",\"value\":\"rule_id\"}");
    assertThat(rule.name()).isEqualTo("b");
    assertThat(rule.riskScore()).isZero();
    assertThat(rule.severity()).isEqualTo("low");
    assertThat(rule.type()).isEqualTo("query");
    assertThat(rule.language()).isEmpty();
  }

  @Test
  void needsAnId() {
    assertThatThrownBy(() -> Rule.of(Map.of("rule_id", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsNothingBeforeItIsAskedForMoreThanTheId() {
    assertThat(late("a").ruleId()).isEqualTo("a");
    assertThat(late("a")).hasToString("a").isNotEqualTo("a").hasSameHashCodeAs(late("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"rule_id\":\"a\",\"name\":\"x\",} | Unexpected character",
        "{\"rule_id\":\"a\" \"name\":\"x\"} | Unexpected character",
        "{\"rule_id\":\"a\",\"name\":\"\\q\"} | Unrecognized character escape",
        "{\"rule_id\":\"a\",\"name\":[}} | Unexpected close marker",
        "{\"rule_id\":\"a\" | Unexpected end-of-input",
        "{\"rule_id\":\"b\"} | they belong to another rule",
        "{\"rule_id\":1} | they belong to another rule",
        "{} | they belong to another rule",
        "[] | they belong to another rule",
        " | there is no File.json"
      })
  void saysEachTimeThatItsParametersAreDamaged(@Nullable String json, String reason) {
    Rule rule = json == null ? late("a") : late("a", json, json);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(rule::parameters)
          .isInstanceOf(DamagedRuleException.class)
          .hasMessageContaining("The parameters of the rule a are damaged: ")
          .hasMessageContaining(reason);
    }
    assertThat(rule.ruleId()).isEqualTo("a");
  }

  @Test
  void saysThatItsParametersCannotBeRead() {
    Rule rule =
        Rule.late(
            "a",
            file ->
                new InputStream() {
                  @Override
                  public int read() throws IOException {
                    throw new IOException("broken disk");
                  }
                },
            "File.json");
    assertThatThrownBy(rule::name)
        .isInstanceOf(DamagedRuleException.class)
        .hasMessageContaining("broken disk");
  }

  @Test
  void manyThreadsReadTheSameParameters() throws Exception {
    Rule rule = late("a", "{\"rule_id\":\"a\",\"name\":\"A\"}");
    List<Callable<Map<String, ?>>> readers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      readers.add(rule::parameters);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Map<String, ?>> read : threads.invokeAll(readers)) {
        assertThat(read.get()).isSameAs(rule.parameters());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
