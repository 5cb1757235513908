package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Suppression;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the method that makes the suppressor of a rule. */
final class SuppressorWriter {
  private SuppressorWriter() {}

  /** Adds the method if the rule has its alerts suppressed. */
  static void addTo(MatcherClass target, AnalyzedRule rule) {
    rule.suppression()
        .ifPresent(suppression -> target.addMethod(() -> method(target, rule, suppression)));
  }

  private static MethodSpec method(
      MatcherClass target, AnalyzedRule rule, Suppression suppression) {
    CodeBlock plan = plan(target, suppression);
    List<Field> times = WindowTimes.of(rule.timing().eventTimes());
    return MethodSpec.methodBuilder("suppressor")
        .addJavadoc("Suppresses alerts of the same group.")
        .addModifiers(Modifier.PUBLIC)
        .returns(Suppressor.class)
        .addStatement(
            "return new $T(\n$L,\n$L)$L\n.withFingerprint($S)",
            Suppressor.class,
            Literals.string(rule.rule().ruleId()),
            plan,
            times.isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.of("\n.withTimestamp($L)", target.members(times)),
            fingerprint(rule, suppression, times))
        .build();
  }

  /** Identifies what is looked for and what makes groups; where it is written does not count. */
  private static String fingerprint(AnalyzedRule rule, Suppression suppression, List<Field> times) {
    List<String> options = new ArrayList<>();
    options.add(suppression.grouping().name());
    suppression.fields().forEach(field -> options.add(field.field().toString()));
    options.add(suppression.window().toString());
    options.add(Boolean.toString(suppression.eachWithoutField()));
    times.forEach(time -> options.add(time.name()));
    return DetectorTraits.fingerprint(rule, options);
  }

  private static CodeBlock plan(MatcherClass target, Suppression suppression) {
    CodeBlock.Builder plan = CodeBlock.builder();
    plan.add(
        "$T.$L($L",
        SuppressionPlan.class,
        switch (suppression.grouping()) {
          case KEY -> "groupedByKey";
          case ELEMENTS -> "groupedByElement";
          case WHOLE_VALUES -> "groupedByWhole";
        },
        Literals.duration(suppression.window()));
    for (NamedField field : suppression.fields()) {
      plan.add(", $L", target.members(List.of(field.field())));
    }
    plan.add(")");
    if (suppression.eachWithoutField()) {
      plan.add(".orEachWithoutField()");
    }
    return plan.build();
  }
}
