package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;

import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import java.util.List;
import java.util.Set;

/** Writes conditions over computed values for events whose fields may have several values. */
final class ComputedCondition {
  private static final DiagnosticKind SEVERAL_VALUES =
      DiagnosticKind.warning(
          "SPL031",
          "If an event has several values of the fields in '%s', some combinations may not be"
              + " tried.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.unsupported(
          "SPL033", "SPL would repeat '%s' too often: it nests more than %s string functions.");

  /** Text that is repeated in each of them grows exponentially with this number. */
  private static final int MOST_NESTED = 4;

  private final SplunkFields fields;
  private final Reasons reasons;
  private final SplExpressionWriter writer;

  ComputedCondition(SplunkFields fields, Reasons reasons) {
    this.fields = fields;
    this.reasons = reasons;
    this.writer = new SplExpressionWriter(fields, reasons);
  }

  /**
   * The condition for some choice of one value for each of its fields: by looking at each value, or
   * at each pair of values. A condition that is true without some of them has no such form.
   */
  SplExpression write(Predicate.Computed computed) {
    Expression condition = computed.condition();
    if (nesting(condition) > MOST_NESTED) {
      reasons.refuse(TOO_DEEP, computed.origin(), computed.origin().text(), MOST_NESTED);
      return SplExpression.constant(false);
    }
    SplExpression written = condition.accept(writer);
    List<SplExpression.Field> names = names(computed);
    boolean strict = MissingValues.needsAllFields(condition);
    if (names.size() == 1) {
      SplExpression some = call("isnotnull", call("mvfilter", written));
      return MissingValues.isTrueWithoutFields(condition)
          ? SplExpression.any(List.of(call("isnull", names.get(0)), some))
          : some;
    }
    if (!strict || names.isEmpty()) {
      reasons.approximate(
          Fidelity.MAY_DIFFER, SEVERAL_VALUES, computed.origin(), computed.origin().text());
      return written;
    }
    SplExpression each = call("if", written, number(1), call("null"));
    for (SplExpression.Field name : names) {
      each = call("mvmap", name, each);
    }
    return call("isnotnull", each);
  }

  /** The nesting depth of calls that write their operands more than once. */
  private static int nesting(Expression expression) {
    int below = expression.children().stream().mapToInt(e -> nesting(e)).max().orElse(0);
    return expression instanceof Expression.Call call
            && SplTextFunctions.repeatsTexts(call.function())
        ? below + 1
        : below;
  }

  private List<SplExpression.Field> names(Predicate.Computed computed) {
    Set<Field> read = FieldNames.of(computed.condition());
    read.forEach(f -> fields.checkReading(computed.origin(), f, reasons));
    return read.stream()
        .map(f -> new SplExpression.Field(fields.nameOf(computed.origin(), f.name(), reasons)))
        .distinct()
        .toList();
  }
}
