package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Rendering;
import dev.sigrun.compiler.backend.elasticsearch.dsl.QueryExport;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;

/** Queries in ES|QL. Rules that are written in ES|QL stay as they are written. */
public final class EsqlBackend implements ExportBackend {
  private static final DiagnosticKind BESIDE_STATEMENT =
      DiagnosticKind.warning(
          "ESX005",
          "The filters and exceptions of the rule are not part of its statement, which is exported"
              + " as written, so this may match other events.");

  private final ExportOptions options;

  /** A back end with these options. */
  public EsqlBackend(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "elasticsearch-esql";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    return statement(rule).artifact(EsqlBackend::line);
  }

  private static String line(String statement) {
    return statement + "\n";
  }

  /** The query for one rule. */
  public Rendering<String> statement(AnalyzedRule rule) {
    return written(rule.rule(), rule.parsed())
        .orElseGet(
            () ->
                QueryExport.of(
                    rule,
                    options,
                    (query, reasons) -> {
                      String text = query.accept(new EsqlQueryWriter(rule, reasons));
                      return () -> Statement.about(rule.rule(), reasons) + text;
                    }));
  }

  /** A query that is written in ES|QL already stays as it is, under names that stay as they are. */
  @Override
  public Artifact carry(Rule rule, Optional<ParsedQuery> parsed, Diagnostic reason) {
    return written(rule, parsed)
        .map(statement -> statement.artifact(EsqlBackend::line))
        .orElseGet(() -> ExportBackend.super.carry(rule, parsed, reason));
  }

  private Optional<Rendering<String>> written(Rule rule, Optional<ParsedQuery> parsed) {
    boolean isStatement = parsed.flatMap(query -> query.treeOf(EsqlQuery.class)).isPresent();
    return rule.query()
        .filter(query -> isStatement && options.mapping().equals(FieldMapping.none()))
        .map(query -> Rendering.of(rule, reasons(rule), () -> query.content().strip()));
  }

  private static Reasons reasons(Rule rule) {
    Reasons reasons = QueryExport.settings(rule);
    if (!rule.filters().isEmpty() || !rule.exceptions().isEmpty()) {
      reasons.approximate(Fidelity.MAY_DIFFER, BESIDE_STATEMENT, rule.nameOrigin());
    }
    return reasons;
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, ".esql", options.folders());
  }
}
