package dev.sigrun.compiler.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set whose fields have names of their own, such as one of Splunk's data models.
 *
 * @param name {@code Endpoint.Processes}
 * @param fields names of the rule's fields with what stands for them in the data set
 * @param implied fields that the choice of the data set answers, each with the values that all its
 *     events have
 */
public record Dataset(
    String name, Map<String, MappedName> fields, Map<String, List<String>> implied) {
  /** Copies the maps. */
  public Dataset {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    implied = Collections.unmodifiableMap(new LinkedHashMap<>(implied));
  }
}
