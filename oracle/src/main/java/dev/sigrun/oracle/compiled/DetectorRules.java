package dev.sigrun.oracle.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rules that need memory, as generated, compiled and loaded Java. */
public final class DetectorRules {
  private DetectorRules() {}

  /** The compiled rules; all of them must be supported. */
  public static CompiledRules compile(List<AnalyzedRule> rules) {
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(rules);
    assertThat(java.refused()).isEmpty();
    try {
      return RuleJar.compile(java).load();
    } catch (MissingJavaCompilerException e) {
      throw new AssertionError(e);
    }
  }

  /** One of the rules alone, with its detector changed. */
  public static CompiledRules only(
      String ruleId, CompiledRules all, UnaryOperator<Detector<?>> change) {
    return new CompiledRules() {
      @Override
      public List<EventMatcher> matchers(Fields fields) {
        return List.of();
      }

      @Override
      public List<Detector<?>> detectors(Fields fields) {
        return all.detectors(fields).stream()
            .filter(detector -> detector.ruleId().equals(ruleId))
            .<Detector<?>>map(change)
            .toList();
      }

      @Override
      public List<Rule> rules() {
        return all.rules().stream().filter(rule -> rule.ruleId().equals(ruleId)).toList();
      }
    };
  }
}
