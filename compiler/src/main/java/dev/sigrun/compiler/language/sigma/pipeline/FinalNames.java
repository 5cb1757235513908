package dev.sigrun.compiler.language.sigma.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of fields that pipelines make: events have fields of these names.
 *
 * @param names whole names
 * @param prefixes the beginnings of others
 * @param suffixes the ends of others
 */
record FinalNames(Set<String> names, Set<String> prefixes, Set<String> suffixes) {
  FinalNames {
    names = Set.copyOf(names);
    prefixes = Set.copyOf(prefixes);
    suffixes = Set.copyOf(suffixes);
  }

  /** The names that the pipelines make. */
  static FinalNames of(List<Pipeline> pipelines) {
    Set<String> names = new HashSet<>();
    Set<String> prefixes = new HashSet<>();
    Set<String> suffixes = new HashSet<>();
    pipelines.forEach(pipeline -> collect(pipeline.items(), names, prefixes, suffixes));
    prefixes.remove("");
    suffixes.remove("");
    return new FinalNames(names, prefixes, suffixes);
  }

  private static void collect(
      List<PipelineItem> items, Set<String> names, Set<String> prefixes, Set<String> suffixes) {
    for (PipelineItem item : items) {
      Transformation transformation = item.transformation();
      if (transformation instanceof Transformation.RenameFields rename) {
        rename.names().values().forEach(names::addAll);
      } else if (transformation instanceof Transformation.RenamePrefixes rename) {
        rename.prefixes().values().forEach(prefixes::addAll);
      } else if (transformation instanceof Transformation.ExtendNames extend) {
        prefixes.add(extend.prefix());
        suffixes.add(extend.suffix());
      } else if (transformation instanceof Transformation.SplitHashes split) {
        split.algorithms().forEach(name -> names.add(split.fieldOf(name)));
      } else if (transformation instanceof Transformation.Nested nested) {
        collect(nested.items(), names, prefixes, suffixes);
      }
    }
  }

  boolean contains(String name) {
    return names.contains(name)
        || prefixes.stream().anyMatch(name::startsWith)
        || suffixes.stream().anyMatch(name::endsWith);
  }
}
