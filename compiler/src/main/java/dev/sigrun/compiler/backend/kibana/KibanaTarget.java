package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Detection rules as Kibana's rule management imports them: a JSON object on a line for each, all
 * in one file. Every rule is exact, since its query is carried as it is written.
 */
public final class KibanaTarget implements Target {
  private static final String FILE = "rules.ndjson";

  @Override
  public String name() {
    return "kibana";
  }

  @Override
  public Export export(Exportable rule) {
    return Export.of(
        rule, Reasons.none(), () -> JsonValues.write(RuleDocument.of(rule.rule()).toJson()) + "\n");
  }

  @Override
  public List<ExportFile> files(List<Export> exports) {
    String lines =
        exports.stream().map(Export::text).flatMap(Optional::stream).collect(Collectors.joining());
    return lines.isEmpty() ? List.of() : List.of(new ExportFile(FILE, lines));
  }
}
