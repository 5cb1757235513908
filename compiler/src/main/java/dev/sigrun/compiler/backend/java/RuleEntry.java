package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The facts about a rule that the set needs.
 *
 * @param type its class
 * @param registrations expressions that register all fields that it reads, in {@code fields}
 * @param times fields by which it is now for the class of a matcher; empty if that does not matter
 * @param detector empty if the class is a matcher
 * @param suppressed whether the class makes a suppressor
 */
record RuleEntry(
    String ruleId,
    ClassName type,
    Set<CodeBlock> registrations,
    List<Field> times,
    Optional<DetectorTraits> detector,
    boolean suppressed) {
  /** The file next to the class with the parameters of the rule. */
  String file() {
    return file(type.simpleName());
  }

  /** The same, given the name of the class. */
  static String file(String className) {
    return className + ".json";
  }
}
