package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What events need where one of several values counts: nothing that is known of if the result is
 * empty, and {@linkplain #isNever something impossible} if no value will do.
 *
 * @param conditions what is needed so that a condition is true
 */
record Choices(Function<RowExpression, Optional<Predicate>> conditions) {
  /** What a constant needs that will do or not. */
  static Optional<Predicate> when(RowExpression.Constant constant, boolean does) {
    return does ? Optional.empty() : Optional.of(new Predicate.Constant(constant.origin(), false));
  }

  static boolean isNever(Predicate predicate) {
    return predicate instanceof Predicate.Constant constant && !constant.value();
  }

  /**
   * What is needed so that the value of a choice will do.
   *
   * @param values what is needed so that one of its values will do
   */
  Optional<Predicate> of(
      RowExpression.Case choice, Function<RowExpression, Optional<Predicate>> values) {
    List<Predicate> options = new ArrayList<>();
    for (RowExpression.Branch branch : choice.branches()) {
      Optional<Predicate> value = values.apply(branch.value());
      if (value.isPresent() && isNever(value.get())) {
        continue;
      }
      List<Predicate> both = new ArrayList<>();
      conditions.apply(branch.condition()).ifPresent(both::add);
      value.ifPresent(both::add);
      if (both.isEmpty()) {
        return Optional.empty();
      }
      options.add(Predicate.and(choice.origin(), both));
    }
    if (choice.otherwise().isPresent()) {
      Optional<Predicate> value = values.apply(choice.otherwise().get());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (!isNever(value.get())) {
        options.add(value.get());
      }
    }
    // No event at all would do, which is for the author to see, not for an index.
    return options.isEmpty()
        ? Optional.empty()
        : Optional.of(Predicate.or(choice.origin(), options));
  }

  /** What is needed so that one of some expressions will do. */
  static Optional<Predicate> any(
      Origin origin,
      List<RowExpression> expressions,
      Function<RowExpression, Optional<Predicate>> values) {
    List<Predicate> options = new ArrayList<>();
    for (RowExpression each : expressions) {
      Optional<Predicate> value = values.apply(each);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (!isNever(value.get())) {
        options.add(value.get());
      }
    }
    return options.isEmpty() ? Optional.empty() : Optional.of(Predicate.or(origin, options));
  }

  /** What is needed so that all of some expressions will do. */
  static Optional<Predicate> all(
      Origin origin,
      List<RowExpression> expressions,
      Function<RowExpression, Optional<Predicate>> values) {
    List<Predicate> needed = new ArrayList<>();
    expressions.forEach(each -> values.apply(each).ifPresent(needed::add));
    return needed.isEmpty() ? Optional.empty() : Optional.of(Predicate.and(origin, needed));
  }
}
