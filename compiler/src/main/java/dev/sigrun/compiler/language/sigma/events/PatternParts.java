package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Optional;

/**
 * Values that events hold below an element whose name depends on the kind of event.
 *
 * @param pattern of the dotted paths, with {@code *} for the element
 */
record PatternParts(String pattern) implements TextParts {
  @Override
  public Optional<Predicate> matches(
      Origin origin, Wildcard wildcard, CaseSensitivity sensitivity) {
    return Optional.of(TextParts.match(origin, field(), wildcard, sensitivity));
  }

  @Override
  public Predicate exists(Origin origin) {
    return new Predicate.Exists(origin, field());
  }

  private Field field() {
    return Field.matching(pattern, List.of());
  }
}
