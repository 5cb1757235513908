package dev.sigrun.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
  private static List<Rule> read(String json) throws IOException {
    return Rule.readAll(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  @Test
  void readsParametersOfEachRule() throws IOException {
    List<Rule> rules =
        read(
            """
            [
              {"name": "N \\" ] } ü", "rule_id": "a", "severity": "high", "risk_score": 73,
               "type": "eql", "language": "eql", "tags": ["x"], "n": null,
               "inner": {"rule_id": "wrong"}, "list": [{"rule_id": "wrong"}, "rule_id"]},
              {"rule_id": "b", "value": "rule_id"}
            ]
            """);
    Rule first = rules.get(0);
    assertThat(first.ruleId()).isEqualTo("a");
    assertThat(first.name()).isEqualTo("N \" ] } ü");
    assertThat(first.severity()).isEqualTo("high");
    assertThat(first.riskScore()).isEqualTo(73);
    assertThat(first.type()).isEqualTo("eql");
    assertThat(first.language()).isEqualTo("eql");
    assertThat(first.parameters().keySet())
        .startsWith("name", "rule_id", "severity")
        .contains("n", "inner");
    assertThat(rules.get(1).name()).isEqualTo("b");
    assertThat(rules.get(1).riskScore()).isZero();
    assertThatThrownBy(() -> first.parameters().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"rule_id\":\"a\\u0062\\\"\\\\\"}] | ab\"\\",
        "[ {\"x\":{},\"rule_id\" : \"é\" } ] | é",
        "[{\"rule_id\":\"first\",\"rule_id\":\"last\"}] | last",
        "[{\"rule_id\":\"rule_id\"}] | rule_id",
        "[{\"x\":\"rule_id\",\"rule_id\":\"b\"}] | b"
      })
  void findsTheIdThatTheParametersHold(String json, String ruleId) throws IOException {
    Rule rule = read(json).get(0);
    assertThat(rule.ruleId()).isEqualTo(ruleId);
    assertThat(rule.parameters()).containsEntry("rule_id", ruleId);
    assertThat(rule).isEqualTo(Rule.of(rule.parameters())).hasToString(ruleId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "1",
        "[1]",
        "[{}]",
        "[{\"rule_id\":1}]",
        "[{\"rule_id\":\"a\",\"rule_id\":1}]",
        "[{\"x\":{\"rule_id\":\"a\"}}]",
        "[",
        "[] []",
        "[{\"rule_id\":\"a\"}",
        "[{\"rule_id\":\"a\"},",
        "[{\"rule_id\":\"a\"},]",
        "[{\"rule_id\":\"a\"} {\"rule_id\":\"b\"}]",
        "[{\"rule_id\":\"a\"",
        "[{\"rule_id\":\"a",
        "[{\"rule_id\":\"a\\",
        "[{\"rule_id\":\"a\\\"",
        "[{\"rule_id\":\"\\q\"}]",
        "[{\"rule_id\":"
      })
  void refusesWhatIsNoListOfRules(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesAnEmptyList() throws IOException {
    assertThat(read(" [ ] ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rule_id\":\"a\",\"name\":\"x\",}",
        "{\"rule_id\":\"a\" \"name\":\"x\"}",
        "{\"rule_id\":\"a\",\"name\":\"\\q\"}",
        "{\"rule_id\":\"a\",\"name\":[}}",
        "{\"rule_id\":\"a\",\"rule\\u005fid\":\"b\"}"
      })
  void damagedParametersCostTheirRuleOnly(String damaged) throws IOException {
    List<Rule> rules = read("[" + damaged + ",{\"rule_id\":\"b\",\"name\":\"B\"}]");
    assertThat(rules.get(1).name()).isEqualTo("B");
    assertThat(rules.get(0).ruleId()).isEqualTo("a");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> rules.get(0).parameters())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The parameters of the rule a are damaged: ");
    }
  }

  @Test
  void manyThreadsReadTheSameParameters() throws Exception {
    Rule rule = read("[{\"rule_id\":\"a\",\"name\":\"A\"}]").get(0);
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
