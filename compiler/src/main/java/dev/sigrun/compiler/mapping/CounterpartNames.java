package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.source.Origin;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Gives the fields of one rule their names, and notices when two of them get the same name, which
 * would be ambiguous.
 */
final class CounterpartNames implements Function<String, MappedName> {
  private static final DiagnosticKind SHARED =
      DiagnosticKind.warning("MAP104", "The fields %s all map to the same name, '%s'.");

  private final Function<String, MappedName> names;
  private final Map<String, TreeSet<String>> fields = new TreeMap<>();

  CounterpartNames(Function<String, MappedName> names) {
    this.names = names;
  }

  @Override
  public MappedName apply(String field) {
    MappedName mapped = names.apply(field);
    if (mapped instanceof MappedName.Names to) {
      to.names().forEach(name -> fields.computeIfAbsent(name, n -> new TreeSet<>()).add(field));
    }
    return mapped;
  }

  /** Reports names that several fields of the rule map to. */
  void tellShared(Reasons reasons, Origin origin) {
    fields.forEach(
        (name, sharing) -> {
          if (sharing.size() > 1) {
            String list = "'" + String.join("', '", sharing) + "'";
            reasons.approximate(Fidelity.MAY_DIFFER, SHARED, origin, list, name);
          }
        });
  }
}
