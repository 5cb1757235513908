package dev.sigrun.compiler.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldMappingTest {
  private static final String MAPPING =
      """
      [[step]]
      rename = { "user.name" = "account", "host.name" = "machine" }

      [[step]]
      one_to_many = { "source.ip" = ["src_ip", "src"] }

      [[step]]
      drop = { "host.os.type" = "All hosts run Linux." }

      [[step]]
      rename = { "user.id" = "user.email" }

      [[step]]
      refuse = { "process.args" = "Only whole command lines are kept." }

      [[step]]
      approximate = { "host.id" = { name = "machine", why = "Hosts have names there." } }

      [[step]]
      within = { "process.parent.args" = { name = "parent", why = "One text." } }
      """;

  /** A query in EQL, its meaning with other names, its fidelity, codes of the reasons. */
  static Stream<Arguments> queries() {
    return Stream.of(
        row("user.name == \"a\"", "(in account \"a\")", Fidelity.EXACT),
        row(
            "source.ip == \"10.0.0.1\"",
            "(or (in src_ip:ip 10.0.0.1) (in src:ip 10.0.0.1))",
            Fidelity.EXACT),
        row(
            "source.ip != \"10.0.0.1\"",
            "(not (or (in src_ip:ip 10.0.0.1) (in src:ip 10.0.0.1)))",
            Fidelity.EXACT),
        row(
            "host.os.type == \"linux\" and user.name == \"a\"",
            "(and true (in account \"a\"))",
            Fidelity.MAY_MATCH_MORE,
            "MAP101"),
        row("host.os.type != \"linux\"", "(not false)", Fidelity.REFUSED, "MAP101", "MAP107"),
        row(
            "host.os.type != \"linux\" or user.name == \"a\"",
            "(or (not false) (in account \"a\"))",
            Fidelity.REFUSED,
            "MAP101",
            "MAP107"),
        row("host.id == \"h\"", "(in machine \"h\")", Fidelity.MAY_DIFFER, "MAP105"),
        row(
            "process.parent.args : (\"-x\", \"a?c*\")",
            "(or (like~ parent \"*-x*\") (like~ parent \"*a?c*\"))",
            Fidelity.MAY_DIFFER,
            "MAP106"),
        row(
            "process.parent.args != \"-*\"",
            "(not (like parent \"*-\\\\**\"))",
            Fidelity.MAY_DIFFER,
            "MAP106"),
        row(
            "length(process.parent.args) > 3",
            "(computed (> (length process.parent.args) 3))",
            Fidelity.REFUSED,
            "MAP102"),
        row("user.id == \"1\"", "(in user.email \"1\")", Fidelity.EXACT),
        row(
            "user.id == \"1\" and user.email == \"a\"",
            "(and (in user.email \"1\") (in user.email \"a\"))",
            Fidelity.MAY_DIFFER,
            "MAP104"),
        row("process.args == \"-x\"", "true", Fidelity.REFUSED, "MAP100"),
        row(
            "startsWith(user.name, host.name)",
            "(computed (startsWith account machine))",
            Fidelity.EXACT),
        row(
            "endsWith(user.name, string(source.ip))",
            "(computed (endsWith account (string source.ip:ip)))",
            Fidelity.REFUSED,
            "MAP102"));
  }

  private static Arguments row(
      String condition, String meaning, Fidelity fidelity, String... codes) {
    return Arguments.of("any where " + condition, "event\n  " + meaning, fidelity, List.of(codes));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void renamesFields(String query, String meaning, Fidelity fidelity, List<String> codes) {
    FieldMapping mapping =
        MappingReader.read(SourceText.of("fields.toml", MAPPING), new DiagnosticSink())
            .orElseThrow();
    Compilation rule = ExportRules.query("eql", query);
    Reasons reasons = Reasons.none();

    FieldMapping.Mapped mapped = mapping.apply(rule.analyzed().orElseThrow().query(), reasons);

    assertThat(mapped.query().toString()).isEqualTo(meaning);
    assertThat(reasons.fidelity()).isEqualTo(fidelity);
    assertThat(reasons.list()).extracting(Reason::code).isEqualTo(codes);
  }

  /** A query in EQL, the data set that it fits or the reason that none does. */
  static Stream<Arguments> datasets() {
    return Stream.of(
        Arguments.of(
            "process where process.name : \"cmd.exe\" and user.name == \"a\"",
            "Endpoint.Processes: event\n  (and (in~ process_name \"cmd.exe\") (in user \"a\"))"),
        Arguments.of(
            "registry where registry.path : \"HKLM*\"",
            "Endpoint.Registry: event\n  (like~ registry_path \"HKLM*\")"),
        Arguments.of(
            "process where process.name : \"cmd.exe\" and process.args : \"-x\"",
            "Endpoint.Processes: event\n"
                + "  (and (in~ process_name \"cmd.exe\") (like~ process \"*-x*\"))"),
        Arguments.of(
            "process where process.name : \"cmd.exe\" and process.args_count > 3",
            "The field 'process.args_count' has no exact counterpart. The data set"
                + " Endpoint.Processes does not have it."),
        Arguments.of(
            "file where host.os.type == \"linux\" and event.type == \"creation\" and file.name : \"x\"",
            "Endpoint.Filesystem: event\n  (and true true (in~ file_name \"x\"))"),
        Arguments.of(
            "sequence by process.entity_id [process where true] [process where true]",
            "Endpoint.Processes: sequence\n  [true] by process_guid\n  [true] by process_guid"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("datasets")
  void findsTheDataSetThatHasAllFields(String query, String expected) {
    FieldMapping cim = BundledMappings.named("cim").orElseThrow();
    Reasons reasons = Reasons.none();

    FieldMapping.Mapped mapped =
        cim.apply(ExportRules.query("eql", query).analyzed().orElseThrow().query(), reasons);

    String actual =
        mapped
            .dataset()
            .map(dataset -> dataset.name() + ": " + mapped.query())
            .orElseGet(() -> reasons.list().get(0).message());
    assertThat(actual).isEqualTo(expected);
  }

  /** What a report sums up: not fields that are omitted, but those that nothing stands for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "process where process.args_count > 3 and process.thread.id == 1 and user.name == \"a\""
            + " | [process.args_count, process.thread.id]",
        "process where host.os.type == \"linux\" and process.name == \"a\" | []",
        "sequence by process.thread.id [process where true] [process where true]"
            + " | [process.thread.id]"
      })
  void missingFieldsAreKnown(String query, String missing) {
    FieldMapping cim = BundledMappings.named("cim").orElseThrow();

    FieldMapping.Mapped mapped =
        cim.apply(ExportRules.query("eql", query).analyzed().orElseThrow().query(), Reasons.none());

    assertThat(mapped.missing().toString()).isEqualTo(missing);
  }

  /** Grouping by a field takes exactly one counterpart. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void groupsByOneField(String key, List<String> codes) {
    FieldMapping mapping =
        MappingReader.read(SourceText.of("fields.toml", MAPPING), new DiagnosticSink())
            .orElseThrow();
    Reasons reasons = Reasons.none();
    String query = "sequence by " + key + " [any where true] [any where true]";

    mapping.apply(ExportRules.query("eql", query).analyzed().orElseThrow().query(), reasons);

    assertThat(reasons.list()).extracting(Reason::code).containsAll(codes);
    assertThat(reasons.list()).extracting(Reason::code).isSubsetOf(codes);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("user.name", List.of()),
        Arguments.of("host.id", List.of("MAP105")),
        Arguments.of("process.parent.args", List.of("MAP103")),
        Arguments.of("source.ip", List.of("MAP103")),
        Arguments.of("host.os.type", List.of("MAP103")),
        Arguments.of("process.args", List.of("MAP100")));
  }
}
