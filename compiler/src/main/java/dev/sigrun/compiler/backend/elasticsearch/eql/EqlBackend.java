package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Rendering;
import dev.sigrun.compiler.backend.elasticsearch.dsl.QueryExport;
import dev.sigrun.compiler.backend.elasticsearch.esql.Statement;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.eql.syntax.EqlPrinter;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.rule.FieldName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Bodies of requests to {@code _eql/search}, with the query in its canonical form. Rules of other
 * languages are written as EQL wherever it can say what they mean.
 */
public final class EqlBackend implements ExportBackend {
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
    return request(rule).artifact(EqlRequest::toJson);
  }

  /** The request for one rule. */
  public Rendering<EqlRequest> request(AnalyzedRule rule) {
    Optional<String> categoryField = rule.rule().body().eventCategoryField().map(FieldName::name);
    return QueryExport.of(
        rule,
        options,
        (query, reasons) -> {
          Optional<EqlQuery> eql =
              query.accept(
                  new EqlQueryWriter(
                      optionalFields(rule),
                      categoryField.orElse(QueryContext.EVENT_CATEGORY),
                      reasons));
          return () -> request(rule, EqlPrinter.print(eql.orElseThrow()), categoryField, reasons);
        });
  }

  /** The fields that the author marked as optional, by their names in the index. */
  private Set<String> optionalFields(AnalyzedRule rule) {
    return rule.optionalFields().stream()
        .flatMap(name -> options.mapping().namesOf(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static EqlRequest request(
      AnalyzedRule rule, String query, Optional<String> categoryField, Reasons reasons) {
    return new EqlRequest(
        Statement.about(rule.rule(), reasons) + query,
        categoryField,
        Optional.of(rule.timing().order().name()).filter(name -> !name.equals(Timing.TIMESTAMP)),
        rule.timing().tiebreaker().map(NamedField::name));
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, ".json", options.folders());
  }
}
