package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.pattern.CaseFolding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds texts in {@code ==} and {@code in} whose star is meant as a plain character, because a test
 * beside them shows it: in {@code args : "/text:*password*" or args == "/text:*"} the second text
 * as a wildcard would make the first one superfluous.
 */
final class PlainStars {
  private final Map<String, Tests> byField = new HashMap<>();

  /** The texts and patterns with which a field is compared. */
  private static final class Tests {
    private final List<EqlExpression.StringLiteral> texts = new ArrayList<>();
    private final NavigableSet<String> patterns = new TreeSet<>();
    private final NavigableSet<String> reversedPatterns = new TreeSet<>();

    /**
     * Whether the text as a wildcard would match all that some other pattern does; one that is a
     * pattern, too, is superfluous in either case.
     */
    boolean covers(EqlExpression.StringLiteral text) {
      String value = CaseFolding.lower(text.value());
      int last = value.length() - 1;
      boolean atEnd = value.endsWith("*") && hasStart(patterns, value.substring(0, last));
      return last > 0
          && !patterns.contains(value)
          && (atEnd
              || value.startsWith("*") && hasStart(reversedPatterns, reversed(value.substring(1))));
    }

    private static boolean hasStart(NavigableSet<String> all, String start) {
      String next = all.ceiling(start);
      return next != null && next.startsWith(start);
    }
  }

  private PlainStars() {}

  /** The places of such texts among {@code terms}, those of one {@code or} or {@code and}. */
  static Set<Span> among(List<EqlExpression> terms) {
    PlainStars stars = new PlainStars();
    terms.forEach(stars::collect);
    Set<Span> found = new HashSet<>();
    for (Tests tests : stars.byField.values()) {
      tests.texts.stream().filter(tests::covers).forEach(text -> found.add(text.origin().span()));
    }
    return found;
  }

  private void collect(EqlExpression term) {
    if (term instanceof EqlExpression.Not not) {
      collect(not.operand());
    } else if (term instanceof EqlExpression.Match match
        && match.value() instanceof EqlExpression.Field field) {
      match.patterns().forEach(pattern -> collectPattern(tests(field), pattern));
    } else if (term instanceof EqlExpression.In in
        && in.value() instanceof EqlExpression.Field field) {
      in.list().forEach(element -> collectText(tests(field), element));
    } else if (term instanceof EqlExpression.Comparison comparison
        && comparison.left() instanceof EqlExpression.Field field) {
      collectText(tests(field), comparison.right());
    }
  }

  private Tests tests(EqlExpression.Field field) {
    return byField.computeIfAbsent(field.name(), name -> new Tests());
  }

  private static void collectPattern(Tests tests, EqlExpression pattern) {
    if (pattern instanceof EqlExpression.StringLiteral text) {
      String value = CaseFolding.lower(text.value());
      tests.patterns.add(value);
      tests.reversedPatterns.add(reversed(value));
    }
  }

  private static void collectText(Tests tests, EqlExpression element) {
    if (element instanceof EqlExpression.StringLiteral text) {
      tests.texts.add(text);
    }
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
