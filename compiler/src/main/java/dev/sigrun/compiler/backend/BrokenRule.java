package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * A rule that cannot be exported because of its errors.
 *
 * @param path its file
 * @param ruleId its identity, as far as it can be read
 * @param name its title, as far as it can be read
 * @param diagnostics its errors
 */
public record BrokenRule(
    String path, Optional<String> ruleId, Optional<String> name, List<Diagnostic> diagnostics) {
  /** Copies the list. */
  public BrokenRule {
    diagnostics = List.copyOf(diagnostics);
  }
}
