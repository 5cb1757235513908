package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sigrun.compiler.AnalyzedRule;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.EventMatcher;
import dev.sigrun.runtime.GeneratedMatcher;
import javax.lang.model.element.Modifier;

/** Writes the matcher class of one rule. */
final class RuleClassWriter {
  private RuleClassWriter() {}

  /** A class of this name that answers what the rule asks of single events. */
  static TypeSpec write(AnalyzedRule rule, String name) {
    MatcherClass matcher = MatcherClass.topLevel(name);
    matcher.addMethod(
        () ->
            override("ruleId")
                .returns(String.class)
                .addStatement("return $L", Literals.string(rule.rule().ruleId()))
                .build());
    matcher.addMethod(
        () ->
            override("matches")
                .returns(boolean.class)
                .addParameter(Event.class, Scope.EVENT.event())
                .addCode(
                    new PredicateWriter(matcher, Scope.EVENT)
                        .body(QuerySupport.predicate(rule.query())))
                .build());
    return matcher
        .topLevelType()
        .addJavadoc("$L", javadoc(rule.rule()))
        .addAnnotation(GeneratedMatcher.class)
        .addSuperinterface(EventMatcher.class)
        .build();
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
