package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Comparison.Operator;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a part of a point in time with a number. */
final class TimePartTests {
  private static final DiagnosticKind NO_NUMBER =
      DiagnosticKind.error("SIG061", "Modifier '%s' takes a whole number, not %s.");
  private static final DiagnosticKind OTHER_VALUES =
      DiagnosticKind.unsupported(
          "SIG062",
          "part of a converted field",
          "Events hold this field in another form, which has no time parts.");

  private final SigmaDetection.Item item;
  private final DiagnosticSink sink;

  TimePartTests(SigmaDetection.Item item, DiagnosticSink sink) {
    this.item = item;
    this.sink = sink;
  }

  static boolean isAbout(SigmaDetection.Item item) {
    return item.modifiers().stream().anyMatch(modifier -> modifier.kind().isTimePart());
  }

  /** The comparison with {@code value}; empty if an error was reported. */
  Optional<Predicate> test(SigmaValue value, EventTests fields) {
    Origin origin = value.origin();
    if (!(value instanceof SigmaValue.Numeric number)
        || number.value().stripTrailingZeros().scale() > 0) {
      report(NO_NUMBER, origin, part(), value.shape());
      return Optional.empty();
    }
    if (!fields.arePlain()) {
      report(OTHER_VALUES, origin);
      return Optional.empty();
    }
    Expression bound = new Expression.Constant(origin, number.value().longValue());
    List<Predicate> terms = new ArrayList<>();
    for (Field field : fields.texts()) {
      Expression part =
          new Expression.Call(
              origin, function(), List.of(new Expression.FieldValue(origin, field)));
      terms.add(
          new Predicate.Computed(
              origin, new Expression.Comparison(origin, operator(), part, bound)));
    }
    return Optional.of(Predicate.or(origin, terms));
  }

  private Kind part() {
    return item.modifiers().stream()
        .map(SigmaModifier::kind)
        .filter(Kind::isTimePart)
        .findFirst()
        .orElseThrow();
  }

  private Function function() {
    return switch (part()) {
      case MINUTE -> Function.MINUTE;
      case HOUR -> Function.HOUR;
      case DAY -> Function.DAY;
      case WEEK -> Function.WEEK;
      case MONTH -> Function.MONTH;
      default -> Function.YEAR;
    };
  }

  private Operator operator() {
    if (item.has(Kind.LT)) {
      return Operator.LESS;
    }
    if (item.has(Kind.LTE)) {
      return Operator.LESS_OR_EQUAL;
    }
    if (item.has(Kind.GT)) {
      return Operator.GREATER;
    }
    return item.has(Kind.GTE) ? Operator.GREATER_OR_EQUAL : Operator.EQUAL;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
