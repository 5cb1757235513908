package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FieldResolver;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values and constants in unusual forms, and at the ends of what their types hold. The answers are
 * those of an Elasticsearch 8.19 node, which refuses none of the events.
 */
@Tag("smoke")
class WrittenValuesTest {
  private static final List<String> BLOCKS =
      List.of(
          """
          "f": {"type": "half_float"}
          {"f": "1.5f"} {"f": " 9.8 "} {"f": "0x1p3"} {"f": ""} {"f": -0.0}
          {"f": 5.960464477539063e-8} {"f": 2.980232238769531e-8} {"f": 2.9802322387695315e-8}
          {"f": "1e-400"} {"f": "1d"} {"f": "+2"} {"f": ".5"} {"f": "5."} {"f": "1e2"} {"f": 6.1e-5}
          f: * => 0 1 2 4 5 6 7 8 9 10 11 12 13 14
          f: 6e-8 => 5
          f: 1.5 => 0
          f: 9.8 => 1
          f: 8 => 2
          f: 1 => 9
          f: 2 => 10
          f: 0.5 => 11
          f: 5 => 12
          f: 100 => 13
          f: -65504 =>
          f: 65520 =>
          f: 1e39 =>
          f < 65520 => 0 1 2 4 5 6 7 8 9 10 11 12 13 14
          f <= 65504 => 0 1 2 4 5 6 7 8 9 10 11 12 13 14
          f <= 0 => 4 6 7 8
          f > 0 => 0 1 2 5 9 10 11 12 13 14
          f > -70000 => 0 1 2 4 5 6 7 8 9 10 11 12 13 14
          f > 1e39 =>
          f < 1e400 => 0 1 2 4 5 6 7 8 9 10 11 12 13 14
          f: "9.8" => 1
          f: " 9.8" => 1
          f: 9.8f => 1
          f: +2 => 10
          """,
          """
          "f": {"type": "float"}
          {"f": "1.5f"} {"f": " 9.8 "} {"f": "0x1p3"} {"f": ""} {"f": -0.0}
          {"f": 1.401298464324817e-45} {"f": 7.006492321624085e-46} {"f": 7.1e-46}
          {"f": 3.4028235677973366e38} {"f": 3.4028235677973365e38} {"f": 16777219} {"f": "1d"}
          f: * => 0 1 2 4 5 6 7 8 9 10 11
          f: 1e-45 => 5 7
          f: 1.5 => 0
          f: 8 => 2
          f: 1e39 =>
          f: 3.4028235e38 => 8 9
          f > 3.4028234e38 =>
          f <= 1e39 => 0 1 2 4 5 6 7 8 9 10 11
          f < 1e39 => 0 1 2 4 5 6 7 8 9 10 11
          f > -1e39 => 0 1 2 4 5 6 7 8 9 10 11
          f: 16777220 => 10
          f > 0 => 0 1 2 5 7 8 9 10 11
          """,
          """
          "f": {"type": "double"}
          {"f": "1.5f"} {"f": " 9.8 "} {"f": "0x1p3"} {"f": ""} {"f": -0.0} {"f": 4.9e-324}
          {"f": 2e-324} {"f": 1.7976931348623157e308} {"f": "1e-400"} {"f": 9007199254740993}
          {"f": "0.1"} {"f": 0.1000000000000000055511151231257827}
          f: * => 0 1 2 4 5 6 7 8 9 10 11
          f: 0.1 => 10 11
          f: 0.10000000000000001 => 10 11
          f: 9007199254740992 => 9
          f: 9007199254740993 => 9
          f > 9007199254740992 => 7
          f: 5e-324 => 5
          f: 1e400 =>
          f > 1e400 =>
          f < 1e400 => 0 1 2 4 5 6 7 8 9 10 11
          f: 1.5 => 0
          """,
          """
          "n": {"type": "long"}, "s": {"type": "short"}, "y": {"type": "byte"}, "i": {"type":
          "integer"}
          {"n": "1e3"} {"n": 1e3} {"n": "5."} {"n": ".5"} {"n": "5.9"} {"n": -0.5} {"n": ""}
          {"n": 9223372036854775807.5} {"n": "+5"} {"n": -9223372036854775808} {"s": 32767.9}
          {"y": 127.5} {"n": "٣"} {"n": 1e-400}
          s: * => 10
          y: * => 11
          i: * =>
          n: 1000 => 0 1
          n: 5 => 2 4 8
          n: 0 => 3 5 13
          n: 5.0 => 2 4 8
          n: 5.5 =>
          n > 5.5 => 0 1 7
          n >= 5.5 => 0 1 7
          n < 0.5 => 3 5 9 13
          n <= -0.5 => 9
          n: 1e3 => 0 1
          n: 99999999999999999999 =>
          n >= 9223372036854775807 => 7
          n > 9223372036854775807 =>
          s: 40000 =>
          s < 40000 => 10
          s > 32767 =>
          y > -129 => 11
          y: 127 => 11
          n: "5" => 2 4 8
          n: +5 => 2 4 8
          n: 005 => 2 4 8
          """,
          """
          "b": {"type": "boolean"}
          {"b": "true"} {"b": "false"} {"b": ""} {"b": [true, false]} {"b": []} {"b": null}
          b: true => 0 3
          b: false => 1 2 3
          b: "true" => 0 3
          b > false => 0 3
          """,
          """
          "i": {"type": "ip"}
          {"i": "10.0.0.1"} {"i": "::ffff:10.0.0.1"} {"i": "fe80::1%eth0"} {"i": "::1"}
          {"i": "::10.0.0.1"} {"i": "0:0:0:0:0:0:0:1"} {"i": "64:ff9b::10.0.0.1"} {"i": "FE80::1"}
          {"i": "1:2:3:4:5:6:7::"}
          i: * => 0 1 2 3 4 5 6 7 8
          i: 10.0.0.1 => 0 1
          i: "10.0.0.1/32" => 0 1
          i: "0.0.0.0/0" => 0 1
          i: "::/0" => 0 1 2 3 4 5 6 7 8
          i: "::ffff:10.0.0.1" => 0 1
          i: "::ffff:a00:1" => 0 1
          i: "fe80::1%eth0" => 2 7
          i: "fe80::/10" => 2 7
          i: "FE80::1" => 2 7
          i: "10.0.0.1/008" => 0 1
          i: 10.0.0.1/8 => 0 1
          i > 10.0.0.0 => 0 1 2 6 7 8
          i < 10.0.0.1 => 3 4 5
          i >= "::1" => 0 1 2 3 4 5 6 7 8
          i <= "::ffff:10.0.0.1" => 0 1 3 4 5
          """,
          """
          "k": {"type": "keyword"}, "a3": {"type": "keyword", "ignore_above": 3}, "lc": {"type":
          "keyword", "normalizer": "lowercase"}, "l3": {"type": "keyword", "normalizer":
          "lowercase", "ignore_above": 2}
          {"k": 1.0} {"k": 1e3} {"k": true} {"k": [["a"], "b"]} {"k": 12345678901234567890}
          {"k": 1.10} {"k": -0} {"k": -0.0} {"k": "1.0"} {"a3": "😀a"} {"a3": "😀ab"} {"a3": "abc"}
          {"a3": ["abcd", "x"]} {"lc": "İSTANBUL"} {"lc": "ΑΣ"} {"lc": "STRAẞE"} {"lc": "ǅ"}
          {"l3": "İa"} {"l3": "İ"} {"k": 1E+3} {"k": 0.10e1} {"lc": 1E3} {"lc": true} {"a3": 1234}
          {"a3": 12.5} {"k": ""} {"lc": "Ⅷ"} {"lc": "𐐀"}
          lc: * => 13 14 15 16 21 22 26 27
          lc: İSTANBUL => 13
          lc: istanbul => 13
          lc: i̇stanbul =>
          lc: ας =>
          lc: ασ => 14
          lc: straße => 15
          lc: ǆ => 16
          lc: ⅷ => 26
          lc: 𐐨 => 27
          lc > ıa => 14 16 26 27
          lc: STR* => 15
          lc: str* => 15
          l3: * => 17 18
          """,
          """
          "n": {"type": "nested", "properties": {"k": {"type": "keyword", "null_value": "NV",
          "copy_to": "n.c", "fields": {"lc": {"type": "keyword", "normalizer": "lowercase"}}},
          "c": {"type": "keyword"}, "m": {"type": "nested", "properties": {"x": {"type":
          "long"}, "y": {"type": "keyword"}}}, "d": {"type": "double"}}}, "al": {"type":
          "alias", "path": "o.k.lc"}, "o": {"properties": {"k": {"type": "keyword", "fields": {"lc": {"type":
          "keyword", "normalizer": "lowercase"}, "n": {"type": "double"}}}}}
          {"n": {"k": "A"}} {"n": [{"k": null}, {"d": 1.5}]} {"n": []}
          {"n": [[{"k": "B", "d": 0.1}], {"k": "C"}]}
          {"n": [{"m": [{"x": 1, "y": "p"}, {"x": 2, "y": "q"}]}]} {"n": {"m": {"x": "3.7"}}}
          {"n": null} {"n.k": "Z"} {} {"n": {"m": []}}
          {"n": {"k": ["A", "B"], "d": [1, 0.30000000000000004]}}
          n: {k: *} => 0 1 3 7 10
          n: {not k: *} => 1 4 5 9
          n: {k: NV} => 1
          n: {k.lc: a} => 0 10
          n: {c: A} => 0 10
          n: {c: B and d: 0.1} => 3
          n: {m: {x: 1 and y: q}} =>
          n: {m: {x: 1} and m: {y: q}} => 4
          n: {m: {x: 3}} => 5
          n: {not m: {x: 1}} => 0 1 3 5 7 9 10
          n: {d: 0.3} =>
          n: {d: 0.30000000000000004} => 10
          n: {d > 0.3} => 1 10
          n: {d <= 0.1} => 3
          n: {k: A and k: B} => 10
          n.m: {x: 1} => 4
          n: {m: {not x: 1}} => 4 5
          al: AB =>
          al: ab =>
          o.k.n: 9.8 =>
          o.k.n > 9.7 =>
          """,
          """
          "f": {"type": "flattened"}
          {"f": {"a": 5}} {"f": {"a": "5"}} {"f": {"a": [1, {"b": true}]}} {"f": {"a.b": "x"}}
          {"f": {"a": {"b": "x"}}} {"f": null} {"f": {}} {"f": {"a": null}} {"f": {"a": 1.50}}
          {"f": [{"a": "p"}, {"a": "q", "c": "p"}]} {"f": {"": "e"}} {"f": {"a": ["x", ["y"]]}}
          f: 5 => 0 1
          f: x => 3 4 11
          f: p => 9
          f: * => 0 1 2 3 4 8 9 10 11
          f.a: 5 => 0 1
          f.a: * => 0 1 2 8 9 11
          f.a.b: true => 2
          f.a.b: x => 3 4
          f.a: 1.5 =>
          f.a: 1.50 => 8
          f.a: y => 11
          f.c: p => 9
          f.a: p* => 9
          f.a: 10* =>
          """,
          """
          "d": {"type": "date"}, "n": {"type": "date_nanos"}, "y": {"type": "date", "format":
          "yyyy"}, "s": {"type": "date", "format": "epoch_second"}
          {"d": "2024-05-01T10"} {"d": 1714521600123.9} {"d": "1714521600123.9"} {"d": -1.5}
          {"d": "2024-05-01T10:00:00,5Z"} {"d": "2024"} {"d": 2024} {"d": 20240}
          {"d": "-0001-01-01"} {"n": 1714521600123.456} {"n": "2262-04-11T23:47:16.854775807Z"}
          {"y": 2024} {"y": "2024"} {"s": 1714521600.9} {"s": -1.5} {"s": "1714521600.123456789"}
          {"d": 99999999999999999}
          n: * => 9 10
          y: * => 11 12
          s: * => 13 14 15
          d: 2024-05-01 => 0 1 2 4
          d: 20240 => 7
          d: "2024-05-01T10" => 0 4
          d > 2024-05-01 => 16
          d: "1714521600123" => 1 2
          d: 1714521600123 => 1 2
          n: 1714521600123 => 9
          n: "1714521600123.456" => 9
          n >= 2262-04-11 => 10
          n > "2262-04-11T23:47:16.854775806Z" => 10
          y: 2024 => 11 12
          y > 2023 => 11 12
          y < 2025 => 11 12
          s: 1714521600 => 13 15
          s < 0 => 14
          s <= -2 => 14
          s > 1714521599.5 => 13 15
          """,
          """
          "m": {"type": "text"}, "k": {"type": "keyword"}
          {"m": ["quick", "fox"]} {"m": "quick fox"} {"m": ["quick brown", "fox"]} {"m": ""}
          {"m": "---"} {"m": null} {"m": 5.0} {"m": true} {"m": "O'Neil's can't"} {"m": "a_b-c.d e"}
          {"m": "foo@bar.com"} {"m": "über ÜBER"} {"m": "日本語 テスト"} {"m": "1,000.5 3:30"}
          {"m": "C:\\\\Windows\\\\cmd.exe"}
          m: "quick fox" => 1
          m: quick fox => 0 1 2
          m: * => 0 1 2 3 4 6 7 8 9 10 11 12 13 14
          m: 5.0 => 6
          m: 5 =>
          m: TRUE => 7
          m: O'Neil's => 8
          m: can't => 8
          m: "b-c" =>
          m: bar.com => 10
          m: uber =>
          m: Über => 11
          m: 日本 => 12
          m: "本語" => 12
          m: テス* => 12
          m: 1,000.5 => 13
          m: "3:30" => 13
          m: 30 => 13
          m: cmd.exe => 14
          m: windows => 14
          m: qui* => 0 1 2
          m: QUI* => 0 1 2
          m: "" =>
          m: "---" =>
          m: *ck fo* => 0 1 2 10
          not m: fox => 3 4 5 6 7 8 9 10 11 12 13 14
          """,
          """
          "a": {"type": "keyword", "copy_to": "b"}, "b": {"type": "keyword", "copy_to": "c",
          "ignore_above": 3, "fields": {"n": {"type": "long", "ignore_malformed": true}, "t": {"type":
          "text"}}}, "c": {"type": "keyword"}, "x": {"type": "boolean", "copy_to": "y"}, "y": {"type":
          "keyword"}, "d": {"type": "date", "format": "epoch_second", "copy_to": "e"}, "e": {"type":
          "date", "format": "epoch_second||yyyy"}, "i": {"type": "ip", "copy_to": "j"}, "j": {"type":
          "keyword"}, "r": {"type": "long_range"}, "fl": {"type": "flattened", "null_value":
          "NULL", "ignore_above": 3}
          {"a": "xx"} {"a": "12"} {"b": "yy"} {"a": "toolong"} {"x": "true"} {"x": true} {"x": ""}
          {"d": 100} {"d": "100"} {"i": "::0001"} {"a": ["1", 2, 3.5]} {"a": null}
          {"fl": {"k": null}} {"fl": {"k": "abcd"}} {"fl": {"k": "abc"}}
          b: xx => 0
          b.n: 12 => 1
          b.n: * => 1 10
          b.t: toolong => 3
          b.t: * => 0 1 2 3 10
          c: xx =>
          c: yy => 2
          y: true => 4 5
          y: * => 4 5 6
          e: * => 7 8
          e: 100 => 7 8
          j: "::0001" => 9
          j: "::1" =>
          b: 3.5 => 10
          b.n: 3 => 10
          fl: NULL =>
          fl.k: NULL =>
          fl.k: abc => 14
          """,
          """
          "r": {"type": "integer_range", "coerce": false}, "f": {"type": "float_range"}, "d": {"type":
          "date_range", "format": "yyyy-MM-dd"}, "p": {"type": "ip_range"}
          {"f": {"gt": 0.1, "lt": 0.2}} {"f": {"gte": null, "lt": null}} {"f": {"gt": 3.4028234e38}}
          {"f": {"gte": -0.0, "lte": 0.0}} {"d": {"gte": "2024-01-01", "lt": "2024-01-02"}}
          {"d": {"gt": null}} {"p": {"gte": "10.0.0.1", "lt": null}} {"p": "10.0.0.0/0"}
          {"p": {"gt": "::", "lte": "::ffff:0.0.0.0"}} {"p": null} {"p": ["10.0.0.0/8", null]}
          {"f": {"gte": 0.1, "lte": 0.1}} {"p": {"gte": "fe80::1%eth0"}}
          r: * =>
          d: * => 4 5
          p: * => 6 7 8 10 12
          f: 0.1 => 1 11
          f: 0.10000001 => 0 1
          f: 0.15 => 0 1
          f: 0 => 1 3
          f: -0.0 => 1 3
          f: 3.4028235e38 => 1
          f: 1.5 => 1
          d: 2024-01-01 => 4 5
          d: 2024-01-02 => 5
          d > 2024-01-01 => 5
          d < 2024-01-01 => 5
          p: 10.0.0.1 => 6 7 10
          p: 0.0.0.0 => 7 8
          p: "::" =>
          p > 10.0.0.1 => 6 7 10 12
          """);

