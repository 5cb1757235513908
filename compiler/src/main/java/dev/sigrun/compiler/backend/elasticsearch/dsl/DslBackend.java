package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Rendering;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bodies of search requests in Query DSL, without scripts; on request with the indices and the time
 * range of the rule.
 */
public final class DslBackend implements ExportBackend {
  private static final String QUERY = "query";

  private final ExportOptions options;

  /** A back end with these options. */
  public DslBackend(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "elasticsearch-dsl";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    return options.asRequest()
        ? search(rule).artifact(body -> SearchRequest.of(rule, body))
        : search(rule).artifact(body -> JsonValues.writePretty(body) + "\n");
  }

  /** The body of the request for one rule, as a tree of {@link JsonValues}. */
  public Rendering<Map<String, Object>> search(AnalyzedRule rule) {
    return QueryExport.of(
        rule,
        options,
        (query, reasons) -> {
          Optional<Map<String, Object>> kibana =
              options.asKibana()
                  ? KibanaQuery.of(rule, options.schema(), reasons)
                  : Optional.empty();
          Map<String, Object> body =
              credited(rule.rule(), query.accept(new DslSearchWriter(kibana, reasons)));
          return () -> body;
        });
  }

  /** JSON has no comments; what a search may say about its query is the name of that. */
  private static Map<String, Object> credited(Rule rule, Map<String, Object> body) {
    List<String> credits = rule.document().credits();
    Object query = body.get(QUERY);
    if (credits.isEmpty() || query == null) {
      return body;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("_name", rule.name() + " (" + String.join("; ", credits) + ")");
    named.put("filter", List.of(query));
    Map<String, Object> whole = new LinkedHashMap<>(body);
    whole.put(QUERY, Map.of("bool", named));
    return whole;
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, options.asRequest() ? ".ndjson" : ".json", options.folders());
  }
}
