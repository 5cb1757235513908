package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FieldResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The answers to queries on fields whose values are ranges are those of an Elasticsearch 8.19 node.
 * Blocks with one question for existence hold what the node refuses to index.
 */
@Tag("smoke")
class RangeAnswersTest {
  private static final List<String> BLOCKS =
      List.of(
          """
          "r": {"type": "integer_range"}
          {"r": {"gte": 1, "lte": 5}} {"r": {"gt": 1, "lt": 5}} {"r": {"gte": 10}} {"r": {"lt": 0}}
          {"r": {}} {"r": null} {"r": [{"gte": 1, "lte": 2}, {"gte": 8, "lte": 9}]}
          {"r": {"gte": "3", "lte": "4"}} {"r": {"gte": null, "lte": 3}} {"r": {"gt": 3, "lt": 5}}
          {"r": {"gte": 1.5, "lte": 2.5}} {"r": {"gte": 1, "gt": 3, "lte": 9}}
          {"r": {"gt": 3, "gte": 1, "lte": 9}} {"r": [[{"gte": 1, "lte": 2}]]}
          {"r.gte": 1, "r.lte": 5}
          r: 1 => 0 4 6 8 10 12 13 14
          r: 2 => 0 1 4 6 8 10 12 13 14
          r: 3 => 0 1 4 7 8 12 14
          r: 4 => 0 1 4 7 9 11 12 14
          r: 5 => 0 4 11 12 14
          r: 7 => 4 11 12 14
          r: -5 => 3 4 8 14
          r: 2147483647 => 2 4 14
          r: "3" => 0 1 4 7 8 12 14
          r > 5 => 2 4 6 11 12 14
          r >= 5 => 0 2 4 6 11 12 14
          r < 1 => 3 4 8 14
          r <= 1 => 0 3 4 6 8 10 12 13 14
          r > 3 and r < 4 => 0 1 4 6 7 12 14
          not r: 3 => 2 3 5 6 9 10 11 13
          r: * => 0 1 2 3 4 6 7 8 9 10 11 12 13 14
          r.gte: 1 =>
          """,
          """
          "r": {"type": "integer_range"}
          {"r": 7} {"r": "7"} {"r": {"gt": 3, "lt": 4}} {"r": {"gte": 5, "lte": 1}}
          {"r": {"gte": 1, "x": 5}} {"r": {"gte": "abc"}} {"r": {"gte": 99999999999}}
          {"r": {"gte": {"a": 1}}} {"r": {"gte": [1]}} {"r": {"gt": 5, "lt": 5}}
          {"r": {"gte": 1, "lte": true}} {"r": {"x": null}}
          r: * =>
          not r: * => 0 1 2 3 4 5 6 7 8 9 10 11
          """,
          """
          "r": {"type": "long_range"}
          {"r": {"gte": 1, "lte": 5}} {"r": {"gt": 1, "lt": 5}} {"r": {"gte": 10}} {"r": {"lt": 0}}
          {"r": {}} {"r": null} {"r": [{"gte": 1, "lte": 2}, {"gte": 8, "lte": 9}]}
          {"r": {"gte": "3", "lte": "4"}} {"r": {"gte": null, "lte": 3}} {"r": {"gt": 3, "lt": 5}}
          {"r": {"gte": 1.5, "lte": 2.5}} {"r": {"gte": 1, "gt": 3, "lte": 9}}
          {"r": {"gt": 3, "gte": 1, "lte": 9}} {"r": {"gte": 99999999999}}
          {"r": [[{"gte": 1, "lte": 2}]]} {"r.gte": 1, "r.lte": 5}
          r: 1 => 0 4 6 8 10 12 14 15
          r: 2 => 0 1 4 6 8 10 12 14 15
          r: 3 => 0 1 4 7 8 12 15
          r: 4 => 0 1 4 7 9 11 12 15
          r: 5 => 0 4 11 12 15
          r: 7 => 4 11 12 15
          r: -5 => 3 4 8 15
          r: 2147483647 => 2 4 15
          r: "3" => 0 1 4 7 8 12 15
          r > 5 => 2 4 6 11 12 13 15
          r >= 5 => 0 2 4 6 11 12 13 15
          r < 1 => 3 4 8 15
          r <= 1 => 0 3 4 6 8 10 12 14 15
          r > 3 and r < 4 => 0 1 4 6 7 12 15
          not r: 3 => 2 3 5 6 9 10 11 13 14
          r: * => 0 1 2 3 4 6 7 8 9 10 11 12 13 14 15
          r.gte: 1 =>
          """,
          """
          "r": {"type": "long_range"}
          {"r": 7} {"r": "7"} {"r": {"gt": 3, "lt": 4}} {"r": {"gte": 5, "lte": 1}}
          {"r": {"gte": 1, "x": 5}} {"r": {"gte": "abc"}} {"r": {"gte": {"a": 1}}}
          {"r": {"gte": [1]}} {"r": {"gt": 5, "lt": 5}} {"r": {"gte": 1, "lte": true}}
          {"r": {"x": null}}
          r: * =>
          not r: * => 0 1 2 3 4 5 6 7 8 9 10
          """,
          """
          "r": {"type": "ip_range"}
          {"r": "10.0.0.1/30"} {"r": {"gte": "10.0.0.5", "lte": "10.0.0.9"}}
          {"r": {"gt": "10.0.0.5", "lt": "10.0.0.9"}} {"r": ["10.1.0.0/16", "10.2.0.0/16"]}
          {"r": {"gte": "2001:db8::", "lte": "2001:db8::ff"}} {"r": "2001:db8::/32"}
          {"r": {"gte": "::ffff:10.0.0.1", "lte": "::ffff:10.0.0.2"}} {"r": {"gte": "10.0.0.1"}}
          {"r": {"lte": "10.0.0.1"}} {"r": {}} {"r": "0.0.0.0/0"} {"r": "::/0"}
          {"r": "::10.0.0.0/104"} {"r": {"gt": "255.255.255.255"}} {"r": "10.0.0.0/024"}
          r: 10.0.0.1 => 0 6 7 8 9 10 11 14
          r: 10.0.0.2 => 0 6 7 9 10 11 14
          r: 10.0.0.5 => 1 7 9 10 11 14
          r: 10.0.0.6 => 1 2 7 9 10 11 14
          r: 10.0.0.9 => 1 7 9 10 11 14
          r: 10.1.2.3 => 3 7 9 10 11
          r: "2001:db8::1" => 4 5 7 9 11 13
          r: "::ffff:10.0.0.1" => 0 6 7 8 9 10 11 14
          r: "::1" => 8 9 11
          r: 255.255.255.255 => 7 9 10 11
          r: 0.0.0.0 => 8 9 10 11
          r > 10.0.0.7 => 1 2 3 4 5 7 9 10 11 13 14
          r >= 10.0.0.7 => 1 2 3 4 5 7 9 10 11 13 14
          r < 10.0.0.1 => 0 8 9 10 11 12 14
          r <= 10.0.0.1 => 0 6 7 8 9 10 11 12 14
          r: * => 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14
          not r: 10.0.0.1 => 1 2 3 4 5 12 13
          """,
          """
          "r": {"type": "ip_range"}
          {"r": "10.0.0.7"} {"r": "::ffff:10.0.0.0/120"} {"r": "10.0.0.0/33"} {"r": "abc"} {"r": 5}
          {"r": {"gte": "10.0.0.0/8"}} {"r": {"gt": "10.0.0.5", "lt": "10.0.0.6"}}
          r: * =>
          not r: * => 0 1 2 3 4 5 6
          """,
          """
          "r": {"type": "date_range"}
          {"r": {"gte": "2026-01-01", "lte": "2026-01-02"}}
          {"r": {"gte": "2026-01-01", "lt": "2026-01-02"}}
          {"r": {"gt": "2026-01-01", "lt": "2026-01-03"}} {"r": {"gte": 1767225600000}}
          {"r": {"gte": "1767225600000"}} {"r": {"lte": "2026-01"}} {"r": {"lt": "2026-01"}}
          {"r": {"gte": "2026-01-01||+1d"}} {"r": {}}
          {"r": {"gte": "2026-01-02T10:00:00.123456Z", "lte": "2026-01-02T10:00:00.123456Z"}}
          {"r": {"gte": "2026-01-02T10:00:00+02:00", "lte": "2026-01-02T10:00:00+02:00"}}
          {"r": {"gt": "2026"}}
          r: 2026-01-01 => 0 1 3 4 5 8
          r: "2026-01-01T00:00:00Z" => 0 1 3 4 5 8
          r: 2026-01-02 => 0 2 3 4 7 8 9 10 11
          r: "2026-01-02T00:00:00Z" => 0 2 3 4 7 8 11
          r: "2026-01-02T23:59:59.999Z" => 0 2 3 4 7 8 11
          r: 2026-01-03 => 3 4 7 8 11
          r: 2026-01 => 0 1 3 4 5 8
          r: "2026-01-31T23:59:59.999Z" => 3 4 7 8 11
          r: "2025-12-31T23:59:59.999Z" => 5 6 8
          r: 1767312000000 => 0 2 3 4 7 8 11
          r: "2026-01-02T10:00:00.123Z" => 0 2 3 4 7 8 9 11
          r: "2026-01-02T08:00:00Z" => 0 2 3 4 7 8 10 11
          r > 2026-01-02 => 3 4 7 8 11
          r >= 2026-01-02 => 0 2 3 4 7 8 9 10 11
          r < 2026-01-01 => 5 6 8
          r <= 2026-01-01 => 0 1 3 4 5 6 8
          r <= 2026-01 => 0 1 3 4 5 6 8
          r < 2026-01 => 5 6 8
          r > 2026-01 => 0 2 3 4 7 8 9 10 11
          r >= "2026-01-01||/M" => 0 1 2 3 4 5 7 8 9 10 11
          r: * => 0 1 2 3 4 5 6 7 8 9 10 11
          not r: 2026-01-01 => 2 6 7 9 10 11
          """,
          """
          "r": {"type": "date_range"}
          {"r": {"gte": "now"}} {"r": {"gte": "2026-13-01"}} {"r": "2026-01-01"}
          {"r": {"gt": "2026-01-02", "lt": "2026-01-02"}}
          r: * =>
          not r: * => 0 1 2 3
          """,
          """
          "r": {"type": "date_range", "format": "epoch_second"}
          {"r": {"gte": 1767225600, "lte": 1767225601}}
          {"r": {"gte": "1767225600", "lt": "1767225601"}}
          r: 1767225600 => 0 1
          r: 1767225601 => 0
          r > 1767225600 => 0
          r < 1767225601 => 0 1
          """,
          """
          "r": {"type": "date_range", "format": "epoch_second"}
          {"r": {"gte": "2026-01-01"}}
          r: * =>
          not r: * => 0
          """,
          """
          dynamic: strict
          "a": {"type": "alias", "path": "o.r"}, "o": {"properties": {"r": {"type":
            "integer_range"}}}, "n": {"type": "nested", "properties": {"r": {"type":
            "integer_range"}, "k": {"type": "keyword"}}}
          {"o": {"r": {"gte": 1, "lte": 5}}} {"o.r": {"gte": 4}} {"o": [{"r": {"gt": 5}}]}
          {"n": [{"k": "a", "r": {"gte": 1, "lte": 2}}, {"k": "b", "r": {"gte": 3, "lte": 4}}]}
          {"n": {"r": {"gte": 7}, "k": "a"}}
          a: 4 => 0 1
          o.r: 6 => 1 2
          o.*: 4 => 0 1
          n: {k: a and r: 2} => 3
          n: {k: a and r: 3} =>
          n: {r > 3} => 3 4
          *r: 4 => 0 1 3
          o.r: * and not o.r > 5 => 0
          """);

