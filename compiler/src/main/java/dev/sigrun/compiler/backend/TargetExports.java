package dev.sigrun.compiler.backend;

import java.util.List;

/**
 * The exports of a set of rules to one target.
 *
 * @param target the name of the back end
 * @param artifacts one for each rule, in their order
 * @param files the files to write
 */
public record TargetExports(String target, List<Artifact> artifacts, List<ExportFile> files) {
  /** Copies the lists. */
  public TargetExports {
    artifacts = List.copyOf(artifacts);
    files = List.copyOf(files);
  }

  /** The artifacts of {@code backend} with their files. */
  public static TargetExports of(ExportBackend backend, List<Artifact> artifacts) {
    return new TargetExports(backend.name(), artifacts, backend.files(artifacts));
  }

  /** The number of artifacts with this fidelity, by its label: all approximations share one. */
  public long count(String label) {
    return artifacts.stream().filter(a -> a.fidelity().label().equals(label)).count();
  }
}
