package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a text that events keep where rules ask for the text, so that a test of the text is
 * a test of these fields. Only patterns can be carried over: of a regular expression or a network
 * nobody knows which part it is about.
 */
sealed interface TextParts permits HashParts, UserParts, FlagWords, Pieces {
  /**
   * The predicate that is true of an event where the text would match {@code pattern}.
   *
   * @return empty if the parts that the event keeps cannot answer that
   */
  Optional<Predicate> matches(Origin origin, Wildcard pattern, CaseSensitivity sensitivity);

  /** True if the event has the text at all. */
  Predicate exists(Origin origin);

  /** A keyword field that is called as events call it. */
  static Field field(String name) {
    return Field.named(name, ValueType.KEYWORD);
  }

  /** The plainest test whether a value of {@code field} matches. */
  static Predicate match(
      Origin origin, Field field, Wildcard pattern, CaseSensitivity sensitivity) {
    if (pattern.isMatchAll()) {
      return new Predicate.Exists(origin, field);
    }
    return pattern
        .literal()
        .<Predicate>map(text -> new Predicate.StringIn(origin, field, List.of(text), sensitivity))
        .orElseGet(() -> new Predicate.WildcardMatch(origin, field, List.of(pattern), sensitivity));
  }

  /** True if one of the fields has a value. */
  static Predicate anyExists(Origin origin, List<String> names) {
    return Predicate.or(
        origin,
        names.stream().<Predicate>map(name -> new Predicate.Exists(origin, field(name))).toList());
  }
}
