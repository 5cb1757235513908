package dev.sigrun.compiler.language.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules mean after pipelines. */
class PipelinedDataTest {
  private static final QueryContext CONTEXT =
      new QueryContext(new FieldResolver(Schema.bundled(), UnknownFields.KEYWORD));

  /** The meaning of a detection under a pipeline, or the reports if there is none. */
  private static String meaning(String pipeline, String detection) {
    return meaning(SigmaData.flat(), List.of(pipeline), "{product: own}", detection);
  }

  private static String meaning(
      SigmaData events, List<String> pipelines, String logSource, String detection) {
    DiagnosticSink sink = new DiagnosticSink();
    List<Pipeline> read = new ArrayList<>();
    pipelines.forEach(
        text -> read.add(PipelineReader.read(SourceText.of("p.yml", text), sink).orElseThrow()));
    String rule =
        "title: T\ntags: [attack.t1059]\nlogsource: "
            + logSource
            + "\ndetection:\n"
            + detection.indent(2)
            + (detection.contains("condition:") ? "" : "  condition: s\n");
    Optional<Query> query =
        new SigmaLanguage(new PipelinedData(read, events))
            .parse(SourceText.of("r.yml", rule), sink)
            .flatMap(parsed -> parsed.analyze(CONTEXT, sink));
    return query
        .map(found -> ((Query.SingleEvent) found).predicate().toString())
        .orElseGet(
            () -> sink.diagnostics().stream().map(d -> d.code() + " " + d.message()).toList() + "");
  }

  private static String items(String items) {
    return "transformations:\n" + items;
  }

  @Test
  void fieldsAreRenamed() {
    String renaming = items("- {type: field_name_mapping, mapping: {a: x, b: [y, z]}}");
    assertThat(meaning(renaming, "s: {a: 'v', c: 'w'}"))
        .isEqualTo("(and (in~ x \"v\") (in~ c \"w\"))");
    assertThat(meaning(renaming, "s: {b: v}")).isEqualTo("(or (in~ y \"v\") (in~ z \"v\"))");
    assertThat(meaning(renaming, "s: {b|neq: v}"))
        .isEqualTo("(and (not (in~ y \"v\")) (not (in~ z \"v\")))");
    assertThat(meaning(renaming, "s: {b: null}"))
        .isEqualTo("(and (not (exists y)) (not (exists z)))");
    assertThat(meaning(renaming, "s: [word]")).doesNotContain("x").contains("word");
    assertThat(meaning(renaming, "s: {c|fieldref: a}")).contains("c").contains("x");
    assertThat(meaning(items("- {type: field_name_prefix, prefix: p.}"), "s: {a: v}"))
        .isEqualTo("(in~ p.a \"v\")");
    assertThat(meaning(items("- {type: field_name_suffix, suffix: _s}"), "s: {a: v}"))
        .isEqualTo("(in~ a_s \"v\")");
    assertThat(
            meaning(items("- {type: field_name_prefix_mapping, mapping: {a.: b.}}"), "s: {a.c: v}"))
        .isEqualTo("(in~ b.c \"v\")");
    assertThat(meaning(items("- {type: field_name_transform, method: snake_case}"), "s: {aB: v}"))
        .isEqualTo("(in~ a_b \"v\")");
  }

  @Test
  void conditionsAreAdded() {
    assertThat(meaning(items("- {type: add_condition, conditions: {i: [1, two]}}"), "s: {a: v}"))
        .isEqualTo("(and (or (in~ i \"two\") (in i:number 1)) (in~ a \"v\"))");
    assertThat(
            meaning(
                items("- {type: add_condition, conditions: {i: x}, negated: true}"), "s: {a: v}"))
        .isEqualTo("(and (not (in~ i \"x\")) (in~ a \"v\"))");
    assertThat(
            meaning(
                items("- {type: add_condition, conditions: {i: 'x-$product'}, template: true}"),
                "s: {a: v}"))
        .isEqualTo("(and (in~ i \"x-own\") (in~ a \"v\"))");
    // What an attribute holds is not a template.
    assertThat(
            meaning(
                SigmaData.flat(),
                List.of(
                    items(
                        "- {type: add_condition, conditions: {i: '$category/${product}/$service'},"
                            + " template: true}")),
                "{product: $service, service: $category, category: $product}",
                "s: {a: v}"))
        .isEqualTo("(and (in~ i \"$product/$service/$category\") (in~ a \"v\"))");
    // A pattern of the rule does not mean what a pipeline adds.
    assertThat(
            meaning(
                items("- {type: add_condition, conditions: {i: x}}"),
                "s: {a: v}\nt: {b: w}\ncondition: 1 of them"))
        .isEqualTo("(and (in~ i \"x\") (or (in~ a \"v\") (in~ b \"w\")))");
  }

