package dev.sigrun.compiler.language.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pipelines that are read, and what is said of those that are not. */
class PipelineReaderTest {
  private static List<String> reports(String yaml) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Pipeline> pipeline = PipelineReader.read(SourceText.of("p.yml", yaml), sink);
    assertThat(pipeline.isEmpty()).isEqualTo(sink.hasErrors());
    return sink.diagnostics().stream()
        .map(
            report ->
                report.code()
                    + " "
                    + report.source().position(report.span().start())
                    + " "
                    + report.message())
        .toList();
  }

  private static List<String> item(String item) {
    return reports("transformations:\n- " + item.replace("\n", "\n  "));
  }

  @Test
  void everythingHasAPlace() {
    DiagnosticSink sink = new DiagnosticSink();
    Pipeline pipeline =
        PipelineReader.read(
                SourceText.of(
                    "p.yml",
                    """
                    name: Own names
                    priority: 20
                    vars: {Admins: [root, toor], Level: 3}
                    transformations:
                    - id: names
                      type: field_name_mapping
                      mapping: {Image: [proc, exe], User: user}
                      rule_conditions:
                      - {type: logsource, product: windows}
                      - {type: tag, tag: attack.t1059}
                      rule_cond_op: or
                      field_name_conditions:
                        own: {type: include_fields, fields: [Im.*], mode: re}
                        other: {type: exclude_fields, fields: [Image]}
                      field_name_cond_expr: own and not (other or other)
                    - type: nest
                      items:
                      - {type: set_state, key: k, val: v}
                    """),
                sink)
            .orElseThrow();
    assertThat(sink.diagnostics()).isEmpty();
    assertThat(pipeline.name()).isEqualTo("Own names");
    assertThat(pipeline.priority()).isEqualTo(20);
    assertThat(pipeline.vars().get("Admins")).hasSize(2);
    assertThat(pipeline.vars().get("Level")).hasSize(1);
    assertThat(pipeline.items()).hasSize(2);
    assertThat(pipeline.items().get(0).rules()).isInstanceOf(Gate.Any.class);
    assertThat(pipeline.items().get(0).fields().toString()).contains("Closed");
    assertThat(pipeline.items().get(1).transformation()).isInstanceOf(Transformation.Nested.class);
  }

  @Test
  void mistakesAreReportedWhereTheyAre() {
    assertThat(reports("nam: x\n"))
        .containsExactly("PIPE001 1:1 Unknown key 'nam' in a pipeline. Did you mean 'name'?");
    assertThat(reports("priority: high\n"))
        .containsExactly("PIPE002 1:11 'priority' must be a whole number, found a string.");
    assertThat(item("id: x")).containsExactly("PIPE003 2:3 An item needs the key 'type'.");
    assertThat(item("{type: replace_string, regex: '(', replacement: x}"))
        .anyMatch(report -> report.startsWith("PIPE004 2:33 '(' is not a regular expression"));
    assertThat(
            item(
                "type: case\nmethod: lower\nrule_conditions: {a: {type: tag, tag: x}}\nrule_cond_expr: a and b"))
        .containsExactly(
            "PIPE010 5:19 'a and b' is not an expression over a: there is no condition 'b'.");
    assertThat(
            item(
                "type: case\nmethod: lower\nrule_conditions: [{type: tag, tag: x}]\nrule_cond_op: xor"))
        .containsExactly("PIPE011 5:17 'rule_cond_op' must be 'and' or 'or', found 'xor'.");
    assertThat(
            item(
                "type: case\nmethod: lower\nrule_conditions: [{type: tag, tag: x}]\nrule_cond_expr: a"))
        .containsExactly(
            "PIPE012 5:19 'rule_cond_expr' needs conditions with names, without 'rule_cond_op' and"
                + " 'rule_cond_not'.");
    assertThat(item("type: case\nmethod: lower\nrule_conditions: [{type: log_source}]"))
        .containsExactly(
            "PIPE013 4:28 Unknown condition 'log_source' of rules. Did you mean 'logsource'?");
    assertThat(
            item(
                "type: case\nmethod: lower\ndetection_item_conditions: [{type: is_null, cond: most}]"))
        .containsExactly("PIPE014 4:53 'cond' must be one of any, all, found 'most'.");
    assertThat(item("type: field_name_maping\nmapping: {}"))
        .containsExactly(
            "PIPE020 2:9 Unknown transformation 'field_name_maping'. Did you mean"
                + " 'field_name_mapping'?");
    assertThat(item("type: http_placeholders"))
        .containsExactly(
            "PIPE021 2:9 The transformation 'http_placeholders' is not supported: rules are compiled"
                + " without a network; list the values under 'vars'.");
    assertThat(item("type: regex"))
        .containsExactly(
            "PIPE022 2:9 The transformation 'regex' has no effect: texts are compared without regard"
                + " to case anyway.");
    assertThat(item("type: convert_type\ntarget_type: int"))
        .containsExactly("PIPE023 3:16 'target_type' must be one of str, num, found 'int'.");
    assertThat(reports("name: a\n---\nname: b\n"))
        .containsExactly("PIPE030 3:1 A pipeline must be one document, but 'p.yml' contains 2.");
    assertThat(reports("postprocessing: []\n"))
        .containsExactly(
            "PIPE031 1:17 'postprocessing' is ignored: it changes the text of queries, which Sigrun"
                + " does not use.");
    assertThat(
            reports(
                "transformations: " + "[{type: nest, items: ".repeat(11) + "[]" + "}]".repeat(11)))
        .anyMatch(report -> report.contains("PIPE032") && report.contains("deeper than 10 levels"));
  }

  @Test
  void replacementsOfPythonBecomeThoseOfJava() {
    assertThat(TransformationReader.javaReplacement("a\\1b\\g<2>c\\g<n>$\\\\"))
        .isEqualTo("a$1b$2c${n}\\$\\\\");
  }
}
