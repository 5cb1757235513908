package dev.sigrun.compiler.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingReaderTest {
  /** A file and the reports about it: place, code, part of the message. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("nmae = \"a\"", "1:1 MAP001", "Did you mean 'name'?"),
        Arguments.of("[[step]]\nrenam = { a = \"b\" }", "2:1 MAP001", "in [[step]]"),
        Arguments.of("[[dataset]]\nname = \"A\"\nfield = 5", "3:1 MAP001", "fields"),
        Arguments.of("[arrays]\nsufix = \"x\"", "2:1 MAP001", "suffix"),
        Arguments.of("[[index]]\npattern = \"a\"\nindx = \"x\"", "3:1 MAP001", "index"),
        Arguments.of("name = 5", "1:8 MAP002", "must be a string, found a whole number"),
        Arguments.of("tiebreaker = \"a b\"", "1:14 MAP005", "'a b'"),
        Arguments.of("unmapped = \"maybe\"", "1:12 MAP002", "'keep' or 'refuse'"),
        Arguments.of("step = 5", "1:8 MAP002", "a list of tables"),
        Arguments.of("[[step]]\nrename = 5", "2:10 MAP002", "a table"),
        Arguments.of("[[step]]\ndrop = { a = 5 }", "2:14 MAP002", "with the reason"),
        Arguments.of("[[step]]\nwithin = { a = \"b\" }", "2:16 MAP002", "a table"),
        Arguments.of("[[step]]\napproximate = { a = { name = \"b\" } }", "2:21 MAP006", "'why'"),
        Arguments.of(
            "[[step]]\nwithin = { a = { name = \"b|c\", why = \"d\" } }", "2:25 MAP005", "'b|c'"),
        Arguments.of(
            "[[dataset]]\nname = \"A\"\nwithin = { a = { nam = \"b\", why = \"d\" } }",
            "3:16 MAP006",
            "'name'"),
        Arguments.of("[[step]]\none_to_many = { a = \"b\" }", "2:21 MAP002", "a list of names"),
        Arguments.of("[[step]]\none_to_many = { a = [5] }", "2:22 MAP002", "a string"),
        Arguments.of("[[step]]", "1:1 MAP003", "has none"),
        Arguments.of(
            "[[step]]\nrename = { a = \"b\" }\ndrop = { c = \"d\" }",
            "1:1 MAP003",
            "rename and drop"),
        Arguments.of(
            "[[index]]\npattern = \"a\"\nindex = \"b\"\nmacro = \"c\"", "1:1 MAP003", "both"),
        Arguments.of("[[index]]\npattern = \"a\"", "1:1 MAP003", "none"),
        Arguments.of("[[step]]\nrename = { a = \"a\" }", "2:12 MAP004", "'a' is renamed to itself"),
        Arguments.of(
            "[[step]]\nrename = { a = \"b\" }\n[[step]]\nrename = { b = \"a\" }",
            "2:12 MAP004",
            "via 'b'"),
        Arguments.of(
            "[[step]]\none_to_many = { a = [\"b\", \"c\"] }\n[[step]]\nrename = { c = \"a\" }",
            "2:17 MAP004",
            "'a' is renamed"),
        Arguments.of(
            "[[step]]\nrename = { a = \"b | delete\" }", "2:16 MAP005", "the name of a field"),
        Arguments.of("[[step]]\nrename = { \"a b\" = \"c\" }", "2:12 MAP005", "'a b'"),
        Arguments.of("[[step]]\nprefix = { a = \"]\" }", "2:16 MAP005", "the start of"),
        Arguments.of("[arrays]\nsuffix = \"`x`\"", "2:10 MAP005", "the end of"),
        Arguments.of(
            "[[index]]\npattern = \"a\"\nindex = \"b | delete\"", "3:9 MAP005", "an index"),
        Arguments.of("[[index]]\npattern = \"a\"\nmacro = \"b`|delete\"", "3:9 MAP005", "a macro"),
        Arguments.of("[[dataset]]\nname = \"A B\"", "2:8 MAP005", "a data set"),
        Arguments.of("[[dataset]]\nfields = {}", "1:1 MAP006", "needs the key 'name'"),
        Arguments.of("[[index]]\nindex = \"b\"", "1:1 MAP006", "needs the key 'pattern'"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("mistakes")
  void reportsMistakesWhereTheyAre(String toml, String place, String message) {
    DiagnosticSink sink = new DiagnosticSink();

    assertThat(MappingReader.read(SourceText.of("fields.toml", toml), sink)).isEmpty();

    Diagnostic first = sink.diagnostics().get(0);
    assertThat(first.position() + " " + first.code()).isEqualTo(place);
    assertThat(first.message()).contains(message);
  }

  @Test
  void readsAllThatAMappingCanSay() {
    String toml =
        """
        name = "Ours"
        unmapped = "keep"
        tiebreaker = "event.sequence"

        [[step]]
        rename = { "process.name" = "ProcessName" }

        [[step]]
        prefix = { "winlog.event_data." = "", "process." = "proc_" }

        [[step]]
        one_to_many = { "source.ip" = ["src_ip", "src"] }

        [[step]]
        drop = { "host.os.type" = "All hosts run Linux." }

        [[step]]
        refuse = { "process.args" = "Only the whole command line is kept." }

        [arrays]
        suffix = "{}"
        fields = ["process.args", "event.type"]

        [[index]]
        pattern = "logs-endpoint.events.*"
        macro = "edr_events"

        [[index]]
        pattern = "logs-*"
        index = "main"
        """;
    DiagnosticSink sink = new DiagnosticSink();

    FieldMapping mapping =
        MappingReader.read(SourceText.of("fields.toml", toml), sink).orElseThrow();

    assertThat(sink.diagnostics()).isEmpty();
    assertThat(mapping.name()).isEqualTo("Ours");
    assertThat(mapping.tiebreaker()).contains("event.sequence");
    assertThat(mapping.map("process.name")).isEqualTo(MappedName.to("ProcessName"));
    assertThat(mapping.map("process.pid")).isEqualTo(MappedName.to("proc_pid"));
    assertThat(mapping.map("winlog.event_data.Image")).isEqualTo(MappedName.to("Image"));
    assertThat(mapping.map("source.ip")).isEqualTo(new MappedName.Names(List.of("src_ip", "src")));
    assertThat(mapping.map("host.os.type"))
        .isEqualTo(new MappedName.Dropped("All hosts run Linux."));
    assertThat(mapping.map("file.name")).isEqualTo(MappedName.to("file.name"));
    assertThat(mapping.suffixOf("event.type")).isEqualTo("{}");
    assertThat(mapping.suffixOf("event.code")).isEmpty();
    assertThat(mapping.indices())
        .containsExactly(
            new IndexChoice("logs-endpoint.events.*", IndexChoice.Kind.MACRO, "edr_events"),
            new IndexChoice("logs-*", IndexChoice.Kind.INDEX, "main"));
  }

  @Test
  void bundledMappingsCanBeRead() {
    assertThat(BundledMappings.named("ecs")).contains(FieldMapping.none());
    assertThat(BundledMappings.named("cim").orElseThrow().datasets()).hasSize(11);
    assertThat(BundledMappings.named("ecs-json").orElseThrow().suffixOf("process.args"))
        .isEqualTo("{}");
    assertThat(BundledMappings.named("other")).isEmpty();
  }
}
