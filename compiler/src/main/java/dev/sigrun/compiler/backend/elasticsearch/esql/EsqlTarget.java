package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.backend.elasticsearch.dsl.NotAnalyzed;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.CarriedLanguage;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.rule.QueryText;
import java.util.List;
import java.util.Optional;

/**
 * Queries in ES|QL. Rules that are written in ES|QL are carried by {@code kibana}; what they mean
 * is not known here.
 */
public final class EsqlTarget implements Target {
  private final ExportOptions options;

  /** A target with these options. */
  public EsqlTarget(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "elasticsearch-esql";
  }

  @Override
  public Export export(Exportable rule) {
    Reasons reasons = Reasons.none();
    Optional<QueryText> written = rule.rule().query().filter(EsqlTarget::isEsql);
    if (written.isPresent() && options.mapping().equals(FieldMapping.none())) {
      return Export.of(rule, reasons, () -> written.get().content().strip() + "\n");
    }
    if (rule.query().isEmpty()) {
      NotAnalyzed.refuse(rule, reasons);
      return Export.of(rule, reasons, () -> "");
    }
    Query query = options.mapping().apply(rule.query().get(), reasons).query();
    String text = query.accept(new EsqlQueryWriter(rule.rule(), reasons));
    return Export.of(rule, reasons, () -> Statement.aboutDifferences(reasons) + text + "\n");
  }

  /** Whether a query is written in ES|QL already: it is carried as it is. */
  private static boolean isEsql(QueryText query) {
    return query.language().equals(CarriedLanguage.ESQL.id());
  }

  @Override
  public List<ExportFile> files(List<Export> exports) {
    return ExportFile.each(exports, ".esql");
  }
}
