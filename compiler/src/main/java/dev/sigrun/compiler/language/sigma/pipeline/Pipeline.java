package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a pipeline file.
 *
 * @param name for reports
 * @param priority pipelines of lower numbers come first; of equal ones in the order given
 * @param vars the values of placeholders, by name
 * @param items what is done, in order
 */
public record Pipeline(
    String name, long priority, Map<String, List<DataValue>> vars, List<PipelineItem> items) {
  /** Copies the collections. */
  public Pipeline {
    vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
    items = List.copyOf(items);
  }

  /** The pipelines in the order in which they are applied. */
  public static List<Pipeline> inOrder(List<Pipeline> pipelines) {
    return pipelines.stream().sorted(Comparator.comparingLong(Pipeline::priority)).toList();
  }
}
