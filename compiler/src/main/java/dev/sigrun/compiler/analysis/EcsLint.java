package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Warns of values that the Elastic Common Schema does not have. */
final class EcsLint {
  private static final DiagnosticKind OTHER_VALUE =
      DiagnosticKind.warning(
          "ANA052", "The Elastic Common Schema defines no value '%s' for '%s'.%s");

  private final DiagnosticSink sink;

  EcsLint(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Looks at every test in {@code predicate}, as it is written. */
  void check(Predicate predicate) {
    Deque<Predicate> todo = new ArrayDeque<>(List.of(predicate));
    while (!todo.isEmpty()) {
      Predicate next = todo.remove();
      if (next instanceof Predicate.Or or) {
        List<Predicate> tests = or.terms().stream().filter(this::isTest).toList();
        List<String> alternatives = tests.stream().flatMap(t -> values(t).stream()).toList();
        tests.forEach(test -> check(test, alternatives));
        or.terms().stream().filter(term -> !isTest(term)).forEach(todo::add);
      } else if (isTest(next)) {
        check(next, values(next));
      } else {
        todo.addAll(next.children());
      }
    }
  }

  private boolean isTest(Predicate predicate) {
    return field(predicate).filter(EcsValues::isCategorized).isPresent();
  }

  private void check(Predicate test, List<String> alternatives) {
    String field = field(test).orElseThrow();
    boolean ignoringCase = sensitivity(test) == CaseSensitivity.INSENSITIVE;
    if (test instanceof Predicate.WildcardMatch match) {
      for (Wildcard pattern : match.patterns()) {
        if (!pattern.isLiteral() && !EcsValues.isPossible(field, pattern, ignoringCase)) {
          report(test, field, pattern.toEscapedString());
        }
      }
    }
    for (String value : values(test)) {
      if (!EcsValues.isKnown(field, value, alternatives, ignoringCase)) {
        report(test, field, value);
      }
    }
  }

  private void report(Predicate test, String field, String value) {
    sink.report(
        OTHER_VALUE,
        test.origin().source(),
        test.origin().span(),
        value,
        field,
        EcsValues.didYouMean(field, value));
  }

  private static Optional<String> field(Predicate predicate) {
    if (predicate instanceof Predicate.StringIn in && !in.field().pattern()) {
      return Optional.of(in.field().name());
    }
    return predicate instanceof Predicate.WildcardMatch match && !match.field().pattern()
        ? Optional.of(match.field().name())
        : Optional.empty();
  }

  private static CaseSensitivity sensitivity(Predicate test) {
    return test instanceof Predicate.StringIn in
        ? in.sensitivity()
        : ((Predicate.WildcardMatch) test).sensitivity();
  }

  /** The values that a test names; patterns with wildcards name none. */
  private static List<String> values(Predicate test) {
    if (test instanceof Predicate.StringIn in) {
      return in.values();
    }
    List<String> values = new ArrayList<>();
    for (Wildcard pattern : ((Predicate.WildcardMatch) test).patterns()) {
      if (pattern.segments().size() == 1
          && pattern.segments().get(0) instanceof Wildcard.Literal literal) {
        values.add(literal.text());
      }
    }
    return values;
  }
}
