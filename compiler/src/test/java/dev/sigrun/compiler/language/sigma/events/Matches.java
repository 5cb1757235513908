package dev.sigrun.compiler.language.sigma.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.explain.AdHocRules;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.MatchSession;
import java.util.ArrayList;
import java.util.List;

/** Which of some predicates events satisfy, as generated Java with and without the index. */
final class Matches {
  static final Origin HERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));

  private final AdHocRules rules;
  private final MatchSession session;

  Matches(List<Predicate> predicates) throws Exception {
    rules = AdHocRules.of(predicates);
    assertThat(rules.refused()).isEmpty();
    session = rules.set().newSession();
  }

  /** The numbers of the predicates that the event satisfies. */
  List<Integer> of(String json) throws Exception {
    byte[] bytes = json.getBytes(UTF_8);
    List<Integer> indexed = new ArrayList<>();
    session.match(bytes, 0, bytes.length, (rule, event) -> indexed.add(rules.indexOf(rule)));
    List<Integer> plain = new ArrayList<>();
    rules
        .set()
        .match(rules.set().reader().read(bytes), (rule, event) -> plain.add(rules.indexOf(rule)));
    assertThat(indexed).as("with the index: %s", json).containsExactlyInAnyOrderElementsOf(plain);
    return indexed.stream().sorted().toList();
  }
}
