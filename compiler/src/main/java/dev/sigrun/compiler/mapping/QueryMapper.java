package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
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

  private final Function<String, MappedName> names;
  private final Reasons reasons;

  QueryMapper(Function<String, MappedName> names, Reasons reasons) {
    this.names = names;
    this.reasons = reasons;
  }

  @Override
  protected Predicate ofEvents(Predicate predicate) {
    return predicate.accept(new PredicateMapper(names, reasons));
  }

  @Override
  protected Field compared(Origin origin, Field field) {
    MappedName mapped = names.apply(field.name());
    if (mapped instanceof MappedName.Names to && to.names().size() == 1) {
      return field.renamed(to.names().get(0));
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
