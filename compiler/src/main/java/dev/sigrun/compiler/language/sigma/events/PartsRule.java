package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.sigma.data.ValueRule;
import dev.sigrun.compiler.language.sigma.data.ValueTest;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.Optional;

/**
 * Tests of a text of which events keep parts. What the parts cannot answer is an error where only
 * such events are read; where others are, too, it is a warning, and these events do not match.
 *
 * @param field what rules call the text
 * @param parts what events keep of it
 * @param form the form of events that are read
 * @param keepers the events that keep no more, for messages
 */
record PartsRule(String field, TextParts parts, EventForm form, String keepers)
    implements ValueRule {
  private static final DiagnosticKind NO_ANSWER =
      DiagnosticKind.unsupported(
          "SIG121", "text in parts", "%s keep only parts of '%s', which cannot answer this.");
  private static final DiagnosticKind NOT_FOUND =
      DiagnosticKind.warning(
          "SIG122", "%s keep only parts of '%s', which cannot answer this: they do not match.");

  @Override
  public Optional<Predicate> condition(ValueTest test, Origin origin, DiagnosticSink sink) {
    Optional<Predicate> answer = answer(test, origin);
    if (answer.isPresent()) {
      return answer;
    }
    boolean alone = form != EventForm.AUTO;
    sink.report(alone ? NO_ANSWER : NOT_FOUND, origin.source(), origin.span(), keepers, field);
    return alone ? Optional.empty() : Optional.of(new Predicate.Constant(origin, false));
  }

  private Optional<Predicate> answer(ValueTest test, Origin origin) {
    if (test instanceof ValueTest.Exists) {
      return Optional.of(parts.exists(origin));
    }
    if (test instanceof ValueTest.Matches matches) {
      return parts.matches(origin, matches.pattern(), matches.sensitivity());
    }
    return test instanceof ValueTest.Equals equals
        ? parts.matches(
            origin, Wildcard.ofLiteral(equals.number().toPlainString()), CaseSensitivity.SENSITIVE)
        : Optional.empty();
  }
}
