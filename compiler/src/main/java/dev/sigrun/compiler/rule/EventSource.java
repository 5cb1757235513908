package dev.sigrun.compiler.rule;

import java.util.List;
import java.util.Optional;

/**
 * Where the events of a rule come from. At most one of the two is given.
 *
 * @param index patterns of index names; empty if not given
 * @param dataViewId identity of a data view of Kibana
 */
public record EventSource(List<String> index, Optional<String> dataViewId) {
  /** Copies the list. */
  public EventSource {
    index = List.copyOf(index);
  }
}
