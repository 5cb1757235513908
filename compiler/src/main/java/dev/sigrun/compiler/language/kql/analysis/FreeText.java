package dev.sigrun.compiler.language.kql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value without a field, which is searched in all fields. Fields whose type cannot take the value
 * are skipped. With an open schema every value of an event is compared as a whole, and the known
 * fields of analysed text word by word: numbers and addresses are then found as they are written.
 */
final class FreeText {
  private static final DiagnosticKind EXPENSIVE =
      DiagnosticKind.warning(
          "KQL154", "A value without a field is searched in every field. Name the field.");

  private final FieldResolver fields;
  private final KqlClauses clauses;
  private final DiagnosticSink sink;

  FreeText(FieldResolver fields, KqlClauses clauses, DiagnosticSink sink) {
    this.fields = fields;
    this.clauses = clauses;
    this.sink = sink;
  }

  Optional<Predicate> analyze(Origin origin, KqlValue value) {
    if (value instanceof KqlValue.Pattern pattern && pattern.isLoneWildcard()) {
      return Optional.of(new Predicate.Constant(origin, true));
    }
    if (!clauses.mayExpand(origin, fields.schema().names().size())) {
      return Optional.empty();
    }
    sink.report(EXPENSIVE, origin.source(), origin.span());
    // Clauses of single fields may fail or warn; here that only means that they do not count.
    KqlClauses lenient = new KqlClauses(fields, new DiagnosticSink());
    boolean open = fields.readsUnknownFields();
    List<Predicate> tests = new ArrayList<>();
    for (String name : fields.schema().names()) {
      fields
          .resolve(name)
          .filter(this::isSearched)
          .filter(field -> !open || field.type().isText())
          .flatMap(field -> lenient.is(origin, field, value))
          .filter(test -> !(test instanceof Predicate.Constant))
          .ifPresent(tests::add);
    }
    if (open) {
      lenient.is(origin, Field.matching("*", List.of()), value).ifPresent(tests::add);
    }
    return Optional.of(Predicate.or(origin, tests));
  }

  private boolean isSearched(Field field) {
    return field.type().isSingle() && fields.schema().nestedParentOf(field.name()).isEmpty();
  }
}