  @Test
  void valuesChange() {
    assertThat(meaning(items("- {type: set_value, value: 5}"), "s: {a: v}"))
        .isEqualTo("(in a:number 5)");
    assertThat(meaning(items("- {type: map_string, mapping: {v: [w, u]}}"), "s: {a: [v, x]}"))
        .isEqualTo("(in~ a \"w\" \"u\" \"x\")");
    assertThat(meaning(items("- {type: case, method: upper}"), "s: {a|cased: v}"))
        .isEqualTo("(in a \"V\")");
    assertThat(meaning(items("- {type: convert_type, target_type: str}"), "s: {a: 5}"))
        .isEqualTo("(in~ a \"5\")");
    assertThat(meaning(items("- {type: convert_type, target_type: num}"), "s: {a: ['5', x]}"))
        .isEqualTo("(or (in~ a \"x\") (in a:number 5))");
    assertThat(meaning(items("- {type: convert_type, target_type: num}"), "s: {a: '1e999999999'}"))
        .isEqualTo("(in~ a \"1e999999999\")");
    String slashes = "- {type: replace_string, regex: '^\\\\', replacement: 'C:\\\\'}";
    assertThat(meaning(items(slashes), "s: {a: '\\x*'}")).isEqualTo("(like~ a \"C:\\\\\\\\x*\")");
    assertThat(
            meaning(
                items("- {type: replace_string, regex: b, replacement: '*', skip_special: true}"),
                "s: {a: 'abc*'}"))
        .isEqualTo("(like~ a \"a\\\\*c*\")");
    assertThat(
            meaning(
                items(
                    "- {type: replace_string, regex: b, replacement: '*', skip_special: true,"
                        + " interpret_special: true}"),
                "s: {a: 'abc*'}"))
        .isEqualTo("(like~ a \"a*c*\")");
  }

  @Test
  void hashesAreSplit() {
    String split =
        items(
            "- {type: hashes_fields, valid_hash_algos: [MD5, SHA1], field_prefix: file,"
                + " field_to_parse: Hashes}");
    String md5 = "0123456789abcdef0123456789abcdef";
    assertThat(meaning(split, "s: {Hashes|contains: ['MD5=" + md5 + "', 'SHA1=ab']}"))
        .isEqualTo("(or (in~ fileMD5 \"" + md5 + "\") (in~ fileSHA1 \"ab\"))");
    assertThat(meaning(split, "s: {Hashes|contains|all: ['MD5=" + md5 + "', 'SHA1=ab']}"))
        .isEqualTo("(and (in~ fileMD5 \"" + md5 + "\") (in~ fileSHA1 \"ab\"))");
    assertThat(meaning(split, "s: {Hashes: '" + md5 + "'}"))
        .isEqualTo("(in~ fileMD5 \"" + md5 + "\")");
    assertThat(meaning(split, "s: {Hashes: other}")).isEqualTo("(in~ Hashes \"other\")");
    assertThat(meaning(split, "s: {Other: '" + md5 + "'}")).contains("Other");
  }

  @Test
  void whatIsRemovedLeavesTheRest() {
    String drop =
        items(
            "- type: drop_detection_item\n"
                + "  field_name_conditions: [{type: include_fields, fields: [x]}]\n");
    assertThat(meaning(drop, "s: {a: v, x: w}")).isEqualTo("(in~ a \"v\")");
    String two = "s: {a: v}\nt: {x: w}\ncondition: ";
    assertThat(meaning(drop, two + "s and t")).isEqualTo("(in~ a \"v\")");
    assertThat(meaning(drop, two + "s or t")).isEqualTo("(in~ a \"v\")");
    assertThat(meaning(drop, two + "s and not t")).isEqualTo("(in~ a \"v\")");
    assertThat(meaning(drop, two + "s and not 1 of t*")).isEqualTo("(in~ a \"v\")");
    assertThat(meaning(drop, "s: {x: w}"))
        .isEqualTo("[PIPE041 Pipelines removed every condition of the rule.]");
  }

