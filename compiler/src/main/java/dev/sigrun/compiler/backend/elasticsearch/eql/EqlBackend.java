package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.elasticsearch.dsl.QueryExport;
import dev.sigrun.compiler.backend.elasticsearch.esql.Statement;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.eql.syntax.EqlPrinter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bodies of requests to {@code _eql/search}, with the query in its canonical form. Rules of other
 * languages are written as EQL wherever it can say what they mean.
 */
public final class EqlBackend implements ExportBackend {
  private static final String DEFAULT_CATEGORY_FIELD = "event.category";

  private final ExportOptions options;

  /** A back end with these options. */
  public EqlBackend(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "elasticsearch-eql";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    Optional<RuleBody.Eql> settings =
        rule.rule().body() instanceof RuleBody.Eql eql ? Optional.of(eql) : Optional.empty();
    String categoryField =
        settings
            .flatMap(RuleBody.Eql::eventCategoryField)
            .map(FieldName::name)
            .orElse(DEFAULT_CATEGORY_FIELD);
    return QueryExport.of(
        rule,
        options.mapping(),
        (query, reasons) -> {
          Optional<EqlQuery> eql =
              query.accept(new EqlQueryWriter(optionalFields(rule), categoryField, reasons));
          return () -> body(EqlPrinter.print(eql.orElseThrow()), settings, reasons);
        });
  }

  /** The fields that the author marked as optional, by their names in the index. */
  private Set<String> optionalFields(AnalyzedRule rule) {
    return rule.fields().optional().stream()
        .flatMap(name -> options.mapping().namesOf(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String body(String query, Optional<RuleBody.Eql> settings, Reasons reasons) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", Statement.aboutDifferences(reasons) + query);
    settings
        .flatMap(RuleBody.Eql::eventCategoryField)
        .ifPresent(field -> body.put("event_category_field", field.name()));
    settings
        .flatMap(RuleBody.Eql::timestampField)
        .ifPresent(field -> body.put("timestamp_field", field.name()));
    settings
        .flatMap(RuleBody.Eql::tiebreakerField)
        .ifPresent(field -> body.put("tiebreaker_field", field.name()));
    return JsonValues.writePretty(body) + "\n";
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, ".json");
  }
}
