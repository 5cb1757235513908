package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.server.RefusedException;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.explain.ConditionProbe;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.util.List;

/** Rules as classes, made in memory. The last ones are kept, since javac takes longest. */
final class Compiled {
  private static final int MOST_RULES = 16;

  private final Memo<AnalyzedRule, CompiledRules> rules = new Memo<>(MOST_RULES);
  private final Memo<AnalyzedRule, ConditionProbe> probes = new Memo<>(MOST_RULES);

  /** The Java of rules, and why some have none. */
  static GeneratedJava java(List<AnalyzedRule> rules, CompilerOptions options) {
    return JavaBackend.create(
            JavaBackend.Options.defaults()
                .withTimestampField(options.timestampField())
                .withTimestampFormat(options.timestampFormat()))
        .emit(rules);
  }

  /**
   * The classes of Java that was written.
   *
   * @param kept those of earlier compilations
   * @throws RefusedException if this is not a JDK
   */
  static CompiledRules load(GeneratedJava java, KeptClasses kept) {
    try {
      return RuleJar.compile(java, kept).load();
    } catch (MissingJavaCompilerException e) {
      throw RefusedException.wrong(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A rule, ready to run.
   *
   * @throws RefusedException if it has no Java, with the reason
   */
  CompiledRules of(AnalyzedRule rule, CompilerOptions options) {
    return rules.get(
        rule,
        analyzed -> {
          GeneratedJava java = java(List.of(analyzed), options);
          if (java.matchers().isEmpty() && java.detectors().isEmpty()) {
            throw RefusedException.wrong(
                java.refusals().stream()
                    .map(Diagnostic::message)
                    .findFirst()
                    .orElse("The rule cannot be run."));
          }
          return load(java, KeptClasses.NONE);
        });
  }

  /**
   * The parts of the conditions of a rule, ready to judge events.
   *
   * @throws RefusedException if this is not a JDK
   */
  ConditionProbe probe(AnalyzedRule rule) {
    return probes.get(
        rule,
        analyzed -> {
          try {
            return ConditionProbe.of(analyzed);
          } catch (MissingJavaCompilerException e) {
            throw RefusedException.wrong(String.valueOf(e.getMessage()));
          }
        });
  }
}