  /** The answers are the same for {@code float_range}. */
  private static final List<String> DOUBLE_BLOCKS =
      List.of(
          """
          "r": {"type": "double_range"}
          {"r": {"gte": 1, "lte": 5}} {"r": {"gt": 1, "lt": 5}} {"r": {"gte": 10}} {"r": {"lt": 0}}
          {"r": {}} {"r": null} {"r": [{"gte": 1, "lte": 2}, {"gte": 8, "lte": 9}]}
          {"r": {"gte": "3", "lte": "4"}} {"r": {"gte": null, "lte": 3}} {"r": {"gt": 3, "lt": 4}}
          {"r": {"gt": 3, "lt": 5}} {"r": {"gte": 1.5, "lte": 2.5}}
          {"r": {"gte": 1, "gt": 3, "lte": 9}} {"r": {"gt": 3, "gte": 1, "lte": 9}}
          {"r": {"gte": 99999999999}} {"r": [[{"gte": 1, "lte": 2}]]} {"r.gte": 1, "r.lte": 5}
          r: 1 => 0 4 6 8 13 15 16
          r: 2 => 0 1 4 6 8 11 13 15 16
          r: 3 => 0 1 4 7 8 13 16
          r: 4 => 0 1 4 7 10 12 13 16
          r: 5 => 0 4 12 13 16
          r: 7 => 4 12 13 16
          r: -5 => 3 4 8 16
          r: 2147483647 => 2 4 16
          r: "3" => 0 1 4 7 8 13 16
          r > 5 => 2 4 6 12 13 14 16
          r >= 5 => 0 2 4 6 12 13 14 16
          r < 1 => 3 4 8 16
          r <= 1 => 0 3 4 6 8 13 15 16
          r > 3 and r < 4 => 0 1 4 6 7 9 10 12 13 16
          not r: 3 => 2 3 5 6 9 10 11 12 14 15
          r: * => 0 1 2 3 4 6 7 8 9 10 11 12 13 14 15 16
          r: 3.5 => 0 1 4 7 9 10 12 13 16
          r.gte: 1 =>
          """,
          """
          "r": {"type": "double_range"}
          {"r": 7} {"r": "7"} {"r": {"gte": 5, "lte": 1}} {"r": {"gte": 1, "x": 5}}
          {"r": {"gte": "abc"}} {"r": {"gte": {"a": 1}}} {"r": {"gte": [1]}}
          {"r": {"gt": 5, "lt": 5}} {"r": {"gte": 1, "lte": true}} {"r": {"x": null}}
          r: * =>
          not r: * => 0 1 2 3 4 5 6 7 8 9
          """);

