package dev.sigrun.compiler.backend;

import java.util.List;

/**
 * The exports of a set of rules to several targets.
 *
 * @param targets in the order of back ends
 * @param broken the rules that could not be exported because of their errors
 * @param mapping what the mapping of fields is called
 * @param missing the fields that it lacks, those that most rules need first
 */
public record Exports(
    List<TargetExports> targets,
    List<BrokenRule> broken,
    String mapping,
    List<MissingField> missing) {
  /** Copies the lists. */
  public Exports {
    targets = List.copyOf(targets);
    broken = List.copyOf(broken);
    missing = List.copyOf(missing);
  }
}
