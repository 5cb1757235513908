package dev.sigrun.cli.cache;

import dev.sigrun.runtime.compiled.CompiledRules;
import java.util.List;
import java.util.Optional;

/**
 * Rules that can be run.
 *
 * @param rules absent if none of them can
 * @param notes lines for the user about the rules that were left out
 * @param complete whether no rule has errors
 */
public record LoadedRules(Optional<CompiledRules> rules, List<String> notes, boolean complete) {
  public LoadedRules {
    notes = List.copyOf(notes);
  }
}
