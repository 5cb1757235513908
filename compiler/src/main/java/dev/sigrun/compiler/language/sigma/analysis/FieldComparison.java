package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a field with another one: some value of the one with some value of the other. */
final class FieldComparison {
  private static final DiagnosticKind NO_NAME =
      DiagnosticKind.error("SIG058", "Modifier 'fieldref' takes the name of a field, not %s.");
  private static final DiagnosticKind OTHER_VALUES =
      DiagnosticKind.unsupported(
          "SIG059",
          "comparison of converted fields",
          "Events hold one of these fields in another form, so they cannot be compared.");

  private static final DiagnosticKind NOT_COMPARED =
      DiagnosticKind.warning(
          "SIG126",
          "Events that hold one of these fields in another form do not match: they cannot be"
              + " compared there.");

  private final SigmaDetection.Item item;
  private final LogSource source;
  private final SigmaData data;
  private final DiagnosticSink sink;

  FieldComparison(SigmaDetection.Item item, LogSource source, SigmaData data, DiagnosticSink sink) {
    this.item = item;
    this.source = source;
    this.data = data;
    this.sink = sink;
  }

  /** The comparison of {@code fields} with the field {@code other}; empty if it was refused. */
  Optional<Predicate> compare(SigmaValue other, EventTests fields) {
    Origin origin = other.origin();
    if (!(other instanceof SigmaValue.Text text)) {
      report(NO_NAME, origin, other.shape());
      return Optional.empty();
    }
    Optional<String> name = SigmaText.parse(text.written()).literal();
    if (name.isEmpty()) {
      report(NO_NAME, origin, "a pattern");
      return Optional.empty();
    }
    List<EventField> found = data.field(source, name.get(), origin, sink);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    EventTests others = new EventTests(found, sink);
    if (fields.texts().isEmpty() || others.texts().isEmpty()) {
      report(OTHER_VALUES, origin);
      return Optional.empty();
    }
    boolean lost = !fields.arePlain() || !others.arePlain();
    // An event that has one of the fields where a pattern finds it has the other one there, too.
    if (lost || (fields.havePatterns() && others.havePatterns())) {
      report(NOT_COMPARED, origin);
    }
    List<Predicate> terms = new ArrayList<>();
    for (Field left : fields.texts()) {
      for (Field right : others.texts()) {
        terms.add(
            new Predicate.Computed(
                origin,
                condition(
                    origin,
                    new Expression.FieldValue(origin, left),
                    new Expression.FieldValue(origin, right))));
      }
    }
    return Optional.of(Predicate.or(origin, terms));
  }

  private Expression condition(Origin origin, Expression left, Expression right) {
    boolean cased = item.has(Kind.CASED);
    Function startsWith = cased ? Function.STARTS_WITH : Function.STARTS_WITH_IGNORING_CASE;
    if (item.has(Kind.STARTSWITH)) {
      return call(origin, startsWith, left, right);
    }
    if (item.has(Kind.ENDSWITH)) {
      Function endsWith = cased ? Function.ENDS_WITH : Function.ENDS_WITH_IGNORING_CASE;
      return call(origin, endsWith, left, right);
    }
    if (item.has(Kind.CONTAINS)) {
      Function part = cased ? Function.STRING_CONTAINS : Function.STRING_CONTAINS_IGNORING_CASE;
      return call(origin, part, left, right);
    }
    if (cased) {
      return new Expression.Comparison(origin, Expression.Comparison.Operator.EQUAL, left, right);
    }
    // Two texts that start with each other are equal.
    return new Expression.And(
        origin,
        List.of(call(origin, startsWith, left, right), call(origin, startsWith, right, left)));
  }

  private static Expression call(
      Origin origin, Function function, Expression left, Expression right) {
    return new Expression.Call(origin, function, List.of(left, right));
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
