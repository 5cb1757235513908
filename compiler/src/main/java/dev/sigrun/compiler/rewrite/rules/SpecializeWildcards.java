package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code (like f "x" "y*")} becomes {@code (or (in f "x") (like f "y*"))}, and {@code (like f "*")}
 * becomes {@code (exists f)}.
 */
public final class SpecializeWildcards implements RewriteRule {
  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    if (!(predicate instanceof Predicate.WildcardMatch match)) {
      return Optional.empty();
    }
    if (match.patterns().stream().anyMatch(Wildcard::isMatchAll)) {
      return Optional.of(new Predicate.Exists(match.origin(), match.field()));
    }
    List<String> literals = match.patterns().stream().flatMap(p -> p.literal().stream()).toList();
    if (literals.isEmpty()) {
      return Optional.empty();
    }
    List<Predicate> tests = new ArrayList<>();
    tests.add(new Predicate.StringIn(match.origin(), match.field(), literals, match.sensitivity()));
    List<Wildcard> patterns = match.patterns().stream().filter(p -> !p.isLiteral()).toList();
    if (!patterns.isEmpty()) {
      tests.add(
          new Predicate.WildcardMatch(
              match.origin(), match.field(), patterns, match.sensitivity()));
    }
    return Optional.of(Predicate.or(match.origin(), tests));
  }
}
