package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;
import java.util.function.Function;

/** The fields that clauses name, possibly within the objects of a nested list. */
final class FilterFields {
  private static final DiagnosticKind UNTESTABLE =
      DiagnosticKind.error("FLT015", "Clause '%s' cannot test '%s', a field of type %s.");
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.warning("FLT050", "Unknown field '%s', read as a keyword.%s");
  private static final DiagnosticKind UNMAPPED_FIELD =
      DiagnosticKind.warning("FLT052", "Unknown field '%s': this never matches.%s");

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final FilterReports reports;
  private final String nestedPath;

  /**
   * Fields as clauses name them.
   *
   * @param nestedPath the list in whose objects they are; empty for those of the event
   */
  FilterFields(
      FieldResolver fields, DiagnosticSink sink, FilterReports reports, String nestedPath) {
    this.fields = fields;
    this.sink = sink;
    this.reports = reports;
    this.nestedPath = nestedPath;
  }

  /** The fields within the objects of {@code path}. */
  FilterFields nested(String path) {
    return new FilterFields(fields, sink, reports, path);
  }

  /** Makes a test of a field; reports fields that cannot be tested by the clause. */
  Optional<Predicate> test(
      Origin origin, String clause, String name, Function<Field, Optional<Predicate>> test) {
    Optional<Field> known = fields.resolve(name, origin, sink);
    Optional<FieldType> untestable =
        fields
            .typeOf(name)
            .filter(FieldType::isUntestable)
            .filter(type -> !clause.equals("exists"));
    if (untestable.isPresent()) {
      return reports.fail(UNTESTABLE, origin, clause, name, untestable.get().spelling());
    }
    if (known.isPresent()) {
      return test.apply(known.get().inside(nestedPath));
    }
    if (!fields.readsUnknownField(name)) {
      reports.report(UNMAPPED_FIELD, origin, name, fields.didYouMean(name));
      return Optional.of(new Predicate.Constant(origin, false));
    }
    reports.report(UNKNOWN_FIELD, origin, name, fields.didYouMean(name));
    return test.apply(Field.named(relative(name), ValueType.KEYWORD));
  }

  /** The name within the objects of the nested list. */
  String relative(String name) {
    return !nestedPath.isEmpty() && name.startsWith(nestedPath + ".")
        ? name.substring(nestedPath.length() + 1)
        : name;
  }

  /** Reports that the clause cannot test a field of this type. */
  Optional<Predicate> untestable(Origin origin, String clause, Field field) {
    return reports.fail(UNTESTABLE, origin, clause, field.name(), field.type().label());
  }
}
