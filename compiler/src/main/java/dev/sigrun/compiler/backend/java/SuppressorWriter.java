package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.runtime.detector.SuppressionPlan;
import dev.sigrun.runtime.detector.Suppressor;
import javax.lang.model.element.Modifier;

/** Writes the method that makes the suppressor of a rule. */
final class SuppressorWriter {
  private SuppressorWriter() {}

  /** Adds the method if the rule has its alerts suppressed. */
  static void addTo(MatcherClass target, Rule rule) {
    rule.suppression()
        .ifPresent(suppression -> target.addMethod(() -> method(target, rule, suppression)));
  }

  private static MethodSpec method(MatcherClass target, Rule rule, AlertSuppression suppression) {
    return MethodSpec.methodBuilder("suppressor")
        .addJavadoc("Folds alerts into an earlier one.")
        .addModifiers(Modifier.PUBLIC)
        .returns(Suppressor.class)
        .addStatement(
            "return new $T(\n$L,\n$L)",
            Suppressor.class,
            Literals.string(rule.ruleId()),
            plan(target, rule, suppression))
        .build();
  }

  private static CodeBlock plan(MatcherClass target, Rule rule, AlertSuppression suppression) {
    CodeBlock window = Literals.duration(suppression.duration().orElse(rule.schedule().period()));
    if (rule.type() == RuleType.THRESHOLD) {
      return CodeBlock.of("$T.groupedByKey($L)", SuppressionPlan.class, window);
    }
    boolean byElement = rule.type() == RuleType.QUERY || rule.type() == RuleType.SAVED_QUERY;
    CodeBlock.Builder plan =
        CodeBlock.builder()
            .add(
                "$T.$L($L",
                SuppressionPlan.class,
                byElement ? "groupedByElement" : "groupedByWhole",
                window);
    // The group only asks whether values are the same, which their texts tell whatever the type.
    suppression.groupBy().stream()
        .map(name -> Field.named(name.name(), ValueType.KEYWORD))
        .forEach(field -> plan.add(", $N", target.field(Scope.EVENT, field)));
    plan.add(")");
    if (suppression.missingFields() == AlertSuppression.MissingFields.DO_NOT_SUPPRESS) {
      plan.add(".orEachWithoutField()");
    }
    return plan.build();
  }
}
