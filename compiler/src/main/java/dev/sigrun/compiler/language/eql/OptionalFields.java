package dev.sigrun.compiler.language.eql;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the fields that are marked as optional ({@code ?host.name}) in the conditions of a query.
 */
final class OptionalFields {
  private OptionalFields() {}

  static Set<String> of(EqlQuery query) {
    Set<String> names = new TreeSet<>();
    expressions(query).forEach(e -> collect(e, names));
    return names;
  }

  private static Stream<EqlExpression> expressions(EqlQuery query) {
    if (query instanceof EqlQuery.SingleEvent single) {
      return Stream.of(single.filter().condition());
    }
    if (query instanceof EqlQuery.Sequence sequence) {
      return Stream.concat(sequence.stages().stream(), sequence.until().stream())
          .map(stage -> stage.filter().condition());
    }
    return ((EqlQuery.Sample) query).stages().stream().map(s -> s.filter().condition());
  }

  private static void collect(EqlExpression expression, Set<String> names) {
    if (expression instanceof EqlExpression.Field field) {
      if (field.optional()) {
        names.add(field.name());
      }
      return;
    }
    children(expression).forEach(child -> collect(child, names));
  }

  private static List<EqlExpression> children(EqlExpression expression) {
    if (expression instanceof EqlExpression.And and) {
      return and.terms();
    }
    if (expression instanceof EqlExpression.Or or) {
      return or.terms();
    }
    if (expression instanceof EqlExpression.Call call) {
      return call.arguments();
    }
    if (expression instanceof EqlExpression.Comparison comparison) {
      return List.of(comparison.left(), comparison.right());
    }
    if (expression instanceof EqlExpression.Arithmetic arithmetic) {
      return List.of(arithmetic.left(), arithmetic.right());
    }
    return operand(expression).map(List::of).orElse(List.of());
  }

  private static Optional<EqlExpression> operand(EqlExpression expression) {
    if (expression instanceof EqlExpression.Not not) {
      return Optional.of(not.operand());
    }
    if (expression instanceof EqlExpression.Sign sign) {
      return Optional.of(sign.operand());
    }
    if (expression instanceof EqlExpression.In in) {
      return Optional.of(in.value());
    }
    return expression instanceof EqlExpression.Match match
        ? Optional.of(match.value())
        : Optional.empty();
  }
}