  @TestFactory
  Stream<DynamicTest> selectsWhatElasticsearchSelects() {
    return MappingAnswers.tests(BLOCKS);
  }

  /** Constants for which the node fails the search. */
  @ParameterizedTest
  @CsvSource({
    "long, n > 99999999999999999999, KQL110",
    "long, n < 9223372036854775808, KQL110",
    "long, any where n >= 1e19, EQL124",
    "integer, n < 2147483647.5, KQL110",
    "integer, any where n > 3000000000, EQL124",
    "short, n > 3000000000, KQL110",
    "byte, n <= -2147483649, KQL110",
    "long, n: 0x10, KQL110",
    "double, n: 0x10, KQL110",
    "double, n < \"\", KQL110",
    "boolean, n: \"\", KQL110",
    "boolean, n > x, KQL110",
    "boolean, n: TRUE, KQL110",
    "float_range, n: 1e39, KQL110",
    "flattened, n.a > 4, KQL118",
    "ip, n: 010.0.0.1, KQL110",
    "ip, n: \"::1/129\", KQL110",
    "ip, n: \"fe80::1%\", KQL110"
  })
  void refusesWhatElasticsearchRefuses(String type, String query, String code) {
    FieldResolver fields = MappingAnswers.fields("\"n\": {\"type\": \"" + type + "\"}", false);
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(MappingAnswers.analyze(query, fields, sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).contains(code);
  }

  /** Constants beyond the type that the node takes. */
  @ParameterizedTest
  @CsvSource({
    "short, n < 40000",
    "byte, n > -129",
    "long, n: 99999999999999999999",
    "unsigned_long, n < 99999999999999999999",
    "double, n > 1e400",
    "float, n > 1e39",
    "integer, n > 2147483646.5"
  })
  void takesWhatElasticsearchTakes(String type, String query) {
    FieldResolver fields = MappingAnswers.fields("\"n\": {\"type\": \"" + type + "\"}", false);
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(MappingAnswers.analyze(query, fields, sink)).isPresent();
    assertThat(sink.diagnostics()).isEmpty();
  }
}
