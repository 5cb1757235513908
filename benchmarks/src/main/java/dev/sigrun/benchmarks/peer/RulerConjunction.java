package dev.sigrun.benchmarks.peer;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions that must all hold, with as few conditions on each field as possible: values that a
 * field must not have are put into one list, and a test for presence that another condition implies
 * is dropped.
 */
final class RulerConjunction {
  private final List<Term> others = new ArrayList<>();
  private final Map<Field, List<Predicate>> excluded = new LinkedHashMap<>();
  private final Map<Field, Predicate> present = new LinkedHashMap<>();
  private final Set<Field> tested = new HashSet<>();

  /**
   * A condition.
   *
   * @param positive whether it must hold, or must not
   * @param present whether its field is known to be there
   */
  record Term(Predicate predicate, boolean positive, boolean present) {}

  /** Adds a condition that must hold, or must not. */
  void add(Predicate predicate, boolean positive) {
    if (predicate instanceof Predicate.Not not) {
      add(not.operand(), !positive);
    } else if (predicate instanceof Predicate.And and && positive) {
      and.terms().forEach(term -> add(term, true));
    } else if (predicate instanceof Predicate.Or or && !positive) {
      or.terms().forEach(term -> add(term, false));
    } else if (predicate instanceof Predicate.Exists exists && positive) {
      present.put(exists.field(), predicate);
    } else {
      addLeaf(predicate, positive);
    }
  }

  private void addLeaf(Predicate leaf, boolean positive) {
    Optional<Field> field = field(leaf);
    field.ifPresent(tested::add);
    if (field.isEmpty() || positive) {
      others.add(new Term(leaf, positive, false));
    } else {
      excluded.computeIfAbsent(field.get(), f -> new ArrayList<>()).add(leaf);
    }
  }

  /** The field of a list of texts or patterns. */
  private static Optional<Field> field(Predicate leaf) {
    if (leaf instanceof Predicate.StringIn in) {
      return Optional.of(in.field());
    }
    return leaf instanceof Predicate.WildcardMatch match
        ? Optional.of(match.field())
        : Optional.empty();
  }

  /** All conditions. */
  List<Term> terms() {
    List<Term> terms = new ArrayList<>(others);
    excluded.forEach(
        (field, leaves) ->
            terms.add(new Term(any(field, leaves), false, present.containsKey(field))));
    present.forEach(
        (field, exists) -> {
          if (!tested.contains(field)) {
            terms.add(new Term(exists, true, false));
          }
        });
    return terms;
  }

  /** The leaves, all about one field, as one. */
  private static Predicate any(Field field, List<Predicate> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    List<Wildcard> patterns = new ArrayList<>();
    Set<CaseSensitivity> sensitivities = new HashSet<>();
    for (Predicate leaf : leaves) {
      if (leaf instanceof Predicate.StringIn in) {
        in.values().forEach(value -> patterns.add(Wildcard.ofLiteral(value)));
        sensitivities.add(in.sensitivity());
      } else if (leaf instanceof Predicate.WildcardMatch match) {
        patterns.addAll(match.patterns());
        sensitivities.add(match.sensitivity());
      }
    }
    CaseSensitivity sensitivity =
        sensitivities.size() == 1 ? sensitivities.iterator().next() : CaseSensitivity.INSENSITIVE;
    if (patterns.stream().allMatch(Wildcard::isLiteral)) {
      List<String> values = patterns.stream().map(p -> p.literal().orElse("")).toList();
      return new Predicate.StringIn(leaves.get(0).origin(), field, values, sensitivity);
    }
    return new Predicate.WildcardMatch(leaves.get(0).origin(), field, patterns, sensitivity);
  }
}
