package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Writes the conditions of stages as methods of a class, the same condition once, and their keys. A
 * predicate that several stages share becomes a local variable, so that detectors recognise it as
 * the same.
 */
final class StageWriter {
  private final MatcherClass target;
  private final boolean crowded;
  private final Map<String, String> methodByPredicate = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new LinkedHashMap<>();
  private final Map<String, String> localByKeys = new LinkedHashMap<>();
  private final CodeBlock.Builder locals = CodeBlock.builder();

  /** Writes the conditions of these stages into {@code target}. */
  StageWriter(MatcherClass target, List<Query.Stage> stages, Optional<Query.Stage> until) {
    this.target = target;
    List<Query.Stage> all = Stream.concat(stages.stream(), until.stream()).toList();
    int leaves = all.stream().mapToInt(s -> Grouping.leaves(s.predicate())).sum();
    this.crowded = leaves > Grouping.MOST_LEAVES;
    all.forEach(stage -> uses.merge(stage.predicate().toString(), 1, Integer::sum));
    all.forEach(stage -> uses.merge(keys(stage.keys()).toString(), 1, Integer::sum));
    for (int i = 0; i < all.size(); i++) {
      addCondition(i < stages.size() ? "stage" + (i + 1) : "until", all.get(i).predicate());
    }
    all.forEach(stage -> addKeys(keys(stage.keys())));
  }

  private void addCondition(String wanted, Predicate predicate) {
    String text = predicate.toString();
    if (methodByPredicate.containsKey(text)) {
      return;
    }
    String name = target.allocate(wanted);
    methodByPredicate.put(text, name);
    PredicateWriter writer = new PredicateWriter(target, Scope.EVENT);
    target.addMethod(
        () ->
            MethodSpec.methodBuilder(name)
                .addJavadoc("$L", Comments.clause(predicate.origin().text()))
                .addModifiers(Modifier.PRIVATE)
                .returns(boolean.class)
                .addParameter(Event.class, Scope.EVENT.event())
                .addCode(crowded ? writer.bodyInPart(predicate) : writer.body(predicate))
                .build());
    if (isShared(text)) {
      locals.addStatement("$T $N = this::$N", Condition.class, name, name);
    }
  }

  private void addKeys(CodeBlock keys) {
    String text = keys.toString();
    if (isShared(text) && !localByKeys.containsKey(text)) {
      String name = target.allocate("keys");
      localByKeys.put(text, name);
      locals.addStatement("$T $N = $L", KeyReader.class, name, keys);
    }
  }

  private boolean isShared(String text) {
    return uses.getOrDefault(text, 0) > 1;
  }

  /** The variables that {@link #arguments} name. */
  CodeBlock locals() {
    return locals.build();
  }

  /** The condition and the keys of a stage, as arguments. */
  CodeBlock arguments(Query.Stage stage) {
    String predicate = stage.predicate().toString();
    String method = methodByPredicate.getOrDefault(predicate, "");
    CodeBlock keys = keys(stage.keys());
    String local = localByKeys.get(keys.toString());
    return CodeBlock.of(
        "$L$N, $L",
        isShared(predicate) ? "" : "this::",
        method,
        local == null ? keys : CodeBlock.of("$N", local));
  }

  /** {@code KeyReader.by(hostId).orMissing(userId)}. */
  private CodeBlock keys(List<Query.JoinKey> keys) {
    CodeBlock.Builder code = CodeBlock.builder().add("$T", KeyReader.class);
    boolean startsWithFields = !keys.isEmpty() && !keys.get(0).optional();
    code.add(startsWithFields ? "" : ".none()");
    for (int i = 0; i < keys.size(); i++) {
      boolean optional = keys.get(i).optional();
      boolean continues = i > 0 && keys.get(i - 1).optional() == optional;
      String start = optional ? ".orMissing(" : i == 0 ? ".by(" : ".and(";
      code.add(continues ? ", " : start);
      code.add("$N", target.field(Scope.EVENT, keys.get(i).field()));
      boolean ends = i + 1 == keys.size() || keys.get(i + 1).optional() != optional;
      code.add(ends ? ")" : "");
    }
    return code.build();
  }
}
