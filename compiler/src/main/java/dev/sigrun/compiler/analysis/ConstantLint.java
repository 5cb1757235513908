package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Warns about conditions whose parts together are true, or false, for every event: {@code a: x or
 * not a: x}. Ignores constants written as such, and parts that never match on their own, which are
 * reported separately.
 */
final class ConstantLint {
  private static final DiagnosticKind ALWAYS_TRUE =
      DiagnosticKind.warning("ANA053", "This condition is true for every event.");
  private static final DiagnosticKind NEVER_TRUE =
      DiagnosticKind.warning("ANA054", "The parts of this condition are never true together.");

  private final DiagnosticSink sink;
  private final IdentityHashMap<Predicate, Truth> known = new IdentityHashMap<>();

  /** The value of a condition if it is the same for every event. */
  private enum Truth {
    TRUE,
    FALSE,
    /** False because some of its parts exclude each other. */
    CONTRADICTION,
    OPEN;

    private boolean isFalse() {
      return this == FALSE || this == CONTRADICTION;
    }
  }

  ConstantLint(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Reports the outermost such conditions in {@code predicate}, as it is written. */
  void check(Predicate predicate) {
    Truth truth = truth(predicate);
    boolean isLogical = predicate instanceof Predicate.And || predicate instanceof Predicate.Or;
    if (isLogical && truth == Truth.TRUE) {
      report(ALWAYS_TRUE, predicate);
    } else if (predicate instanceof Predicate.And && truth == Truth.CONTRADICTION) {
      report(NEVER_TRUE, predicate);
    } else {
      predicate.children().forEach(this::check);
    }
  }

  private Truth truth(Predicate predicate) {
    Truth before = known.get(predicate);
    if (before != null) {
      return before;
    }
    Truth truth = compute(predicate);
    known.put(predicate, truth);
    return truth;
  }

  private Truth compute(Predicate predicate) {
    if (predicate instanceof Predicate.Constant constant) {
      return constant.value() ? Truth.TRUE : Truth.FALSE;
    }
    if (predicate instanceof Predicate.Not not) {
      return switch (truth(not.operand())) {
        case TRUE -> Truth.FALSE;
        case FALSE, CONTRADICTION -> Truth.TRUE;
        case OPEN -> Truth.OPEN;
      };
    }
    if (predicate instanceof Predicate.And and) {
      return conjunction(and.terms());
    }
    if (predicate instanceof Predicate.Or or) {
      return disjunction(or.terms());
    }
    return predicate instanceof Predicate.NestedAny any && truth(any.element()).isFalse()
        ? Truth.FALSE
        : Truth.OPEN;
  }

  private Truth conjunction(List<Predicate> terms) {
    List<Truth> truths = terms.stream().map(this::truth).toList();
    if (truths.contains(Truth.CONTRADICTION) || exclude(terms)) {
      return Truth.CONTRADICTION;
    }
    if (truths.contains(Truth.FALSE)) {
      return Truth.FALSE;
    }
    return truths.contains(Truth.OPEN) ? Truth.OPEN : Truth.TRUE;
  }

  private Truth disjunction(List<Predicate> terms) {
    List<Truth> truths = terms.stream().map(this::truth).toList();
    if (truths.contains(Truth.TRUE) || complete(terms)) {
      return Truth.TRUE;
    }
    if (truths.contains(Truth.OPEN)) {
      return Truth.OPEN;
    }
    return truths.contains(Truth.CONTRADICTION) ? Truth.CONTRADICTION : Truth.FALSE;
  }

  /** Whether one term is the negation of another, or asks for a value of a missing field. */
  private static boolean exclude(List<Predicate> terms) {
    Set<Predicate> negated = negated(terms);
    if (negated.isEmpty()) {
      return false;
    }
    Set<Field> missing = existing(negated);
    return terms.stream().anyMatch(term -> negated.contains(term) || isOfSome(term, missing));
  }

  /** Whether one term is the negation of another, or a field exists or lacks a value. */
  private static boolean complete(List<Predicate> terms) {
    Set<Predicate> negated = negated(terms);
    if (negated.isEmpty()) {
      return false;
    }
    Set<Field> existing = existing(terms);
    return terms.stream().anyMatch(negated::contains)
        || negated.stream().anyMatch(term -> isOfSome(term, existing));
  }

  private static Set<Predicate> negated(List<Predicate> terms) {
    Set<Predicate> negated = new HashSet<>();
    for (Predicate term : terms) {
      if (term instanceof Predicate.Not not && !(not.operand() instanceof Predicate.Constant)) {
        negated.add(not.operand());
      }
    }
    return negated;
  }

  private static Set<Field> existing(Iterable<Predicate> terms) {
    Set<Field> fields = new HashSet<>();
    for (Predicate term : terms) {
      if (term instanceof Predicate.Exists exists) {
        fields.add(exists.field());
      }
    }
    return fields;
  }

  /** Whether a leaf needs a value of one of these fields to be true. */
  private static boolean isOfSome(Predicate leaf, Set<Field> fields) {
    return !fields.isEmpty() && LeafFields.of(leaf).filter(fields::contains).isPresent();
  }

  private void report(DiagnosticKind kind, Predicate predicate) {
    sink.report(kind, predicate.origin().source(), predicate.origin().span());
  }
}