  @TestFactory
  Stream<DynamicTest> selectsWhatElasticsearchSelects() {
    List<String> blocks = new ArrayList<>(BLOCKS);
    blocks.addAll(DOUBLE_BLOCKS);
    DOUBLE_BLOCKS.forEach(block -> blocks.add(block.replace("double_range", "float_range")));
    return MappingAnswers.tests(blocks);
  }

  /**
   * The values that the node refuses in queries: those that cannot lie in ranges of the type, and
   * patterns.
   */
  @ParameterizedTest
  @CsvSource({
    "integer_range, r: 3.5, KQL110",
    "integer_range, r: abc, KQL110",
    "integer_range, r: true, KQL110",
    "integer_range, r: 99999999999, KQL110",
    "integer_range, r >= 2.5, KQL110",
    "integer_range, r: 1*, KQL111",
    "long_range, r: 9223372036854775808, KQL110",
    "double_range, r: abc, KQL110",
    "ip_range, r: 10.0.0.0/24, KQL110",
    "ip_range, r: 10.*, KQL111",
    "ip_range, r > 10.0.0.0/24, KQL110",
    "date_range, r: 2026-13-01, KQL110",
    "date_range, r: 2026*, KQL111",
    "integer_range, any where r == 3, EQL110",
    "ip_range, 'any where cidrMatch(r, \"10.0.0.0/8\")', EQL110"
  })
  void refusesWhatElasticsearchRefuses(String type, String query, String code) {
    FieldResolver fields = MappingAnswers.fields("\"r\": {\"type\": \"" + type + "\"}", false);
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(MappingAnswers.analyze(query, fields, sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).contains(code);
  }
}
