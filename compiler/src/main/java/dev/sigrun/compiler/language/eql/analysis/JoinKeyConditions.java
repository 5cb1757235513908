package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies the conditions on a join key to all other stages, where the stage's own key takes its
 * place: {@code sequence by user.name [a where user.name == "root"] [b where true]} also requires
 * of the second event {@code user.name == "root"}. Elasticsearch's optimizer does so. It makes a
 * difference where a field has several values: the value that ties events together need not be the
 * one that satisfies the condition.
 *
 * <p>As there, a condition is a term of the stage's {@code and}, and one that holds an {@code or}
 * is not copied. Lists of patterns and case-insensitive lists are such, lists of equal values are
 * not. Missing-event stages and {@code until} neither give nor get conditions. A condition on
 * whether the key is null holds for all stages alike and stays where it is.
 */
final class JoinKeyConditions {
  private final List<EqlExpression.Field> commonKeys;

  private JoinKeyConditions(List<EqlExpression.Field> commonKeys) {
    this.commonKeys = commonKeys;
  }

  /** A condition that names one key of its stage and no other field. */
  private record Condition(EqlQuery.Stage stage, EqlExpression expression, int key) {}

  /** For each stage the conditions that it gets from others. */
  static List<List<EqlExpression>> copied(
      List<EqlExpression.Field> commonKeys, List<EqlQuery.Stage> stages) {
    JoinKeyConditions conditions = new JoinKeyConditions(commonKeys);
    List<Condition> all = stages.stream().flatMap(conditions::of).toList();
    return stages.stream()
        .map(
            stage ->
                all.stream()
                    .filter(each -> !each.stage().equals(stage) && !stage.missing())
                    .filter(each -> each.key() < conditions.keys(stage).size())
                    .map(each -> conditions.copy(each, stage))
                    .toList())
        .toList();
  }

  private List<EqlExpression.Field> keys(EqlQuery.Stage stage) {
    return Stream.concat(commonKeys.stream(), stage.keys().stream()).toList();
  }

  private Stream<Condition> of(EqlQuery.Stage stage) {
    List<Condition> conditions = new ArrayList<>();
    if (!stage.missing()) {
      for (EqlExpression term : terms(stage.filter().condition()).toList()) {
        Set<Named> fields = fields(term);
        int key = fields.size() == 1 ? place(fields.iterator().next(), stage) : -1;
        if (key >= 0 && !isNullCheck(term) && !hasOr(term)) {
          conditions.add(new Condition(stage, term, key));
        }
      }
    }
    return conditions.stream();
  }

  private EqlExpression copy(Condition condition, EqlQuery.Stage to) {
    EqlExpression.Field key = keys(to).get(condition.key());
    return condition
        .expression()
        .accept(
            new FieldSubstitution(
                field -> new EqlExpression.Field(field.origin(), key.name(), key.optional())));
  }

  /** A field without the place where it is written. */
  private record Named(String name, boolean optional) {
    static Named of(EqlExpression.Field field) {
      return new Named(field.name(), field.optional());
    }
  }

  private int place(Named field, EqlQuery.Stage stage) {
    return keys(stage).stream().map(Named::of).toList().indexOf(field);
  }

  private static Set<Named> fields(EqlExpression expression) {
    Set<Named> fields = new HashSet<>();
    expression.accept(
        new FieldSubstitution(
            field -> {
              fields.add(Named.of(field));
              return field;
            }));
    return fields;
  }

  private static Stream<EqlExpression> terms(EqlExpression condition) {
    return condition instanceof EqlExpression.And and
        ? and.terms().stream().flatMap(JoinKeyConditions::terms)
        : Stream.of(condition);
  }

  private static boolean isNullCheck(EqlExpression term) {
    return term instanceof EqlExpression.Not not
        ? isNullCheck(not.operand())
        : term instanceof EqlExpression.Comparison comparison
            && (comparison.left() instanceof EqlExpression.NullLiteral
                || comparison.right() instanceof EqlExpression.NullLiteral);
  }

  /** Whether there is an {@code or}, written or meant, that does not come to a list of values. */
  private static boolean hasOr(EqlExpression expression) {
    if (expression instanceof EqlExpression.Or or) {
      return !or.terms().stream().allMatch(JoinKeyConditions::isEquality);
    }
    if (expression instanceof EqlExpression.And and) {
      return and.terms().stream().anyMatch(JoinKeyConditions::hasOr);
    }
    if (expression instanceof EqlExpression.Not not) {
      return hasOr(not.operand());
    }
    if (expression instanceof EqlExpression.Comparison comparison) {
      return hasOr(comparison.left()) || hasOr(comparison.right());
    }
    if (expression instanceof EqlExpression.Call call) {
      return call.arguments().stream().anyMatch(JoinKeyConditions::hasOr);
    }
    if (expression instanceof EqlExpression.In in) {
      return in.ignoringCase() && in.list().size() > 1;
    }
    return expression instanceof EqlExpression.Match match && match.patterns().size() > 1;
  }

  /** {@code key == 1}, {@code 1 == key} or {@code key in (1, 2)}. */
  private static boolean isEquality(EqlExpression term) {
    if (term instanceof EqlExpression.In in) {
      return in.value() instanceof EqlExpression.Field && !in.negated() && !in.ignoringCase();
    }
    return term instanceof EqlExpression.Comparison comparison
        && comparison.operator() == EqlExpression.Comparison.Operator.EQUAL
        && (comparison.left() instanceof EqlExpression.Field
            || comparison.right() instanceof EqlExpression.Field);
  }
}
