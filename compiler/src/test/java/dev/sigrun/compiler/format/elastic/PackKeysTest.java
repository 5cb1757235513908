package dev.sigrun.compiler.format.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.format.RuleFormats;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rule pack shows every key of rule files: a key or word that no rule has is named. */
class PackKeysTest {
  /** Names, or the beginnings of names, and why no rule of the pack has them. */
  private static final Map<String, String> NOT_IN_THE_PACK =
      Map.ofEntries(
          Map.entry("metadata.comments", "Rules say in their note what there is to say."),
          Map.entry("metadata.deprecat", "No rule of the pack is deprecated."),
          Map.entry("metadata.extended", "For data of others."),
          Map.entry("metadata.maturity = beta", "Rules of the pack are ready."),
          Map.entry("metadata.maturity = deprecated", "No rule of the pack is deprecated."),
          Map.entry("metadata.maturity = development", "Rules of the pack are ready."),
          Map.entry("metadata.maturity = experimental", "Rules of the pack are ready."),
          Map.entry("metadata.os_type_list", "For rules that run on the hosts themselves."),
          Map.entry("metadata.query_schema_validation", "The schema of Sigrun is its own."),
          Map.entry("metadata.related_endpoint_rules", "Names rules of a product."),
          Map.entry("rule.actions", "Whom an alert is sent to differs from house to house."),
          Map.entry("rule.anomaly_threshold", "Machine learning is not supported."),
          Map.entry("rule.language = esql", "Sigrun cannot run ES|QL yet."),
          Map.entry("rule.language = lucene", "Lucene is not supported."),
          Map.entry("rule.machine_learning_job_id", "Machine learning is not supported."),
          Map.entry("rule.meta", "For data of others."),
          Map.entry("rule.response_actions", "What follows an alert differs from house to house."),
          Map.entry("rule.risk_score_mapping.risk_score", "Kibana passes over it."),
          Map.entry("rule.threat_language = eql", "Indicators are chosen by KQL."),
          Map.entry("rule.threat_language = esql", "Indicators are chosen by KQL."),
          Map.entry("rule.threat_language = lucene", "Lucene is not supported."),
          Map.entry("rule.threat_mappings", "Other versions of ATT&CK, which 'threat' has once."),
          Map.entry("rule.throttle", "Whom an alert is sent to differs from house to house."),
          Map.entry("rule.timeline_", "Names templates of a product."),
          Map.entry("rule.type = esql", "Sigrun cannot run ES|QL yet."),
          Map.entry("rule.type = machine_learning", "Machine learning is not supported."));

  @Test
  void someRuleHasEachKeyAndEachWordOfAKey() {
    DiagnosticSink sink = new DiagnosticSink();
    Set<String> used = new TreeSet<>();
    for (var path :
        RuleFiles.find(List.of("../rules"), RuleFormats.of(new ElasticRuleFormat()), sink)) {
      DataValue.Table file =
          TomlReader.read(RuleFiles.load(path, sink).orElseThrow(), sink).orElseThrow();
      file.entries().forEach((key, entry) -> used.add(key));
      collect("metadata", RuleShape.METADATA, file.get("metadata").orElseThrow(), used);
      collect("rule", RuleShape.RULE, file.get("rule").orElseThrow(), used);
    }
    Set<String> all = new TreeSet<>(Set.of("metadata", "rule", "transform"));
    collectAll("metadata", RuleShape.METADATA, all);
    collectAll("rule", RuleShape.RULE, all);

    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(
            all.stream()
                // Only Kibana writes these.
                .filter(
                    name -> RuleShape.OF_KIBANA.stream().noneMatch(k -> name.equals("rule." + k)))
                .filter(name -> NOT_IN_THE_PACK.keySet().stream().noneMatch(name::startsWith))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static void collectAll(String path, Shape shape, Set<String> all) {
    if (shape instanceof Shape.Table table) {
      for (Shape.Key key : table.keys()) {
        all.add(path + "." + key.name());
        collectAll(path + "." + key.name(), key.shape(), all);
      }
    } else if (shape instanceof Shape.ListOf list) {
      collectAll(path, list.element(), all);
    } else if (shape instanceof Shape.OneOrMore some) {
      collectAll(path, some.element(), all);
    } else if (shape instanceof Shape.Choice choice) {
      choice.words().forEach(word -> all.add(path + " = " + word));
    }
  }

  private static void collect(String path, Shape shape, DataValue value, Set<String> used) {
    if (value instanceof DataValue.Array array) {
      Shape element =
          shape instanceof Shape.ListOf list
              ? list.element()
              : shape instanceof Shape.OneOrMore some ? some.element() : shape;
      array.values().forEach(v -> collect(path, element, v, used));
    } else if (shape instanceof Shape.Table table && value instanceof DataValue.Table actual) {
      for (Shape.Key key : table.keys()) {
        actual
            .get(key.name())
            .ifPresent(
                member -> {
                  used.add(path + "." + key.name());
                  collect(path + "." + key.name(), key.shape(), member, used);
                });
      }
    } else if (shape instanceof Shape.Choice) {
      value.asText().ifPresent(word -> used.add(path + " = " + word));
    }
  }
}
