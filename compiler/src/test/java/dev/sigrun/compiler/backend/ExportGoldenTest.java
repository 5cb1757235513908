package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.conventions.GoldenFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of our own in every target, whole. */
class ExportGoldenTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(ExportGoldenTest.class);

  static Stream<String> cases() {
    List<String> cases = GOLDEN.cases();
    assertThat(cases).hasSizeGreaterThan(5);
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isWrittenAsExpected(String name) {
    Compilation rule = ExportRules.of("rules/" + name + ".toml", GOLDEN.input(name, "rule.toml"));
    for (ExportBackend backend : Backends.builtIn(ExportOptions.defaults()).all()) {
      GOLDEN.check(name, backend.name() + ".txt", described(rule.emit(backend).orElseThrow()));
    }
    ExportOptions asKibana = new ExportOptions(FieldMapping.none(), true, Schema.bundled());
    GOLDEN.check(
        name,
        "elasticsearch-dsl-as-kibana.txt",
        described(ExportRules.export("elasticsearch-dsl", rule, asKibana)));
  }

  /** The fidelity with its reasons, then the text. */
  private static String described(Artifact export) {
    StringBuilder text = new StringBuilder(export.fidelity().label());
    export.fidelity().direction().ifPresent(d -> text.append(", ").append(d));
    text.append('\n');
    for (Reason reason : export.reasons()) {
      text.append(reason.code())
          .append(' ')
          .append(reason.position())
          .append(' ')
          .append(reason.message())
          .append('\n');
    }
    export.text().ifPresent(t -> text.append("----\n").append(t));
    return text.toString();
  }
}
