package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.elasticsearch.dsl.DslBackend;
import dev.sigrun.compiler.backend.elasticsearch.eql.EqlBackend;
import dev.sigrun.compiler.backend.elasticsearch.esql.EsqlBackend;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The query of a Kibana rule, made from what a rule means by one of the other back ends: EQL, which
 * ignores case as most rules do and is easy to read; a filter in Query DSL, which indices answer
 * that lack some of the fields; ES|QL, which counts. The first one that is exact is taken,
 * otherwise the first that can say it at all.
 */
final class MeaningForms {
  private static final String QUERY = "query";

  /** The keys of a request that rules call otherwise. */
  private static final Map<String, String> RENAMED =
      Map.of("event_category_field", "event_category_override");

  private final List<Form> forms;

  MeaningForms(ExportOptions options) {
    // Kibana builds its own clauses around a filter.
    ExportOptions lean = new ExportOptions(options.mapping(), false, options.schema());
    this.forms =
        List.of(
            new Form(new EqlBackend(options), MeaningForms::eql),
            new Form(new DslBackend(lean), MeaningForms::filter),
            new Form(new EsqlBackend(options), MeaningForms::esql));
  }

  /**
   * A language.
   *
   * @param keys the keys of a rule for a text in the language; empty if no rule can hold it
   */
  private record Form(
      ExportBackend backend, Function<String, Optional<Map<String, Object>>> keys) {}

  /**
   * The artifact for {@code rule}.
   *
   * @param text writes a rule with these keys for its query
   */
  Artifact emit(AnalyzedRule rule, Function<Map<String, Object>, String> text) {
    Optional<Artifact> approximate = Optional.empty();
    List<Reason> refusals = new ArrayList<>();
    for (Form form : forms) {
      Artifact query = form.backend().emit(rule);
      Optional<Artifact> whole =
          query
              .text()
              .flatMap(form.keys())
              .map(
                  keys ->
                      new Artifact(
                          rule.rule(),
                          query.fidelity(),
                          query.reasons(),
                          Optional.of(text.apply(keys))));
      if (whole.isPresent() && query.fidelity() == Fidelity.EXACT) {
        return whole.get();
      }
      approximate = approximate.or(() -> whole);
      query.reasons().stream()
          .filter(reason -> reason.effect() == Fidelity.REFUSED)
          .forEach(refusals::add);
    }
    return approximate.orElseGet(
        () -> new Artifact(rule.rule(), Fidelity.REFUSED, refusals, Optional.empty()));
  }

  private static Optional<Map<String, Object>> eql(String text) {
    Map<String, Object> keys = typed("eql", "eql");
    object(text)
        .forEach(
            (key, value) -> {
              if (value != null) {
                keys.put(RENAMED.getOrDefault(key, key), value);
              }
            });
    return Optional.of(keys);
  }

  /** A rule with a filter and no query finds what the filter does. Nothing in it aggregates. */
  private static Optional<Map<String, Object>> filter(String text) {
    Map<String, @Nullable Object> body = object(text);
    Object query = body.get(QUERY);
    if (query == null || body.size() > 1) {
      return Optional.empty();
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("type", "custom");
    meta.put("key", QUERY);
    meta.put("value", JsonValues.write(query));
    meta.put("disabled", false);
    meta.put("negate", false);
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("meta", meta);
    filter.put(QUERY, query);
    Map<String, Object> keys = typed("query", "kuery");
    keys.put(QUERY, "");
    keys.put("filters", List.of(filter));
    return Optional.of(keys);
  }

  private static Optional<Map<String, Object>> esql(String text) {
    Map<String, Object> keys = typed("esql", "esql");
    keys.put(QUERY, text.strip());
    return Optional.of(keys);
  }

  private static Map<String, Object> typed(String type, String language) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("type", type);
    keys.put("language", language);
    return keys;
  }

  private static Map<String, @Nullable Object> object(String text) {
    try {
      return JsonValues.asObject(JsonValues.read(text)).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError("Written by a back end: " + text, e);
    }
  }
}
