package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.QueryTransformer;
import dev.sigrun.compiler.source.Origin;
import java.util.function.Function;

/** Renames the fields of a query, those of its predicates and those that it counts or joins by. */
final class QueryMapper extends QueryTransformer {
  private static final DiagnosticKind NO_SINGLE_FIELD =
      DiagnosticKind.unsupported(
          "MAP103", "Events are grouped by '%s', which needs exactly one counterpart, not %s.");

  private static final DiagnosticKind NOTHING_LEFT =
      DiagnosticKind.unsupported(
          "MAP107", "The mapping omits all conditions, so that the search would find every event.");

  private final Function<String, MappedName> names;
  private final Reasons reasons;

  QueryMapper(Function<String, MappedName> names, Reasons reasons) {
    this.names = names;
    this.reasons = reasons;
  }

  @Override
  protected Predicate ofEvents(Predicate predicate) {
    Predicate mapped = predicate.accept(new PredicateMapper(names, reasons));
    boolean nothingLeft = isAlways(true, mapped) && !isAlways(true, predicate);
    if (nothingLeft && reasons.fidelity() != Fidelity.REFUSED) {
      reasons.refuse(NOTHING_LEFT, predicate.origin());
    }
    return mapped;
  }

  /** Whether constants make the predicate have this value for every event. */
  private static boolean isAlways(boolean value, Predicate predicate) {
    if (predicate instanceof Predicate.Constant constant) {
      return constant.value() == value;
    }
    if (predicate instanceof Predicate.Not not) {
      return not.children().stream().allMatch(child -> isAlways(!value, child));
    }
    if (predicate instanceof Predicate.And || predicate instanceof Predicate.Or) {
      boolean all = predicate instanceof Predicate.And == value;
      return all
          ? predicate.children().stream().allMatch(child -> isAlways(value, child))
          : predicate.children().stream().anyMatch(child -> isAlways(value, child));
    }
    return false;
  }

  @Override
  protected Field compared(Origin origin, Field field) {
    MappedName mapped = names.apply(field.name());
    if (mapped instanceof MappedName.Names to && to.names().size() == 1) {
      return field.renamed(to.names().get(0));
    }
    if (mapped instanceof MappedName.Approximate near) {
      PredicateMapper.tell(near, field, origin, reasons);
      return field.renamed(near.name());
    }
    if (mapped instanceof MappedName.Refused refused) {
      reasons.refuse(PredicateMapper.NO_COUNTERPART, origin, field.name(), refused.note());
    } else {
      String count =
          mapped instanceof MappedName.Names to ? String.valueOf(to.names().size()) : "none";
      reasons.refuse(NO_SINGLE_FIELD, origin, field.name(), count);
    }
    return field;
  }
}
