package dev.sigrun.compiler.rewrite;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.rewrite.rules.FlattenLogical;
import dev.sigrun.compiler.rewrite.rules.FoldConstants;
import dev.sigrun.compiler.rewrite.rules.MergeLists;
import dev.sigrun.compiler.rewrite.rules.RemoveDoubleNegation;
import dev.sigrun.compiler.rewrite.rules.RemoveDuplicateTerms;
import dev.sigrun.compiler.rewrite.rules.RewriteRule;
import dev.sigrun.compiler.rewrite.rules.SpecializeWildcards;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Applies the rewrite rules from the leaves up until none of them changes anything. */
public final class Rewriter {
  /** Simpler trees first, so that merging sees all terms of a logical predicate at once. */
  private static final List<RewriteRule> RULES =
      List.of(
          new FoldConstants(),
          new RemoveDoubleNegation(),
          new FlattenLogical(),
          new SpecializeWildcards(),
          new MergeLists(),
          new RemoveDuplicateTerms());

  /** Each rule makes a predicate smaller or flatter, so this many rounds are a bug. */
  private static final int MOST_ROUNDS = 1_000;

  private Rewriter() {}

  /** The rules in the order in which they are tried. */
  public static List<RewriteRule> rules() {
    return RULES;
  }

  /** {@code predicate} in its simplest form. */
  public static Predicate rewrite(Predicate predicate) {
    Predicate current = predicate.mapChildren(Rewriter::rewrite);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<Predicate> changed = applyFirst(current);
      if (changed.isEmpty()) {
        return current;
      }
      current = changed.get();
    }
    throw new IllegalStateException("Rewriting does not end: " + predicate);
  }

  /** {@code query} with each predicate changed by {@code first} and then in its simplest form. */
  public static Query rewrite(Query query, UnaryOperator<Predicate> first) {
    return query.mapPredicates(p -> rewrite(first.apply(p)));
  }

  private static Optional<Predicate> applyFirst(Predicate predicate) {
    for (RewriteRule rule : RULES) {
      Optional<Predicate> changed = rule.apply(predicate);
      if (changed.isPresent()) {
        return changed;
      }
    }
    return Optional.empty();
  }
}
