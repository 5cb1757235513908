package dev.sigrun.compiler;

import dev.sigrun.compiler.analysis.OptionalFields;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.backend.elasticsearch.DslTarget;
import dev.sigrun.compiler.backend.elasticsearch.EqlTarget;
import dev.sigrun.compiler.backend.elasticsearch.EsqlTarget;
import dev.sigrun.compiler.backend.kibana.KibanaTarget;
import dev.sigrun.compiler.backend.splunk.SavedSearchesTarget;
import dev.sigrun.compiler.backend.splunk.SplunkTarget;
import java.util.List;
import java.util.Optional;

/** What rules can be exported to, and how a compiled rule becomes something to export. */
public final class ExportTargets {
  private ExportTargets() {}

  /** All targets, in the order of the alphabet. */
  public static List<Target> all(ExportOptions options) {
    return List.of(
        new DslTarget(options),
        new EqlTarget(options),
        new EsqlTarget(options),
        new KibanaTarget(),
        new SplunkTarget(options),
        new SavedSearchesTarget(options));
  }

  /** The rule of {@code compilation}, if it has no errors. */
  public static Optional<Exportable> exportable(Compilation compilation) {
    if (compilation.outcome() == Compilation.Outcome.FAILED) {
      return Optional.empty();
    }
    return compilation
        .rule()
        .map(
            rule ->
                new Exportable(
                    rule,
                    compilation.analyzed().map(AnalyzedRule::query),
                    compilation.unsupported(),
                    OptionalFields.of(rule)));
  }
}
