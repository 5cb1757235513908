package dev.sigrun.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.benchmarks.contender.Contender;
import dev.sigrun.benchmarks.contender.ContenderKind;
import dev.sigrun.benchmarks.contender.RuleSource;
import dev.sigrun.benchmarks.rules.BenchmarkRules;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.runtime.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions whose meaning must survive the conversion. */
class PeerRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "process.name == \"cmd.exe\"             | {\"process\":{\"name\":\"cmd.exe\"}}       | 1",
        "process.name == \"cmd.exe\"             | {\"process\":{\"name\":\"CMD.exe\"}}       | 0",
        "process.name : \"cmd.exe\"              | {\"process\":{\"name\":\"CMD.exe\"}}       | 1",
        "process.name : (\"a*\", \"*b\")         | {\"process\":{\"name\":\"xyB\"}}           | 1",
        "process.name like \"a*c\"               | {\"process\":{\"name\":\"a\\\\c\"}}        | 1",
        "process.executable like \"C:\\\\a\\\\*\"| {\"process\":{\"executable\":\"C:\\\\a\\\\b\"}} | 1",
        "process.args == \"-x\"                  | {\"process\":{\"args\":[\"a\",\"-x\"]}}    | 1",
        "not process.name == \"a\"               | {\"process\":{\"name\":\"a\"}}             | 0",
        "not process.name == \"a\"               | {\"process\":{\"name\":\"b\"}}             | 1",
        "not process.name == \"a\"               | {\"process\":{\"pid\":1}}                  | 1",
        "not process.name : (\"a*\", \"b\")      | {\"process\":{\"name\":\"bc\"}}            | 1",
        "not process.name : (\"a*\", \"b\")      | {\"process\":{\"name\":\"ab\"}}            | 0",
        "process.pid > 5                         | {\"process\":{\"pid\":6}}                  | 1",
        "process.pid > 5                         | {\"process\":{\"pid\":5}}                  | 0",
        "process.name != null                    | {\"process\":{\"name\":\"a\"}}             | 1",
        "process.name == null                    | {\"process\":{\"name\":\"a\"}}             | 0",
        "process.name == null                    | {\"process\":{\"pid\":1}}                  | 1",
        "cidrMatch(source.ip, \"10.0.0.0/8\")    | {\"source\":{\"ip\":\"10.9.8.7\"}}         | 1",
        "cidrMatch(source.ip, \"10.0.0.0/8\")    | {\"source\":{\"ip\":\"11.9.8.7\"}}         | 0",
        "cidrMatch(source.ip, \"10.9.8.7/32\")   | {\"source\":{\"ip\":\"10.9.8.7\"}}         | 1",
        "cidrMatch(source.ip, \"10.9.8.7/32\")   | {\"source\":{\"ip\":\"10.9.8.6\"}}         | 0",
        "cidrMatch(source.ip, \"::1/128\")       | {\"source\":{\"ip\":\"::1\"}}              | 1",
        "process.name == \"a\" or user.name == \"b\" | {\"user\":{\"name\":\"b\"}}            | 1",
        "not (process.name == \"a\" or user.name == \"b\") | {\"user\":{\"name\":\"b\"}}      | 0",
        "process.code_signature.trusted == true  | {\"process\":{\"code_signature\":{\"trusted\":true}}} | 1",
        "not process.name == \"a\" and not process.name == \"b\" | {\"process\":{\"name\":\"b\"}} | 0",
        "not process.name == \"a\" and not process.name == \"b\" | {\"process\":{\"name\":\"c\"}} | 1",
        "not process.name == \"a\" and not process.name : \"b*\" | {\"process\":{\"name\":\"bc\"}} | 0",
      })
  void meanTheSameInEachPeer(String condition, String event, int matches) throws IOException {
    AnalyzedRule rule = rule(condition);
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    for (ContenderKind kind : ContenderKind.values()) {
      if (kind.isPeer()) {
        try (Contender peer = kind.create(source(rule))) {
          assertThat(peer.match(bytes, 0, bytes.length)).as("%s", kind).isEqualTo(matches);
        }
      }
    }
  }

  private static AnalyzedRule rule(String condition) {
    return BenchmarkRules.makeUpEql(1, "any where " + condition);
  }

  private static RuleSource source(AnalyzedRule rule) {
    return new RuleSource() {
      @Override
      public List<AnalyzedRule> analyzed() {
        return List.of(rule);
      }

      @Override
      public RuleSet compiled() {
        throw new IllegalStateException("Peers take the IR.");
      }
    };
  }
}
