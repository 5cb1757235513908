package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.rewrite.Rewriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the data set that has a counterpart for every field of a query. If none has, the reasons
 * are those of the one that comes closest.
 */
final class DatasetChoice {
  private DatasetChoice() {}

  /** A data set with what it makes of the query. */
  private record Attempt(Dataset dataset, Query query, Set<String> missing, Reasons reasons) {
    boolean isRefused() {
      return reasons.fidelity() == Fidelity.REFUSED;
    }
  }

  static FieldMapping.Mapped choose(FieldMapping mapping, Query query, Reasons reasons) {
    Optional<Attempt> best = Optional.empty();
    for (Dataset dataset : mapping.datasets()) {
      Attempt attempt = attempt(mapping, dataset, query);
      if (best.isEmpty() || isBetter(attempt, best.get())) {
        best = Optional.of(attempt);
      }
    }
    Attempt chosen = best.orElseThrow();
    chosen.reasons().list().forEach(reasons::add);
    return new FieldMapping.Mapped(
        chosen.query(),
        chosen.isRefused() ? Optional.empty() : Optional.of(chosen.dataset()),
        chosen.missing());
  }

  private static boolean isBetter(Attempt attempt, Attempt best) {
    if (attempt.isRefused() != best.isRefused()) {
      return best.isRefused();
    }
    return attempt.reasons().list().size() < best.reasons().list().size();
  }

  private static Attempt attempt(FieldMapping mapping, Dataset dataset, Query query) {
    Reasons reasons = Reasons.none();
    Query assumed = Rewriter.rewrite(query, p -> assume(p, dataset));
    CounterpartNames names = new CounterpartNames(name -> map(mapping, dataset, name));
    Query mapped = assumed.accept(new QueryMapper(names, reasons));
    names.tellShared(reasons, query.origin());
    return new Attempt(dataset, mapped, names.missing(), reasons);
  }

  private static MappedName map(FieldMapping mapping, Dataset dataset, String name) {
    MappedName known = dataset.fields().get(name);
    if (known != null) {
      return known;
    }
    MappedName mapped = mapping.map(name);
    boolean isStep = !(mapped instanceof MappedName.Refused) && !mapped.equals(MappedName.to(name));
    return isStep
        ? mapped
        : new MappedName.Refused("The data set " + dataset.name() + " does not have it.");
  }

  /** Tests that all events of the data set satisfy become true. */
  private static Predicate assume(Predicate predicate, Dataset dataset) {
    if (predicate instanceof Predicate.StringIn in
        && in.sensitivity() == CaseSensitivity.SENSITIVE) {
      List<String> implied = dataset.implied().getOrDefault(in.field().name(), List.of());
      boolean holds = in.values().stream().anyMatch(implied::contains);
      return holds ? new Predicate.Constant(in.origin(), true) : predicate;
    }
    return predicate.mapChildren(child -> assume(child, dataset));
  }
}