  @Test
  void rulesAreRefused() {
    assertThat(meaning(items("- {type: rule_failure, message: Not here.}"), "s: {a: v}"))
        .contains("PIPE040 A pipeline refuses the rule: Not here.");
    String refusal =
        items(
            "- type: detection_item_failure\n  message: No a.\n"
                + "  field_name_conditions: [{type: include_fields, fields: [a]}]\n");
    assertThat(meaning(refusal, "s: {a: v}")).contains("PIPE040").contains("No a.");
    assertThat(meaning(refusal, "s: {b: v}")).isEqualTo("(in~ b \"v\")");
  }

  /** Each condition with a rule for which it holds, and one for which it does not. */
  @Test
  void conditionsOpenItems() {
    String[][] cases = {
      {"rule_conditions", "{type: logsource, product: own}", "{type: logsource, product: other}"},
      {"rule_conditions", "{type: contains_field, field: a}", "{type: contains_field, field: b}"},
      {
        "rule_conditions",
        "{type: contains_detection_item, field: a, value: v}",
        "{type: contains_detection_item, field: a, value: w}"
      },
      {"rule_conditions", "{type: is_sigma_rule}", "{type: is_sigma_correlation_rule}"},
      {"rule_conditions", "{type: tag, tag: attack.t1059}", "{type: tag, tag: attack.t1060}"},
      {
        "rule_conditions",
        "{type: processing_item_applied, processing_item_id: one}",
        "{type: processing_item_applied, processing_item_id: two}"
      },
      {
        "rule_conditions",
        "{type: processing_state, key: k, val: v}",
        "{type: processing_state, key: k, val: w}"
      },
      {
        "rule_conditions",
        "{type: rule_attribute, attribute: n, value: 3, op: gte}",
        "{type: rule_attribute, attribute: n, value: 4, op: gte}"
      },
      {
        "detection_item_conditions",
        "{type: match_string, pattern: v}",
        "{type: match_string, pattern: v, negate: true}"
      },
      {
        "detection_item_conditions",
        "{type: match_value, value: v}",
        "{type: match_value, value: w, cond: all}"
      },
      {"detection_item_conditions", "{type: contains_wildcard}", "{type: is_null}"},
      {
        "detection_item_conditions",
        "{type: processing_state, key: k, val: v}",
        "{type: processing_item_applied, processing_item_id: one}"
      },
      {
        "field_name_conditions",
        "{type: include_fields, fields: [a]}",
        "{type: exclude_fields, fields: [a]}"
      },
      {
        "field_name_conditions",
        "{type: include_fields, fields: ['[ab]'], mode: re}",
        "{type: exclude_fields, fields: ['[ab]'], mode: re}"
      },
      {
        "field_name_conditions",
        "{type: processing_state, key: k, val: v}",
        "{type: processing_item_applied, processing_item_id: one}"
      },
    };
    for (String[] each : cases) {
      for (int i = 1; i < 3; i++) {
        String pipeline =
            items(
                "- {id: one, type: set_state, key: k, val: v}\n"
                    + "- {type: set_custom_attribute, attribute: n, value: 3}\n"
                    + "- type: field_name_prefix\n  prefix: p.\n  "
                    + each[0]
                    + ": ["
                    + each[i]
                    + "]\n");
        assertThat(meaning(pipeline, "s: {a: [v, 'v*']}"))
            .as(each[i])
            .startsWith(i == 1 ? "(or (in~ p.a" : "(or (in~ a");
      }
    }
  }

