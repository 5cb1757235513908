package dev.sigrun.compiler.language.exceptions;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Events that some rules do not look at.
 *
 * @param origin where its name is written
 * @param rules the identities or names of the rules; empty for the rules of the file beside it,
 *     {@value #EVERY_RULE} for every rule
 * @param clause the events, as a clause of Query DSL; empty if the exception has a mistake
 */
record RuleException(Origin origin, List<FieldName> rules, Optional<DataValue.Table> clause) {
  /** In place of a rule: every rule that is compiled together with the exception. */
  static final String EVERY_RULE = "*";

  /** Copies the list. */
  RuleException {
    rules = List.copyOf(rules);
  }

  /** Whether it is about every rule. */
  boolean isGeneral() {
    return rules.stream().anyMatch(rule -> rule.name().equals(EVERY_RULE));
  }

  /** Its file and line, for messages about rules. */
  String place() {
    return file() + ":" + origin.source().position(origin.span().start()).line();
  }

  /** Its file, as the user wrote it. */
  String file() {
    return origin.source().outermost().name();
  }
}
