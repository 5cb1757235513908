package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import dev.sigrun.runtime.pattern.Wildcard.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A long text, such as the payload of a PowerShell event, of which events keep the pieces. Only
 * what may be anywhere in the text can be asked: it is looked for in each piece. {@code key=value}
 * is looked for in the piece of that key, as its beginning.
 *
 * @param anywhere the fields of pieces that hold what is asked
 * @param keys names in the text with the fields of their values
 */
record Pieces(List<String> anywhere, Map<String, String> keys) implements TextParts {
  Pieces {
    anywhere = List.copyOf(anywhere);
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  @Override
  public Optional<Predicate> matches(Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    List<Segment> segments = pattern.segments();
    if (pattern.isMatchAll()) {
      return Optional.of(exists(origin));
    }
    boolean inside =
        segments.size() > 1
            && segments.get(0) instanceof AnyRun
            && segments.get(segments.size() - 1) instanceof AnyRun;
    if (!inside) {
      return Optional.empty();
    }
    return Optional.of(
        keyed(origin, segments, sensitivity)
            .orElseGet(
                () ->
                    Predicate.or(
                        origin,
                        anywhere.stream()
                            .map(
                                name ->
                                    TextParts.match(
                                        origin, TextParts.field(name), pattern, sensitivity))
                            .toList())));
  }

  /** The test of the piece whose key begins what is asked. */
  private Optional<Predicate> keyed(
      Origin origin, List<Segment> segments, CaseSensitivity sensitivity) {
    if (!(segments.get(1) instanceof Literal literal)) {
      return Optional.empty();
    }
    String text = literal.text();
    return keys.entrySet().stream()
        .flatMap(
            key ->
                List.of("=", " = ").stream()
                    .map(sign -> key.getKey() + sign)
                    .filter(start -> text.regionMatches(true, 0, start, 0, start.length()))
                    .map(start -> value(origin, key.getValue(), start, segments, sensitivity)))
        .findFirst();
  }

  private static Predicate value(
      Origin origin,
      String field,
      String start,
      List<Segment> segments,
      CaseSensitivity sensitivity) {
    List<Segment> rest = new ArrayList<>(segments.subList(2, segments.size()));
    String text = ((Literal) segments.get(1)).text().substring(start.length());
    if (!text.isEmpty()) {
      rest.add(0, new Literal(text));
    }
    return TextParts.match(origin, TextParts.field(field), Wildcard.of(rest), sensitivity);
  }

  @Override
  public Predicate exists(Origin origin) {
    return TextParts.anyExists(origin, anywhere);
  }
}