  @Test
  void placeholdersHaveValues() {
    assertThat(meaning("vars: {P: [x, 'y*', 3]}", "s: {a|expand: 'u%P%'}"))
        .isEqualTo("(or (in~ a \"ux\" \"u3\") (like~ a \"uy*\"))");
    assertThat(
            meaning(
                "vars: {P: x}\ntransformations:\n- type: wildcard_placeholders\n",
                "s: {a|expand: '%P%-%Q%'}"))
        .isEqualTo("(like~ a \"x-*\")");
    assertThat(
            meaning(items("- {type: wildcard_placeholders, exclude: [Q]}"), "s: {a|expand: '%Q%'}"))
        .startsWith("[SIG048 ");
  }

  @Test
  void pipelinesGoBeforeTheTables() {
    FormData windows = new FormData(EventForm.WINDOWS);
    String source = "{product: windows, category: dns_query}";
    String renaming =
        "priority: 5\n" + items("- {type: field_name_mapping, mapping: {QueryName: q}}");
    assertThat(meaning(windows, List.of(renaming), source, "s: {QueryName: v, Image: w}"))
        .contains("(in~ q \"v\")")
        .contains("(in~ Event.EventData.Image \"w\")")
        .contains("Event.System.Channel");
    String adding = items("- {type: add_condition, conditions: {QueryName: x}}");
    assertThat(meaning(windows, List.of(adding, renaming), source, "s: {Image: w}"))
        .isEqualTo(
            "(and (in~ Event.EventData.QueryName \"x\") (in~ Event.EventData.Image \"w\"))"
                .replace("Event.EventData.QueryName", "q"));
    String changing = items("- {type: change_logsource, product: windows, service: system}");
    assertThat(meaning(windows, List.of(changing), source, "s: {Image: w}"))
        .contains("(in Event.System.Channel \"System\")");
  }

  @Test
  void givesUpExpressionsThatTakeTooLong() {
    String replace = "transformations: [{type: replace_string, regex: '%s', replacement: c}]";
    assertThat(
            meaning(
                replace.formatted("(a|aa)+\\1c"),
                "{s: {f: " + "a".repeat(60) + "b}, condition: s}"))
        .contains("PIPE042 A regular expression of a pipeline takes too long");
    String condition =
        "transformations: [{type: set_value, value: x, detection_item_conditions: "
            + "[{type: match_string, cond: any, pattern: '(a|aa)+\\1c'}]}]";
    assertThat(meaning(condition, "{s: {f: " + "a".repeat(60) + "b}, condition: s}"))
        .contains("PIPE042");
  }

  @Test
  void readsLongTexts() {
    String replace = "transformations: [{type: replace_string, regex: b, replacement: c}]";
    String text = "'" + "a\\\\*b".repeat(40_000) + "'";
    assertThat(meaning(replace, "{s: {f: " + text + "}, condition: s}")).doesNotContain("PIPE");
  }

  @Test
  void textsThatAreNumbersAreBounded() {
    assertThat(
            meaning(
                new FormData(EventForm.ECS),
                List.of(),
                "{category: network_connection, product: windows}",
                "s: {DestinationPort: ['1e999999999', '12']}"))
        .contains(
            "(in destination.port:number 12)",
            // An index keeps this one as a text.
            "(in~ winlog.event_data.DestinationPort \"1e999999999\" \"12\")");
  }

  @Test
  void aCorrelationCannotGroupByAFieldThatAPipelineDrops() {
    String rules =
        """
        title: Base
        name: base
        logsource:
          product: own
        detection:
          s:
            a: v
          condition: s
        ---
        title: Many
        correlation:
          type: event_count
          rules: base
          timespan: 1m
          group-by: user
          condition:
            gte: 2
        """;
    String drops =
        items(
            """
            - {type: add_condition, conditions: {i: x}}
            - type: drop_detection_item
              field_name_conditions: [{type: include_fields, fields: [user]}]
            """);
    DiagnosticSink sink = new DiagnosticSink();
    Pipeline pipeline = PipelineReader.read(SourceText.of("p.yml", drops), sink).orElseThrow();
    CompilerOptions options =
        CompilerOptions.defaults()
            .withSigmaData(new PipelinedData(List.of(pipeline), SigmaData.flat()));
    assertThat(
            RuleCompiler.create(options).compileAll(SourceText.of("r.yml", rules)).stream()
                .flatMap(compilation -> compilation.diagnostics().stream())
                .map(Diagnostic::code))
        .containsExactly("SIG117");
  }
}
