package dev.sigrun.cli.mend;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A name that is written in place of an unknown one.
 *
 * @param diagnostic the report that it answers
 * @param span the place of the unknown name
 * @param name what is written there
 */
record Mend(Diagnostic diagnostic, Span span, String name) {
  /**
   * Reports about references to rules, by exceptions, by Sigma filters and correlations. The rule
   * may be in a file that is not checked now, and another one is never meant in its place.
   */
  private static final Set<String> ABOUT_OTHER_RULES = Set.of("EXC101", "SIG103", "SIG108");

  /**
   * The mend for a report; empty unless there is one only. Of several known names, or in a warning,
   * it must be the only one that differs by case or by one letter: a warning may be about a name
   * that only its author knows, such as a field. Names with other digits are never meant.
   */
  static Optional<Mend> of(Diagnostic diagnostic) {
    Optional<DidYouMean> suggestion = diagnostic.suggestion();
    if (suggestion.isEmpty() || ABOUT_OTHER_RULES.contains(diagnostic.code())) {
      return Optional.empty();
    }
    String found = suggestion.get().found();
    List<String> names = suggestion.get().names();
    boolean sure = names.size() == 1 && diagnostic.severity() == Severity.ERROR;
    List<String> meant = sure ? names : names.stream().filter(name -> isSlip(found, name)).toList();
    return meant.size() == 1 && digits(meant.get(0)).equals(digits(found))
        ? place(diagnostic, found).map(span -> new Mend(diagnostic, span, meant.get(0)))
        : Optional.empty();
  }

  private static String digits(String name) {
    return name.replaceAll("[^0-9]", "");
  }

  /** Where the unknown name is written; empty if it is written with escapes, or more than once. */
  private static Optional<Span> place(Diagnostic diagnostic, String found) {
    String text = diagnostic.source().content();
    Span span = diagnostic.span();
    List<Integer> places =
        IntStream.rangeClosed(span.start(), span.end() - found.length())
            .filter(at -> text.startsWith(found, at))
            .boxed()
            .toList();
    return places.size() == 1 && !found.isEmpty()
        ? Optional.of(new Span(places.get(0), places.get(0) + found.length()))
        : Optional.empty();
  }

  /**
   * Whether two names differ by case, or by one letter that is missing, added, other or swapped.
   */
  static boolean isSlip(String found, String name) {
    String a = found.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int start = 0;
    while (start < Math.min(a.length(), b.length()) && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < Math.min(a.length(), b.length()) - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    String restOfA = a.substring(start, a.length() - end);
    String restOfB = b.substring(start, b.length() - end);
    boolean swapped =
        restOfA.length() == 2
            && restOfB.length() == 2
            && new StringBuilder(restOfA).reverse().toString().equals(restOfB);
    return swapped || restOfA.length() <= 1 && restOfB.length() <= 1;
  }
}
