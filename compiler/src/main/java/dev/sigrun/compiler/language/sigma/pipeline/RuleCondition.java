package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;

/** A condition of a pipeline on a rule. */
public sealed interface RuleCondition {
  /** All attributes that it names are those of the rule's log source. */
  record IsOf(LogSource source) implements RuleCondition {}

  /** Some item of the rule is about the field. */
  record HasField(String field) implements RuleCondition {}

  /** Some item of the rule is about the field and has the value. */
  record HasItem(String field, DataValue value) implements RuleCondition {}

  /** The item of that id was applied to the rule. */
  record Applied(String id) implements RuleCondition {}

  /** The rule's state has the value under the key. */
  record State(String key, DataValue value) implements RuleCondition {}

  /** It is a rule with a detection; or, if {@code correlation}, a correlation. */
  record Kind(boolean correlation) implements RuleCondition {}

  /** An attribute of the rule compares with the value; the comparison is {@code eq, ne, gt ...}. */
  record Attribute(String name, DataValue value, String comparison) implements RuleCondition {}

  /** The rule has the tag. */
  record Tag(String name) implements RuleCondition {}
}
