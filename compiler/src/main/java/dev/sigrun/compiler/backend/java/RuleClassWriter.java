package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.compiled.GeneratedMatcher;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the class of one rule. */
final class RuleClassWriter {
  private RuleClassWriter() {}

  /**
   * The class of a rule.
   *
   * @param registrations all fields that it reads
   */
  record RuleClass(TypeSpec type, Set<RuleEntry.Registration> registrations) {}

  /** A class of this name: a matcher, or the factories of the detector and the suppressor. */
  static RuleClass write(AnalyzedRule rule, String name) {
    MatcherClass target = MatcherClass.topLevel(name);
    Optional<Predicate> predicate = eventPredicate(rule.query());
    predicate.ifPresent(p -> addMatcher(target, rule.rule().ruleId(), p));
    if (rule.query().shape().needsMemory()) {
      DetectorWriter.addTo(target, rule);
    }
    SuppressorWriter.addTo(target, rule);
    TypeSpec.Builder type =
        target
            .topLevelType()
            .addJavadoc("$L", javadoc(rule.rule()))
            .addAnnotation(GeneratedMatcher.class);
    predicate.ifPresent(p -> type.addSuperinterface(EventMatcher.class));
    return new RuleClass(type.build(), target.registrations());
  }

  /** Makes {@code target} an event matcher, but for the interface itself. */
  static void addMatcher(MatcherClass target, String ruleId, Predicate predicate) {
    target.addMethod(
        () ->
            override("ruleId")
                .returns(String.class)
                .addStatement("return $L", Literals.string(ruleId))
                .build());
    target.addMethod(
        () ->
            override("matches")
                .returns(boolean.class)
                .addParameter(Event.class, Scope.EVENT.event())
                .addCode(new PredicateWriter(target, Scope.EVENT).body(predicate))
                .build());
  }

  /** The predicate of a query on single events, if it has just one. */
  private static Optional<Predicate> eventPredicate(Query query) {
    return query.shape().hasStages() ? Optional.empty() : Optional.of(query.predicates().get(0));
  }

  private static String javadoc(Rule rule) {
    String title = Comments.sentence(rule.name());
    String sentence = title.endsWith(".") ? title : title + ".";
    return rule.query()
        .map(query -> sentence + "\n\n" + Comments.block(query.content()))
        .orElse(sentence);
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC);
  }
}
