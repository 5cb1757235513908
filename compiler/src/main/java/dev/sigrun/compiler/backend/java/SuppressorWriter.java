package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.rule.AlertSuppression;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the method that makes the suppressor of a rule. */
final class SuppressorWriter {
  private SuppressorWriter() {}

  /** Adds the method if the rule has its alerts suppressed. */
  static void addTo(MatcherClass target, AnalyzedRule rule) {
    rule.rule()
        .suppression()
        .ifPresent(suppression -> target.addMethod(() -> method(target, rule, suppression)));
  }

  private static MethodSpec method(
      MatcherClass target, AnalyzedRule rule, AlertSuppression suppression) {
    CodeBlock plan = plan(target, rule, suppression);
    List<Field> times = WindowTimes.of(rule.rule());
    return MethodSpec.methodBuilder("suppressor")
        .addJavadoc("Suppresses alerts of the same group.")
        .addModifiers(Modifier.PUBLIC)
        .returns(Suppressor.class)
        .addStatement(
            "return new $T(\n$L,\n$L)$L",
            Suppressor.class,
            Literals.string(rule.rule().ruleId()),
            plan,
            times.isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.of("\n.withTimestamp($L)", target.members(times)))
        .build();
  }

  private static CodeBlock plan(
      MatcherClass target, AnalyzedRule analyzed, AlertSuppression suppression) {
    Rule rule = analyzed.rule();
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
    for (Field field : analyzed.fields().suppression()) {
      plan.add(", $L", target.members(List.of(field)));
    }
    plan.add(")");
    if (suppression.missingFields() == AlertSuppression.MissingFields.DO_NOT_SUPPRESS) {
      plan.add(".orEachWithoutField()");
    }
    return plan.build();
  }
}
