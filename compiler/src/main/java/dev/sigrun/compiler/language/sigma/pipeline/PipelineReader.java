package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.YamlReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pipeline from YAML; its keys are described in {@code docs/sigma-data.md}. */
public final class PipelineReader {
  private static final DiagnosticKind ONE_DOCUMENT =
      DiagnosticKind.error("PIPE030", "A pipeline must be one document, but '%s' contains %s.");
  private static final DiagnosticKind SHAPES_QUERIES =
      DiagnosticKind.warning(
          "PIPE031", "'%s' is ignored: it changes the text of queries, which Sigrun does not use.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("PIPE032", "Items are nested deeper than %s levels.");

  private static final int DEEPEST = 10;
  private static final List<String> FILE_KEYS =
      List.of(
          "name",
          "priority",
          "vars",
          "allowed_backends",
          "transformations",
          "postprocessing",
          "finalizers");
  private static final List<String> ITEM_KEYS =
      List.of(
          "id",
          "type",
          "rule_conditions",
          "rule_cond_op",
          "rule_cond_not",
          "rule_cond_expr",
          "detection_item_conditions",
          "detection_item_cond_op",
          "detection_item_cond_not",
          "detection_item_cond_expr",
          "field_name_conditions",
          "field_name_cond_op",
          "field_name_cond_not",
          "field_name_cond_expr");

  private final PipelineTables tables;
  private final ConditionReader conditions;
  private final GateReader gates;
  private final TransformationReader transformations;
  private int depth;

  private PipelineReader(DiagnosticSink sink) {
    this.tables = new PipelineTables(sink);
    this.conditions = new ConditionReader(tables);
    this.gates = new GateReader(tables);
    this.transformations = new TransformationReader(tables, this::items);
  }

  /**
   * Reads the pipeline that {@code source} holds.
   *
   * @param sink told what is wrong with it
   * @return the pipeline, or empty if an error was reported
   */
  public static Optional<Pipeline> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    List<YamlReader.Document> documents = YamlReader.read(source, sink);
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    if (documents.size() != 1) {
      Span span = documents.isEmpty() ? new Span(0, 0) : documents.get(1).span();
      sink.report(ONE_DOCUMENT, source, span, source.name(), documents.size());
      return Optional.empty();
    }
    PipelineReader reader = new PipelineReader(sink);
    Optional<Pipeline> pipeline =
        documents
            .get(0)
            .value()
            .flatMap(value -> reader.tables.shaped("the pipeline", value, value.asTable(), "a map"))
            .map(table -> reader.pipeline(table, source));
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : pipeline;
  }

  private Pipeline pipeline(DataValue.Table file, SourceText source) {
    tables.checkKeys(file, "a pipeline", FILE_KEYS);
    for (String key : List.of("postprocessing", "finalizers")) {
      file.get(key).ifPresent(value -> tables.report(SHAPES_QUERIES, value.origin(), key));
    }
    Map<String, List<DataValue>> vars = new LinkedHashMap<>();
    file.get("vars")
        .flatMap(value -> tables.shaped("vars", value, value.asTable(), "a map"))
        .ifPresent(table -> vars.putAll(PipelineTables.valueLists(table)));
    return new Pipeline(
        tables.text(file, "name").orElse(source.name()),
        priority(file),
        vars,
        file.get("transformations").map(this::items).orElse(List.of()));
  }

  private long priority(DataValue.Table file) {
    return file.get("priority")
        .flatMap(
            value ->
                tables.shaped(
                    "priority",
                    value,
                    value instanceof DataValue.Whole whole
                        ? Optional.of(whole.value())
                        : Optional.<Long>empty(),
                    "a whole number"))
        .orElse(0L);
  }

  private List<PipelineItem> items(DataValue value) {
    List<PipelineItem> items = new ArrayList<>();
    if (++depth > DEEPEST) {
      tables.report(TOO_DEEP, value.origin(), DEEPEST);
    } else {
      tables
          .shaped("items", value, value.asArray(), "a list of maps, each with a type")
          .ifPresent(
              array ->
                  array
                      .values()
                      .forEach(
                          each ->
                              tables
                                  .shaped("an item", each, each.asTable(), "a map with a type")
                                  .flatMap(this::item)
                                  .ifPresent(items::add)));
    }
    depth--;
    return items;
  }

  private Optional<PipelineItem> item(DataValue.Table table) {
    Gate<RuleCondition> rules = gates.read(table, "rule_conditions", "rule_cond", conditions::rule);
    Gate<ItemCondition> items =
        gates.read(table, "detection_item_conditions", "detection_item_cond", conditions::item);
    Gate<FieldCondition> fields =
        gates.read(table, "field_name_conditions", "field_name_cond", conditions::field);
    String id = tables.text(table, "id").orElse("");
    return transformations
        .read(table, ITEM_KEYS)
        .map(
            transformation ->
                new PipelineItem(table.origin(), id, transformation, rules, items, fields));
  }
}
