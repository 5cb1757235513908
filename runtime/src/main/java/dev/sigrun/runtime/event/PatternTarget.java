package dev.sigrun.runtime.event;

import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import dev.sigrun.runtime.pattern.Wildcard.Segment;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the values of all paths that match a pattern of names. */
final class PatternTarget {
  private final int scope;
  private final ValueTarget values;
  private final Wildcards pattern;
  private final StringSet exceptions;

  /** The literal prefix before the first asterisk. */
  private final String prefix;

  /**
   * Takes values for a field.
   *
   * @param name the pattern
   * @param except names that do not count although they match
   */
  PatternTarget(Field field, String name, List<String> except, int scope) {
    int asterisk = name.indexOf('*');
    this.scope = scope;
    this.values = ValueTarget.of(field, scope, field.slot());
    this.pattern = Wildcards.of(List.of(parse(name)));
    this.exceptions = StringSet.of(except);
    this.prefix = asterisk < 0 ? name : name.substring(0, asterisk);
  }

  int scope() {
    return scope;
  }

  ValueTarget values() {
    return values;
  }

  boolean matches(String name) {
    return pattern.matches(name) && !exceptions.contains(name);
  }

  /** The dotted path at or below which all names lie that may match; empty if they lie anywhere. */
  Optional<String> base() {
    int dot = prefix.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(prefix.substring(0, dot));
  }

  /** Whether some name that starts with the end of {@code path} and a dot may match. */
  boolean mayMatchBelow(CharSequence path, int start) {
    int length = Math.min(path.length() - start - 1, prefix.length());
    for (int i = 0; i < length; i++) {
      if (path.charAt(start + 1 + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Only the asterisk is special in names; a question mark is not. */
  private static Wildcard parse(String name) {
    List<Segment> segments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '*') {
        if (i > start) {
          segments.add(new Literal(name.substring(start, i)));
        }
        if (i < name.length()) {
          segments.add(new AnyRun());
        }
        start = i + 1;
      }
    }
    return Wildcard.of(segments);
  }
}
