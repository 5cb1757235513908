package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.backend.elasticsearch.dsl.NotAnalyzed;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.rule.RuleType;
import java.util.List;

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
    if (rule.rule().type() == RuleType.ESQL && options.mapping().equals(FieldMapping.none())) {
      return Export.of(rule, reasons, () -> carried(rule));
    }
    if (rule.query().isEmpty()) {
      NotAnalyzed.refuse(rule, reasons);
      return Export.of(rule, reasons, () -> "");
    }
    Query query = options.mapping().apply(rule.query().get(), reasons).query();
    String text = query.accept(new EsqlQueryWriter(rule.rule(), reasons));
    return Export.of(rule, reasons, () -> Statement.aboutDifferences(reasons) + text + "\n");
  }

  /** A query that is written in ES|QL already, as it is. */
  private static String carried(Exportable rule) {
    return rule.rule().query().map(q -> q.text().content().strip() + "\n").orElse("");
  }

  @Override
  public List<ExportFile> files(List<Export> exports) {
    return ExportFile.each(exports, ".esql");
  }
}
