package dev.sigrun.compiler;

import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.backend.elasticsearch.dsl.DslTarget;
import dev.sigrun.compiler.backend.elasticsearch.eql.EqlTarget;
import dev.sigrun.compiler.backend.elasticsearch.esql.EsqlTarget;
import dev.sigrun.compiler.backend.kibana.KibanaTarget;
import dev.sigrun.compiler.backend.splunk.SavedSearchesTarget;
import dev.sigrun.compiler.backend.splunk.SplunkTarget;
import dev.sigrun.compiler.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What rules can be exported to, and how a compiled rule becomes something to export. */
public final class ExportTargets {
  private static final String ALL = "all";

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

  /**
   * The targets of these names without repetitions, in the order of {@link #all}.
   *
   * @param names {@code all} means all of them
   * @throws IllegalArgumentException if there is none of a name, with a message for the user
   */
  public static List<Target> named(Collection<String> names, ExportOptions options) {
    List<Target> targets = all(options);
    List<String> known = new ArrayList<>(targets.stream().map(Target::name).toList());
    known.add(ALL);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no target '"
                + name
                + "'."
                + Suggestions.didYouMean(name, known)
                + " Targets: "
                + String.join(", ", known)
                + ".");
      }
    }
    return targets.stream()
        .filter(target -> names.contains(ALL) || names.contains(target.name()))
        .toList();
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
                    compilation.parsed()));
  }
}
