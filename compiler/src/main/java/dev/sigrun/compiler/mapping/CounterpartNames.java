package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.source.Origin;
import java.util.Map;
import java.util.Set;
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
  private final Set<String> missing = new TreeSet<>();

  CounterpartNames(Function<String, MappedName> names) {
    this.names = names;
  }

  @Override
  public MappedName apply(String field) {
    MappedName mapped = names.apply(field);
    if (!(mapped instanceof MappedName.Within)) {
      mapped.names().forEach(n -> fields.computeIfAbsent(n, any -> new TreeSet<>()).add(field));
    }
    if (mapped instanceof MappedName.Refused) {
      missing.add(field);
    }
    return mapped;
  }

  /** The fields that were asked for and have no counterpart. */
  Set<String> missing() {
    return missing;
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
