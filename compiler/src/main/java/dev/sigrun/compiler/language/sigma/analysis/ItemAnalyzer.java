package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.data.ValueTest;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a single item of a detection means: tests of the fields that it is about. */
final class ItemAnalyzer {
  private static final DiagnosticKind NULL =
      DiagnosticKind.error("SIG056", "Modifier '%s' cannot be applied to null.");
  private static final DiagnosticKind NO_TRUTH =
      DiagnosticKind.error("SIG057", "Modifier 'exists' takes true or false, not %s.");

  private final LogSource source;
  private final SigmaData data;
  private final DiagnosticSink sink;

  ItemAnalyzer(LogSource source, SigmaData data, DiagnosticSink sink) {
    this.source = source;
    this.data = data;
    this.sink = sink;
  }

  /** The meaning of {@code item}; empty if an error was reported. */
  Optional<Predicate> analyze(SigmaDetection.Item item) {
    int checkpoint = sink.checkpoint();
    if (!ModifierCheck.check(item, sink)) {
      return Optional.empty();
    }
    Optional<EventTests> fields = fields(item);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    boolean all = item.has(Kind.ALL);
    ValueTests tests = new ValueTests(item, data, sink);
    List<Predicate> terms = new ArrayList<>();
    List<ValueTest> alternatives = new ArrayList<>();
    for (SigmaValue value : item.values()) {
      if (isAboutMore(item, value)) {
        special(item, value, fields.get()).ifPresent(terms::add);
        continue;
      }
      Optional<List<ValueTest>> each = tests.of(value);
      if (all) {
        each.flatMap(test -> fields.get().any(value.origin(), test)).ifPresent(terms::add);
      } else {
        each.ifPresent(alternatives::addAll);
      }
    }
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    if (!alternatives.isEmpty()) {
      Optional<Predicate> term = fields.get().any(item.origin(), alternatives);
      if (term.isEmpty()) {
        return Optional.empty();
      }
      terms.add(term.get());
    }
    Predicate meaning =
        all ? Predicate.and(item.origin(), terms) : Predicate.or(item.origin(), terms);
    return Optional.of(item.has(Kind.NEQ) ? new Predicate.Not(item.origin(), meaning) : meaning);
  }

  private Optional<EventTests> fields(SigmaDetection.Item item) {
    if (item.field().isEmpty()) {
      return Optional.of(EventTests.ofEverything(sink));
    }
    List<EventField> found = data.field(source, item.field().get(), item.origin(), sink);
    return found.isEmpty() ? Optional.empty() : Optional.of(new EventTests(found, sink));
  }

  /** Whether the test is about more than a value: its absence, or another field. */
  private static boolean isAboutMore(SigmaDetection.Item item, SigmaValue value) {
    return value instanceof SigmaValue.Null
        || item.has(Kind.EXISTS)
        || item.has(Kind.FIELDREF)
        || TimePartTests.isAbout(item);
  }

  private Optional<Predicate> special(
      SigmaDetection.Item item, SigmaValue value, EventTests fields) {
    Origin origin = value.origin();
    if (item.has(Kind.FIELDREF)) {
      return new FieldComparison(item, source, data, sink).compare(value, fields);
    }
    if (TimePartTests.isAbout(item)) {
      return new TimePartTests(item, sink).test(value, fields);
    }
    if (item.has(Kind.EXISTS)) {
      if (!(value instanceof SigmaValue.Truth truth)) {
        report(NO_TRUTH, origin, value.shape());
        return Optional.empty();
      }
      return fields.exists(origin).map(p -> truth.value() ? p : new Predicate.Not(origin, p));
    }
    Optional<Kind> other =
        item.modifiers().stream()
            .map(modifier -> modifier.kind())
            .filter(kind -> kind != Kind.ALL && kind != Kind.NEQ)
            .findFirst();
    if (other.isPresent()) {
      report(NULL, origin, other.get());
      return Optional.empty();
    }
    return fields.exists(origin).map(p -> new Predicate.Not(origin, p));
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
