package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Predicates that are not in a rule file, executed like rules, as generated Java, so that there is
 * only one implementation.
 *
 * @param set a rule for each predicate that can be executed
 * @param rules the same, to be combined with others
 * @param ruleIds the ids of these rules, in the order of the predicates
 * @param refused why predicates cannot be executed
 */
public record AdHocRules(
    RuleSet set, CompiledRules rules, List<String> ruleIds, List<String> refused) {
  /** Copies the lists. */
  public AdHocRules {
    ruleIds = List.copyOf(ruleIds);
    refused = List.copyOf(refused);
  }

  /**
   * Compiles {@code predicates} in memory.
   *
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static AdHocRules of(List<Predicate> predicates) throws MissingJavaCompilerException {
    return of(predicates, List.of());
  }

  /**
   * Compiles {@code predicates} in memory.
   *
   * @param times the first of these fields that an event has defines {@code now} for it; none for
   *     the usual places
   * @throws MissingJavaCompilerException if this is not a JDK
   */
  public static AdHocRules of(List<Predicate> predicates, List<NamedField> times)
      throws MissingJavaCompilerException {
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < predicates.size(); i++) {
      Predicate predicate = predicates.get(i);
      Query query = new Query.SingleEvent(predicate.origin(), predicate, List.of());
      rules.add(rule(i, query, times));
    }
    JavaBackend.Options options =
        JavaBackend.Options.defaults().withTimestampFormat(timestampFormat(times));
    GeneratedJava java = JavaBackend.create(options).emit(rules);
    List<String> refused = java.refusals().stream().map(Diagnostic::message).toList();
    List<String> ruleIds = rules.stream().map(rule -> rule.rule().ruleId()).toList();
    CompiledRules compiled = RuleJar.compile(java).load();
    return new AdHocRules(RuleSet.of(compiled), compiled, ruleIds, refused);
  }

  /** The index of the predicate that a rule of the set represents. */
  public int indexOf(dev.sigrun.runtime.rule.Rule rule) {
    return ruleIds.indexOf(rule.ruleId());
  }

  private static Optional<String> timestampFormat(List<NamedField> times) {
    return times.stream()
        .filter(time -> time.name().equals(Timing.TIMESTAMP))
        .findFirst()
        .flatMap(time -> time.field().reading().dateFormat());
  }

  private static AnalyzedRule rule(int index, Query query, List<NamedField> times) {
    Origin origin = Origin.of(SourceText.of("predicate-" + index, ""), new Span(0, 0));
    String id = new UUID(0x4000L, 0x8000000000000000L + index).toString();
    Rule rule = Rule.adHoc(origin, id, "Predicate " + index);
    AnalyzedRule analyzed = AnalyzedRule.of(rule, query);
    return times.isEmpty() ? analyzed : analyzed.withTimes(times);
  }
}
