package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields by their schema, or by how a condition uses them if they are unknown. */
final class FieldAnalyzer {
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.error(
          "EQL106", "Unknown field '%s'.%s Mark it as optional ('?%s') if it may be absent.");
  private static final DiagnosticKind UNKNOWN_FIELD_READ =
      DiagnosticKind.warning(
          "EQL107", "Unknown field '%s', read as type %s.%s Describe it in a schema file.");
  private static final DiagnosticKind TEXT_FIELD =
      DiagnosticKind.error(
          "EQL108", "EQL cannot test '%s': its type is %s and it has no keyword sub-field.");
  private static final DiagnosticKind NESTED_FIELD =
      DiagnosticKind.error("EQL109", "EQL cannot test '%s': it is inside the nested field '%s'.");
  private static final DiagnosticKind UNTESTABLE_FIELD =
      DiagnosticKind.error("EQL110", "EQL cannot test '%s': its type is %s.");

  private final FieldResolver fields;
  private final Map<String, ValueType> guessed;
  private final Set<String> reportedFields;
  private final DiagnosticSink sink;
  private final ExpressionReports reports;

  /**
   * The fields of one condition.
   *
   * @param guessed types of unknown fields
   * @param reportedFields unknown fields reported before; those that are reported are added
   */
  FieldAnalyzer(
      FieldResolver fields,
      Map<String, ValueType> guessed,
      Set<String> reportedFields,
      DiagnosticSink sink) {
    this.fields = fields;
    this.guessed = guessed;
    this.reportedFields = reportedFields;
    this.sink = sink;
    this.reports = new ExpressionReports(sink);
  }

  /** One value of the field, or null if the schema lacks an optional one. */
  Optional<Expression> value(EqlExpression.Field field) {
    Optional<Field> known = fields.resolve(field.name(), field.origin(), sink);
    if (known.isPresent()) {
      return knownField(field, known.get());
    }
    if (fields.readsUnknownField(field.name())) {
      ValueType type = guessed.getOrDefault(field.name(), ValueType.KEYWORD);
      if (!field.optional() && reportedFields.add(field.name())) {
        reports.report(
            UNKNOWN_FIELD_READ,
            field.origin(),
            field.name(),
            type.label(),
            fields.didYouMean(field.name()));
      }
      return Optional.of(
          new Expression.FieldValue(field.origin(), Field.named(field.name(), type)));
    }
    if (field.optional()) {
      return Optional.of(new Expression.Null(field.origin()));
    }
    return reports.fail(
        UNKNOWN_FIELD, field.origin(), field.name(), fields.didYouMean(field.name()), field.name());
  }

  private Optional<Expression> knownField(EqlExpression.Field written, Field field) {
    Optional<String> nested = fields.schema().nestedParentOf(field.name());
    if (nested.isPresent()) {
      return reports.fail(NESTED_FIELD, written.origin(), written.name(), nested.get());
    }
    if (field.type().isText()) {
      Optional<Field> exact = fields.exactSubField(field.name());
      return exact.isPresent()
          ? Optional.of(new Expression.FieldValue(written.origin(), exact.get()))
          : reports.fail(
              TEXT_FIELD,
              written.origin(),
              written.name(),
              fields.typeOf(written.name()).orElseThrow().spelling());
    }
    if (!field.type().isSingle()) {
      return reports.fail(
          UNTESTABLE_FIELD,
          written.origin(),
          written.name(),
          fields.typeOf(written.name()).orElseThrow().spelling());
    }
    return Optional.of(new Expression.FieldValue(written.origin(), field));
  }

  /** The optional field, absent from the schema, on which the outermost test of {@code e} rests. */
  Optional<String> unmappedField(EqlExpression e) {
    if (e instanceof EqlExpression.Field field) {
      return field.optional() && fields.typeOf(field.name()).isEmpty()
          ? Optional.of(field.name())
          : Optional.empty();
    }
    if (e instanceof EqlExpression.Match match) {
      return unmappedField(match.value());
    }
    if (e instanceof EqlExpression.Comparison comparison) {
      return unmappedField(comparison.left());
    }
    if (e instanceof EqlExpression.In in) {
      return unmappedField(in.value());
    }
    if (e instanceof EqlExpression.Call call) {
      return call.arguments().stream().flatMap(a -> unmappedField(a).stream()).findFirst();
    }
    return Optional.empty();
  }
}
