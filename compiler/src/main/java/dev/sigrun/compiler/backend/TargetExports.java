package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.rule.Rule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

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

  /**
   * Where an artifact is.
   *
   * @param file the name of its file
   * @param part what it is called there, if the file has artifacts of several rules
   */
  public record Place(String file, Optional<String> part) {}

  /**
   * Where the artifacts of rules are, by the identity of these objects; refused rules have none.
   */
  public IdentityHashMap<Rule, Place> places() {
    IdentityHashMap<Rule, Place> places = new IdentityHashMap<>();
    for (ExportFile file : files) {
      file.parts().forEach(part -> places.put(part.rule(), new Place(file.name(), part.name())));
    }
    return places;
  }

  /** The number of artifacts with this fidelity, by its label: all approximations share one. */
  public long count(String label) {
    return artifacts.stream().filter(a -> a.fidelity().label().equals(label)).count();
  }
}
