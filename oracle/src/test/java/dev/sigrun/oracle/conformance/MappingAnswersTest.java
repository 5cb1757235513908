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

/** The answers to queries under mappings are those of Elasticsearch 8.19. */
@Tag("smoke")
class MappingAnswersTest {
  private static final List<String> BLOCKS =
      List.of(
          """
          "f": {"type": "half_float"}
          {"f": 9.8} {"f": "9.8"} {"f": 9.80000001} {"f": 16777217} {"f": 0.1} {"f": 0.10001}
          {"f": 65519} {"f": 65520} {"f": 1e-50} {"f": [1, 0.3]} {}
          f: 9.8 => 0 1 2
          f: 9.80000001 => 0 1 2
          f: 0.1 => 4
          f: 0.10001 => 5
          f: 0.30000000000000004 => 9
          f: 65504 => 6
          f: 1e-50 => 8
          f: * => 0 1 2 4 5 6 8 9
          f < 9.80000001 => 4 5 8 9
          f <= 0.1 => 4 8
          f > 0.1 => 0 1 2 5 6 9
          not f: 9.8 => 3 4 5 6 7 8 9 10
          any where f == 9.8 => 0 1 2
          any where f != 9.8 => 3 4 5 6 7 8 9 10
          any where f in (9.8, 0.1) => 0 1 2 4
          any where f not in (9.8, 0.1, 0.3) => 3 5 6 7 8 10
          """,
          """
          "f": {"type": "float"}
          {"f": 9.8} {"f": "9.8"} {"f": 9.80000001} {"f": 16777216} {"f": 16777217} {"f": 0.1}
          {"f": 0.10001} {"f": 1e39} {"f": 3.4028235e38} {"f": 0.30000000000000004}
          f: 9.8 => 0 1 2
          f: 16777217 => 3 4
          f: 0.1 => 5
          f: 0.3 => 9
          f > 16777216 => 8
          f >= 16777217 => 3 4 8
          f < 9.80000001 => 5 6 9
          f <= 0.1 => 5
          any where f == 16777217 => 3 4
          any where f in (0.1, 9.8) => 0 1 2 5
          any where not f == 9.8 => 3 4 5 6 7 8 9
          """,
          """
          "f": {"type": "double"}
          {"f": 9.8} {"f": "9.8"} {"f": 9.80000001} {"f": 16777217} {"f": 0.1} {"f": [0.3, 5]}
          f: 9.8 => 0 1
          f: (9.8 or 0.3) => 0 1 5
          f: 9.80000001 => 2
          f: 0.30000000000000004 =>
          f > 9.8 => 2 3
          f >= 9.8 => 0 1 2 3
          f <= 9.8 => 0 1 4 5
          any where f != 9.8 => 2 3 4 5
          any where f + 0 == 0.1 => 4
          """,
          """
          "f": {"type": "scaled_float", "scaling_factor": 10}
          {"f": 9.8} {"f": 9.84} {"f": 9.85} {"f": "9.75"} {"f": 0.04} {"f": 0}
          f: 9.8 => 0 1 3
          f: 9.76 => 0 1 3
          f: 9.9 => 2
          f: 0 => 4 5
          f > 9.8 => 2
          f >= 9.81 => 2
          f < 9.8 => 4 5
          f <= 9.89 => 0 1 3 4 5
          any where f == 9.8 => 0 1 3
          """,
          """
          "v": {"type": "version"}
          {"v": "1.9.0"} {"v": "1.10.0"} {"v": "1.10.0-beta"} {"v": "not a version"} {"v": "1.9.5"}
          {"v": "1.2.3-2"} {"v": "1.2.3-10"} {"v": "1.2.3-alpha"} {"v": "1.2.3"} {"v": "01.2"}
          {"v": "1.2.3+b1"} {"v": "1.2.3.4"} {"v": ""} {}
          v > 1.9.5 => 1 2 3 9 12
          v < 1.10.0 => 0 2 4 5 6 7 8 10 11
          v >= 1.2.3-10 and v < 1.2.3 => 6 7
          v > 1.2.3 and v < 1.9.0 => 10 11
          v: 1.9.0 => 0
          v: 1.2 =>
          v: 1.1* => 1 2
          any where v > "1.9.5" => 1 2 3 9 12
          any where v <= "1.10.0-beta" => 0 2 4 5 6 7 8 10 11
          any where v like~ "*-BETA" => 2
          """,
          """
          "k": {"type": "keyword", "fields": {"lc": {"type": "keyword", "normalizer": "lowercase"},
            "words": {"type": "text"}, "n": {"type": "long"}, "or": {"type": "keyword",
            "null_value": "NV"}}}
          {"k": "Srv1"} {"k": ["A b", "7"]} {"k": null} {"k": "ΑΣ İ"} {}
          k.lc: SRV1 => 0
          k.lc: "ασ i" => 3
          any where k.lc == "srv1" => 0
          not k.lc: srv1 => 1 2 3 4
          k.words: B => 1
          k.n > 5 => 1
          k.or: NV => 2
          k.lc: * => 0 1 3
          """,
          """
          "k": {"type": "keyword", "null_value": "NULL"}, "l": {"type": "long", "null_value": 7},
            "d": {"type": "date", "null_value": "2024-01-01"}, "b": {"type": "boolean",
            "null_value": true}, "i": {"type": "ip", "null_value": "1.2.3.4"}
          {"k": null, "l": null, "d": null, "b": null, "i": null} {"k": [null, "a"], "l": [null, 1]}
          {"k": []} {} {"k": "NULL", "l": 7} {"k": [[null]]}
          k: NULL => 0 1 4 5
          k: * => 0 1 4 5
          not k: NULL => 2 3
          l: 7 => 0 1 4
          d: * => 0
          d < 2024-02-01 => 0
          b: true => 0
          i: 1.2.0.0/16 => 0
          any where k == null => 2 3
          any where k != "NULL" => 2 3
          any where l + 1 == 8 => 0 1 4
          """,
          """
          "a": {"type": "keyword", "copy_to": ["all", "o.x"]}, "b": {"type": "keyword",
            "copy_to": "all", "null_value": "NB"}, "all": {"type": "text", "fields": {"raw": {"type":
            "keyword"}}}, "o": {"properties": {"x": {"type": "keyword"}}}, "c": {"type": "long",
            "copy_to": "ck"}, "ck": {"type": "keyword", "copy_to": "more"}, "more": {"type":
            "keyword"}, "e": {"type": "keyword", "copy_to": "made"}
          {"a": "x y"} {"b": "z"} {"all": "q", "a": "w"} {"a": null} {"b": null} {"c": "05"} {"c": 5.7}
          {"e": "dd"} {"a": ["p", "r"]} {"o": {"x": "own"}, "a": "cp"}
          all: x => 0
          all: z => 1
          all: NB =>
          all: (q and w) => 2
          all: * => 0 1 2 8 9
          all.raw: "x y" => 0
          o.x: own => 9
          o.x: cp => 9
          ck: 05 => 5
          ck: 5.7 => 6
          more: * =>
          made: dd => 7
          made.keyword: dd => 7
          any where o.x == "x y" => 0
          any where not o.x == "own" => 0 1 2 3 4 5 6 7 8
          """,
          """
          "c": {"type": "constant_keyword", "value": "logs"}, "k": {"type": "keyword"}
          {"k": "x"} {"c": "logs"} {}
          c: logs => 0 1 2
          c: metrics =>
          not c: logs =>
          c: l* and k: x => 0
          any where c == "logs" and k == null => 1 2
          """,
          """
          "s": {"type": "date", "format": "epoch_second"}, "dd": {"type": "date",
            "format": "dd/MM/yyyy"}, "two": {"type": "date", "format":
            "yyyy-MM-dd HH:mm:ss||epoch_millis"}
          {"s": 1714521600} {"s": "1714521600"} {"s": 1714521600.5} {"dd": "01/05/2024"}
          {"dd": "2024-05-01"} {"two": "2024-05-01 10:00:00"} {"two": 1714521600000} {"s": -1}
          s >= 1714521600 => 0 1 2
          s: 1714521600 => 0 1 2
          s < 1714521601 => 0 1 2 7
          s <= 1714521600 => 0 1 2 7
          s > 1714521600 =>
          s >= "1714521600||-1d" => 0 1 2
          s >= now-1d =>
          s: * => 0 1 2 7
          dd: 01/05/2024 => 3
          dd > 01/05/2024 =>
          dd > 30/04/2024 => 3
          dd: * => 3
          two >= "2024-05-01 10:00:00" => 5
          two <= "2024-05-01 10:00:00" => 5 6
          any where dd >= "01/05/2024" => 3
          any where s == null => 3 4 5 6
          """,
          """
          "n": {"type": "date_nanos"}, "d": {"type": "date"}
          {"n": "2024-05-01T10:00:00.123456789Z"} {"n": "2024-05-01T10:00:00.123Z"}
          {"n": 1714521600123} {"n": "1714521600123.456789"} {"n": "2300-01-01"} {"n": "1960-01-01"}
          {"n": "2024-05-01T10:00:00.123456Z"} {"d": "2024-05-01T10:00:00.123999999Z"}
          n > "2024-05-01T10:00:00.123456788Z" => 0
          n >= "2024-05-01T10:00:00.123456789Z" => 0
          n > "2024-05-01T10:00:00.123456789Z" =>
          n < "2024-05-01T10:00:00.1234567Z" => 1 2 3 6
          n: "2024-05-01T10:00:00.123Z" => 1
          n: "2024-05-01T10:00:00" => 0 1 6
          n: 1714521600123 => 2 3
          n >= "1714521600123.456789" => 0 1 3 6
          n: "2024-05-01" => 0 1 2 3 6
          n: * => 0 1 2 3 6
          not n > "2024-05-01T10:00:00.123456Z" => 1 2 3 4 5 6 7
          d > "2024-05-01T10:00:00.123456Z" =>
          d >= "2024-05-01T10:00:00.123456Z" => 7
          any where n > "2024-05-01T10:00:00.123456788Z" => 0
          """,
          """
          "odd name": {"type": "keyword"}, "Größe": {"type": "long"}, "a-b": {"properties": {"c d":
            {"type": "keyword"}}}, "x,y*z": {"type": "keyword"}, "😀": {"type": "keyword"}
          {"odd name": "x", "Größe": 3, "a-b": {"c d": "y"}} {"x,y*z": "s", "😀": "e"}
          "odd name": x and "a-b.c d": y => 0
          Größe > 2 => 0
          odd name: x => 0
          "x,y*z": s => 1
          😀: e => 1
          any where `odd name` == "x" and `a-b.c d` : "Y" => 0
          any where `Größe` == 3 => 0
          any where `x,y*z` == "s" => 1
          """,
          """
          "h": {"type": "object", "enabled": false}, "p": {"dynamic": "false", "properties": {"q":
            {"type": "keyword"}}}, "al": {"type": "alias", "path": "p.q"}, "j": {"type": "keyword",
            "ignore_above": 3}, "k": {"type": "keyword"}
          {"h": {"x": "y"}} {"p": {"q": "1", "r": "2"}} {"j": "abcd"} {"j": "abc"} {"z": 1}
          h.x: y =>
          p.r: 2 =>
          p.q: 1 => 1
          al: 1 => 1
          j: abcd => 2
          j: * => 2 3
          z: 1 => 4
          """,
          """
          dynamic: strict
          "j": {"type": "keyword", "ignore_above": 3}, "k": {"type": "text"}
          {"j": "abcd"} {"j": "abc"} {"z": 1, "k": "a"} {"process": {"name": "a"}} {"j": ["abcd", "b"]}
          j: abcd =>
          j: * => 1 4
          not j: abcd => 0 1 2 3 4
          not j: * => 0 2 3
          j: (abc or b) => 1 4
          z: 1 =>
          process.name: a =>
          k.keyword: a =>
          any where j == "abc" => 1
          any where ?z == "1" =>
          """);

  @TestFactory
  Stream<DynamicTest> selectsWhatElasticsearchSelects() {
    return MappingAnswers.tests(BLOCKS);
  }

  /** Values that Elasticsearch refuses to look for, in the format of the field or beyond it. */
  @ParameterizedTest
  @CsvSource({
    "date, epoch_second, 2024-01-01",
    "date, dd/MM/yyyy, 2024-05-01",
    "date, yyyy-MM-dd HH:mm:ss||epoch_millis, 2024-05-01",
    "date_nanos, strict_date_optional_time, 2500-01-01",
    "date_nanos, strict_date_optional_time, 1900-01-01",
    "date, strict_date, 2024-5-1",
    "date, uuuu-MM-dd, 2024-02-30"
  })
  void refusesDatesThatTheFieldCannotHold(String type, String format, String date) {
    FieldResolver fields =
        MappingAnswers.fields(
            "\"d\": {\"type\": \"" + type + "\", \"format\": \"" + format + "\"}", false);
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(MappingAnswers.analyze("d >= \"" + date + "\"", fields, sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).contains("KQL110");
  }
}
