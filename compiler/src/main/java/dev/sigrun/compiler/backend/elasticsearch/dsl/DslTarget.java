package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies of search requests in Query DSL, without scripts. */
public final class DslTarget implements Target {
  private final ExportOptions options;

  /** A target with these options. */
  public DslTarget(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "elasticsearch-dsl";
  }

  @Override
  public Export export(Exportable rule) {
    Reasons reasons = Reasons.none();
    if (rule.query().isEmpty()) {
      NotAnalyzed.refuse(rule, reasons);
      return Export.of(rule, reasons, () -> "");
    }
    Query query = options.mapping().apply(rule.query().get(), reasons).query();
    Optional<Map<String, Object>> kibana =
        options.asKibana() ? KibanaQuery.of(rule, options.schema(), reasons) : Optional.empty();
    Map<String, Object> body = query.accept(new DslSearchWriter(kibana, reasons));
    return Export.of(rule, reasons, () -> JsonValues.writePretty(body) + "\n");
  }

  @Override
  public List<ExportFile> files(List<Export> exports) {
    return ExportFile.each(exports, ".json");
  }
}
