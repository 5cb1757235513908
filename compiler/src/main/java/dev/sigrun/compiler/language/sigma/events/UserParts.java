package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcard.AnyOne;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import dev.sigrun.runtime.pattern.Wildcard.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text {@code DOMAIN\name} of which events keep the two sides in fields of their own. Neither
 * side holds a backslash, so a pattern for the whole falls into pairs of patterns, one for each
 * place at which the backslash may be.
 *
 * @param domain the field of what is before the backslash
 * @param name the field of what is after it
 */
record UserParts(String domain, String name) implements TextParts {
  private static final char SEPARATOR = '\\';

  @Override
  public Optional<Predicate> matches(Origin origin, Wildcard pattern, CaseSensitivity sensitivity) {
    List<Predicate> pairs = new ArrayList<>();
    List<Segment> segments = pattern.segments();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      List<Segment> before = segments.subList(0, i);
      List<Segment> after = segments.subList(i + 1, segments.size());
      if (segment instanceof AnyRun) {
        pairs.add(pair(origin, with(before, segment), with(segment, after), sensitivity));
      } else if (segment instanceof AnyOne) {
        pairs.add(pair(origin, before, after, sensitivity));
      } else if (segment instanceof Literal literal) {
        String text = literal.text();
        for (int at = text.indexOf(SEPARATOR); at >= 0; at = text.indexOf(SEPARATOR, at + 1)) {
          List<Segment> left = new ArrayList<>(before);
          text(text.substring(0, at)).ifPresent(left::add);
          List<Segment> right = new ArrayList<>();
          text(text.substring(at + 1)).ifPresent(right::add);
          right.addAll(after);
          pairs.add(pair(origin, left, right, sensitivity));
        }
      }
    }
    return Optional.of(Predicate.or(origin, pairs.stream().distinct().toList()));
  }

  private static Optional<Segment> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new Literal(text));
  }

  private static List<Segment> with(List<Segment> before, Segment last) {
    List<Segment> all = new ArrayList<>(before);
    all.add(last);
    return all;
  }

  private static List<Segment> with(Segment first, List<Segment> after) {
    List<Segment> all = new ArrayList<>();
    all.add(first);
    all.addAll(after);
    return all;
  }

  private Predicate pair(
      Origin origin, List<Segment> left, List<Segment> right, CaseSensitivity sensitivity) {
    if (holdsSeparator(left) || holdsSeparator(right)) {
      return new Predicate.Constant(origin, false);
    }
    return new Predicate.And(
        origin,
        List.of(
            TextParts.match(origin, TextParts.field(domain), Wildcard.of(left), sensitivity),
            TextParts.match(origin, TextParts.field(name), Wildcard.of(right), sensitivity)));
  }

  private static boolean holdsSeparator(List<Segment> segments) {
    return segments.stream()
        .anyMatch(s -> s instanceof Literal literal && literal.text().indexOf(SEPARATOR) >= 0);
  }

  @Override
  public Predicate exists(Origin origin) {
    return new Predicate.And(
        origin,
        List.of(
            new Predicate.Exists(origin, TextParts.field(domain)),
            new Predicate.Exists(origin, TextParts.field(name))));
  }
}
