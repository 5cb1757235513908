package dev.sigrun.compiler.functions;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The page about a function or an operator of a query language.
 *
 * @param language the name by which people call it, such as {@code kql}
 * @param name as the language's manual spells it
 * @param call how it is written
 * @param gives the result, a clause that starts in lower case
 * @param notes about null, failures, versions and places
 * @param example a query that uses it; for functions of ES|QL empty
 * @param targets how exact each target exports the example, by the name of the target
 */
public record FunctionPage(
    String language,
    String name,
    String call,
    String gives,
    List<String> notes,
    Optional<String> example,
    Map<String, String> targets) {
  /** Copies the collections. */
  public FunctionPage {
    notes = List.copyOf(notes);
    targets = Collections.unmodifiableMap(new TreeMap<>(targets));
  }
}
