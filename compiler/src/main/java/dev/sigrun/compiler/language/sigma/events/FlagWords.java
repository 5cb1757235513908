package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Words that events keep as other words, such as Sysmon's {@code Initiated}, whose {@code true} is
 * the {@code egress} of {@code network.direction}.
 *
 * @param field where events hold it
 * @param words what rules write, in lower case, with what events hold
 */
record FlagWords(String field, Map<String, String> words) implements TextParts {
  FlagWords {
    words = Map.copyOf(new LinkedHashMap<>(words));
  }

  /** True where one of the words matches that the pattern allows. */
  @Override
  public Optional<Predicate> matches(Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    Wildcards folded = Wildcards.of(List.of(Wildcard.parseEscaped(fold(pattern))));
    List<String> held =
        words.entrySet().stream()
            .filter(word -> folded.matches(word.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .toList();
    return Optional.of(
        held.isEmpty()
            ? new Predicate.Constant(origin, false)
            : new Predicate.StringIn(
                origin, TextParts.field(field), held, CaseSensitivity.SENSITIVE));
  }

  private static String fold(Wildcard pattern) {
    return CaseFolding.fold(pattern.toEscapedString());
  }

  @Override
  public Predicate exists(Origin origin) {
    return TextParts.anyExists(origin, List.of(field));
  }
}
