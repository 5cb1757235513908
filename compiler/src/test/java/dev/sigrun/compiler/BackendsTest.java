package dev.sigrun.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.Backend;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportReport;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A back end of one's own takes part without a change to any class of Sigrun. */
class BackendsTest {
  private static final Backends BUILT_IN = Backends.builtIn(ExportOptions.defaults());

  /** Writes the meaning of single events, a line for each rule. */
  private static final class MeaningBackend implements ExportBackend {
    private static final DiagnosticKind SEVERAL =
        DiagnosticKind.unsupported("TST001", "A line cannot hold several events.");

    @Override
    public String name() {
      return "meaning";
    }

    @Override
    public Artifact emit(AnalyzedRule rule) {
      Reasons reasons = Reasons.none();
      if (!(rule.query() instanceof Query.SingleEvent)) {
        reasons.refuse(SEVERAL, rule.query().origin());
      }
      return Artifact.of(
          rule.rule(), reasons, () -> rule.query().toString().replaceAll("\\s+", " ") + "\n");
    }

    @Override
    public List<ExportFile> files(List<Artifact> artifacts) {
      return ExportFile.each(artifacts, ".txt");
    }
  }

  private final Backends backends = BUILT_IN.with(new MeaningBackend());

  @Test
  void aBackEndOfOnesOwnExportsLikeTheOthers() {
    ExportBackend meaning = backends.named(List.of("meaning")).get(0);
    TargetExports exports =
        ExportRules.exports(
            meaning,
            List.of(
                ExportRules.query("eql", "any where user.name == \"a\""),
                ExportRules.query("eql", "sequence [any where true] [any where true]"),
                ExportRules.query("esql", "from logs-* | stats c = count(*)")));

    assertThat(exports.artifacts())
        .extracting(Artifact::fidelity)
        .containsExactly(Fidelity.EXACT, Fidelity.REFUSED, Fidelity.REFUSED);
    assertThat(exports.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.name()).startsWith("tested-").endsWith(".txt");
              assertThat(file.content()).isEqualTo("event (in user.name \"a\")\n");
            });
    assertThat(exports.artifacts().get(1).refusals().get(0))
        .hasToString(
            "rules/tested.toml:16:10: unsupported: A line cannot hold several events. [TST001]");
    assertThat(exports.artifacts().get(2).refusals().get(0).code()).isEqualTo("ESQL139");
    assertThat(ExportReport.json(new Exports(List.of(exports), List.of(), "ECS", List.of())))
        .contains("\"target\": \"meaning\"", "\"code\": \"TST001\"", "\"line\": 16");
  }

  @Test
  void allNamesAreChosenByAll() {
    assertThat(backends.named(List.of("all"))).isEqualTo(backends.all());
    assertThat(backends.names())
        .containsExactly(
            "elasticsearch-dsl",
            "elasticsearch-eql",
            "elasticsearch-esql",
            "kibana",
            "splunk",
            "splunk-savedsearches",
            "meaning");
    assertThat(BUILT_IN.byName("meaning")).isEmpty();
    assertThat(backends.named(List.of("splunk", "kibana", "splunk")))
        .extracting(Backend::name)
        .containsExactly("kibana", "splunk");
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backends.named(List.of("meanings")))
        .withMessageContaining("There is no target 'meanings'. Did you mean 'meaning'?")
        .withMessageEndingWith("splunk, splunk-savedsearches, meaning, all.");
  }

  @Test
  void aNameIsTakenOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backends.with(new MeaningBackend()))
        .withMessage("There is a target 'meaning' already.");
  }

  /** Java is a back end like any other, whose set step makes a jar instead of files. */
  @Test
  void javaIsEmittedThroughTheSameDoor() {
    Backend java = JavaBackend.create(JavaBackend.Options.defaults());
    Artifact artifact =
        ExportRules.query("eql", "any where user.name == \"a\"").emit(java).orElseThrow();
    Artifact refused = ExportRules.query("eql", "any where true | head 1").emit(java).orElseThrow();
    Artifact unknown =
        ExportRules.query("esql", "from logs-* | stats c = count(*)").emit(java).orElseThrow();

    assertThat(artifact.text().orElseThrow()).contains("public final class Tested");
    assertThat(refused.refusals()).hasSize(1);
    assertThat(unknown.refusals().get(0).code()).isEqualTo("ESQL139");
  }
}
