package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import java.util.Optional;
import java.util.Set;

/**
 * A rule without errors, as back ends take it.
 *
 * @param rule as its author wrote it, with all its settings
 * @param query what it means; empty for kinds of rules that are carried but not analysed
 * @param unsupported why there is no meaning, if there is none
 * @param parsed its query as it was read; empty if there is none
 */
public record Exportable(
    Rule rule,
    Optional<Query> query,
    Optional<Diagnostic> unsupported,
    Optional<ParsedQuery> parsed) {
  /** Refuses a rule with neither a meaning nor a reason. */
  public Exportable {
    if (query.isPresent() == unsupported.isPresent()) {
      throw new IllegalArgumentException("Either a meaning or a reason: " + rule);
    }
  }

  /** The fields that the author marked as possibly unknown to the index. */
  public Set<String> optionalFields() {
    return parsed.map(ParsedQuery::optionalFields).orElse(Set.of());
  }
}
