package dev.sigrun.compiler.backend;

import java.util.List;

/**
 * What a target made of a set of rules.
 *
 * @param target its name
 * @param exports one for each rule, in their order
 * @param files what is to be written
 */
public record TargetExports(String target, List<Export> exports, List<ExportFile> files) {
  /** Copies the lists. */
  public TargetExports {
    exports = List.copyOf(exports);
    files = List.copyOf(files);
  }

  /** Exports all rules, on all processors. */
  public static TargetExports of(Target target, List<Exportable> rules) {
    List<Export> exports = rules.parallelStream().map(target::export).toList();
    return new TargetExports(target.name(), exports, target.files(exports));
  }

  /** How many artifacts are of this fidelity, by its label: all approximations are one. */
  public long count(String label) {
    return exports.stream().filter(e -> e.fidelity().label().equals(label)).count();
  }
}
