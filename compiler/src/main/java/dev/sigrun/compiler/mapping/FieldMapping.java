package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps the names of fields and indices to those of a target system.
 *
 * @param name what reports call it
 * @param refusesUnmapped whether a rule is refused if it names a field of which no step knows
 * @param steps applied one after the other, each to the names that the one before it made
 * @param datasets data sets of which a rule must fit one as a whole; usually none
 * @param arraySuffix what a name gets appended where its values are an array, such as {@code {}}
 * @param arrays the fields that are arrays, as rules name them
 * @param indices where the events of index patterns are; the first that fits counts
 * @param tiebreaker the field, by its name there, that orders events of the same time
 */
public record FieldMapping(
    String name,
    boolean refusesUnmapped,
    List<MappingStep> steps,
    List<Dataset> datasets,
    String arraySuffix,
    Set<String> arrays,
    List<IndexChoice> indices,
    Optional<String> tiebreaker) {
  private static final FieldMapping NONE =
      new FieldMapping(
          "ECS", false, List.of(), List.of(), "", Set.of(), List.of(), Optional.empty());

  /** Copies the collections. */
  public FieldMapping {
    steps = List.copyOf(steps);
    datasets = List.copyOf(datasets);
    arrays = Set.copyOf(arrays);
    indices = List.copyOf(indices);
  }

  /** Fields are called as rules call them. */
  public static FieldMapping none() {
    return NONE;
  }

  /**
   * A query over the fields as they are called there.
   *
   * @param query what the rule means
   * @param dataset the data set that it fits, if the mapping has data sets
   * @param missing the fields that have no counterpart; those of the closest data set if none fits
   */
  public record Mapped(Query query, Optional<Dataset> dataset, Set<String> missing) {
    /** Copies the set, sorted. */
    public Mapped {
      missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    }
  }

  /**
   * {@code query} with its fields renamed. Dropped and refused tests are reported to {@code
   * reasons}; the query still has a meaning, so that processing can continue.
   */
  public Mapped apply(Query query, Reasons reasons) {
    if (steps.isEmpty() && datasets.isEmpty() && !refusesUnmapped) {
      return new Mapped(query, Optional.empty(), Set.of());
    }
    if (datasets.isEmpty()) {
      CounterpartNames names = new CounterpartNames(this::map);
      Query mapped = query.accept(new QueryMapper(names, reasons));
      names.tellShared(reasons, query.origin());
      return new Mapped(mapped, Optional.empty(), names.missing());
    }
    return DatasetChoice.choose(this, query, reasons);
  }

  /** Maps the name of a field. */
  MappedName map(String field) {
    List<String> names = List.of(field);
    boolean known = false;
    for (MappingStep step : steps) {
      List<String> next = new ArrayList<>();
      for (String current : names) {
        Optional<MappedName> mapped = step.apply(current);
        known |= mapped.isPresent();
        if (mapped.isPresent() && !(mapped.get() instanceof MappedName.Names)) {
          return mapped.get();
        }
        if (mapped.isPresent() && mapped.get() instanceof MappedName.Names to) {
          next.addAll(to.names());
        } else {
          next.add(current);
        }
      }
      names = next.stream().distinct().toList();
    }
    return known || !refusesUnmapped
        ? new MappedName.Names(names)
        : new MappedName.Refused("The mapping does not contain it.");
  }

  /** The names that a field has there; none if it has no counterpart. */
  public List<String> namesOf(String field) {
    return map(field).names();
  }

  /** The suffix for the name of the field that rules call {@code field}. */
  public String suffixOf(String field) {
    return arrays.contains(field) ? arraySuffix : "";
  }
}
