package dev.sigrun.compiler.format.elastic;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;

/**
 * Rules as Elastic publishes them: a TOML file for each, with {@code [metadata]} and {@code
 * [rule]}.
 */
public final class ElasticRuleFormat implements RuleFormat {
  @Override
  public List<String> suffixes() {
    return List.of(".toml");
  }

  @Override
  public List<RuleReading> read(SourceText file) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<DataValue.Table> table = TomlReader.read(file, sink);
    Optional<Rule> rule = table.flatMap(tables -> RuleReader.read(file, tables, sink));
    RuleOutline outline =
        rule.map(RuleOutline::of)
            .orElseGet(() -> table.map(ElasticRuleFormat::outline).orElse(RuleOutline.NONE));
    return List.of(new RuleReading(rule, outline, sink.diagnostics()));
  }

  @Override
  public List<KnownKey> keys(List<String> path, Optional<String> type) {
    return ElasticKeys.in(path, type);
  }

  private static RuleOutline outline(DataValue.Table file) {
    Optional<DataValue.Table> rule = file.get("rule").flatMap(DataValue::asTable);
    return new RuleOutline(text(rule, "rule_id"), text(rule, "name"), text(rule, "type"));
  }

  private static Optional<String> text(Optional<DataValue.Table> rule, String key) {
    return rule.flatMap(table -> table.get(key)).flatMap(DataValue::asText);
  }
}
