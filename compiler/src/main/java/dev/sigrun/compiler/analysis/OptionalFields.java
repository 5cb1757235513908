package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import dev.sigrun.compiler.rule.QueryLanguage;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fields that the author of an EQL query marked as maybe unknown to the index. The IR does not
 * hold that: it says what a query means where its fields are known.
 */
public final class OptionalFields {
  private OptionalFields() {}

  /** Their names; empty for other languages. */
  public static Set<String> of(Rule rule) {
    Set<String> names = new TreeSet<>();
    rule.query()
        .filter(query -> query.language() == QueryLanguage.EQL)
        .flatMap(query -> EqlParser.parse(query.text(), new DiagnosticSink()))
        .ifPresent(query -> expressions(query).forEach(e -> collect(e, names)));
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
