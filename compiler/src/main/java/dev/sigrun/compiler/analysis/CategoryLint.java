package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Warns about tests of fields that events of the wanted category do not carry: {@code process where
 * registry.path == "x"}. Speaks only of groups of fields that belong to a few categories and of
 * categories with which no source mixes them.
 */
final class CategoryLint {
  private static final DiagnosticKind FOREIGN_FIELD =
      DiagnosticKind.warning(
          "ANA055", "Events of category '%s' do not carry '%s'. It belongs to category '%s'.");

  private static final String CATEGORY = "event.category";

  /** A group of fields: where it belongs, and where it certainly does not. */
  private record Group(String home, Set<String> foreign) {}

  private static final Map<String, Group> GROUPS =
      Map.of(
          "registry",
          new Group(
              "registry",
              Set.of("authentication", "driver", "file", "library", "network", "process")),
          "dll",
          new Group("library", Set.of("authentication", "network", "registry")),
          "dns",
          new Group(
              "network",
              Set.of("authentication", "driver", "file", "library", "process", "registry")));

  private final DiagnosticSink sink;
  private final Set<String> reported = new HashSet<>();

  CategoryLint(DiagnosticSink sink) {
    this.sink = sink;
  }

  /** Checks the tests that {@code predicate}, as written, combines with a category. */
  void check(Predicate predicate) {
    check(predicate, Set.of());
  }

  private void check(Predicate predicate, Set<String> categories) {
    if (predicate instanceof Predicate.And) {
      List<Predicate> terms = terms(predicate);
      Set<String> wanted =
          terms.stream()
              .map(CategoryLint::categories)
              .flatMap(Optional::stream)
              .findFirst()
              .orElse(categories);
      terms.forEach(term -> check(term, wanted));
    } else {
      LeafFields.of(predicate).ifPresent(field -> checkField(predicate, field, categories));
      predicate.children().forEach(child -> check(child, categories));
    }
  }

  /** The terms of a conjunction, those of conjunctions inside it as well. */
  private static List<Predicate> terms(Predicate predicate) {
    if (!(predicate instanceof Predicate.And and)) {
      return List.of(predicate);
    }
    List<Predicate> terms = new ArrayList<>();
    and.terms().forEach(term -> terms.addAll(terms(term)));
    return terms;
  }

  /** The categories of which every event has one, if a term says so. */
  private static Optional<Set<String>> categories(Predicate term) {
    if (term instanceof Predicate.StringIn in) {
      return in.field().name().equals(CATEGORY)
          ? Optional.of(new TreeSet<>(in.values()))
          : Optional.empty();
    }
    if (!(term instanceof Predicate.Or or)) {
      return Optional.empty();
    }
    Set<String> all = new TreeSet<>();
    for (Predicate choice : or.terms()) {
      Optional<Set<String>> some = categories(choice);
      if (some.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(some.get());
    }
    return Optional.of(all);
  }

  private void checkField(Predicate test, Field field, Set<String> categories) {
    int dot = field.name().indexOf('.');
    Group group = dot < 0 ? null : GROUPS.get(field.name().substring(0, dot));
    if (group != null
        && !field.pattern()
        && !categories.isEmpty()
        && group.foreign().containsAll(categories)
        && reported.add(field.name())) {
      sink.report(
          FOREIGN_FIELD,
          test.origin().source(),
          test.origin().span(),
          String.join("' or '", categories),
          field.name(),
          group.home());
    }
  }
}
