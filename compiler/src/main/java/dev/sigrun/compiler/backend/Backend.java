package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import java.util.Optional;

/**
 * Renders rules in one output language. A back end renders a rule exactly, or says in which way its
 * artifact differs, or refuses; it never guesses. Immutable and safe to share between threads.
 *
 * <p>What rules become together is up to the kind of back end: {@link ExportBackend} makes files of
 * artifacts, {@link dev.sigrun.compiler.backend.java.JavaBackend} a jar.
 *
 * <pre>{@code
 * Artifact artifact = new EqlBackend(ExportOptions.defaults()).emit(rule);
 * artifact.text().ifPresentOrElse(
 *     System.out::print, () -> artifact.refusals().forEach(System.err::println));
 * }</pre>
 */
public interface Backend {
  /** The name on the command line and in reports: {@code elasticsearch-dsl}. */
  String name();

  /** The artifact for one rule. Text of the rule is hostile until it is escaped. */
  Artifact emit(AnalyzedRule rule);

  /**
   * The artifact for a rule without errors whose meaning is not known. Refused, unless a back end
   * carries such rules as they are written.
   *
   * @param parsed its query as it was read, if it could be
   * @param reason why its meaning is not known
   */
  default Artifact carry(Rule rule, Optional<ParsedQuery> parsed, Diagnostic reason) {
    return Artifact.refused(rule, reason);
  }
}
