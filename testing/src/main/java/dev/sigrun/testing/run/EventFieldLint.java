package dev.sigrun.testing.run;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.testing.file.TestFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Warns of fields in the events of tests that look misspelt: no schema knows them and the rule does
 * not mention them, but it reads a field, or the schema has one, whose name is nearly the same. A
 * case that expects nothing would pass with them, whatever the rule does.
 */
public final class EventFieldLint {
  private static final DiagnosticKind MISSPELT =
      DiagnosticKind.warning("TST122", "Unknown field '%s' in an event.%s");

  /** Names of our own may resemble others by chance. */
  private static final int MOST_EDITS = 2;

  private EventFieldLint() {}

  /** Looks at the events of the tests of {@code rule}. */
  public static void check(TestFile file, AnalyzedRule rule, Schema schema, DiagnosticSink sink) {
    String text = rule.rule().nameOrigin().source().outermost().content();
    Set<String> read = new TreeSet<>();
    rule.query().predicates().forEach(predicate -> collect(predicate, read));
    file.fieldNames()
        .forEach(
            (name, place) -> {
              boolean known = read.contains(name) || TimePlaces.USUAL.names().contains(name);
              if (!known && schema.typeOf(name).isEmpty() && !text.contains(name)) {
                meant(name, read, schema)
                    .ifPresent(
                        other ->
                            sink.report(
                                MISSPELT,
                                place.source(),
                                place.span(),
                                name,
                                DidYouMean.of(name, other)));
              }
            });
  }

  /** The field that the rule reads, or else one of the schema, if it is near enough. */
  private static Optional<String> meant(String name, Set<String> read, Schema schema) {
    return Stream.<Collection<String>>of(read, schema.suggestions(name))
        .map(known -> Suggestions.of(known).within(name, MOST_EDITS, 1))
        .flatMap(List::stream)
        .findFirst();
  }

  private static void collect(Predicate predicate, Set<String> names) {
    LeafFields.of(predicate)
        .filter(field -> !field.pattern())
        .ifPresent(field -> collect(field, names));
    if (predicate instanceof Predicate.Computed computed) {
      collect(computed.condition(), names);
    }
    if (predicate instanceof Predicate.AnyRow any) {
      any.rows().usedFields().forEach(field -> collect(field, names));
    }
    predicate.children().forEach(child -> collect(child, names));
  }

  /** Its name, and where else it is read from. */
  private static void collect(Field field, Set<String> names) {
    names.add(field.name());
    names.addAll(field.reading().places());
  }

  private static void collect(Expression expression, Set<String> names) {
    if (expression instanceof Expression.FieldValue value) {
      collect(value.field(), names);
    }
    expression.children().forEach(child -> collect(child, names));
  }
}
