package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * Names of columns: {@code user.name}, {@code user.*}. What is in backticks has no wildcards.
 *
 * @param literals the texts around the wildcards, in order and possibly empty; a single one is an
 *     exact name
 */
public record NamePattern(Origin origin, List<String> literals) {
  /** Copies the list, which is not empty. */
  public NamePattern {
    literals = List.copyOf(literals);
    if (literals.isEmpty()) {
      throw new IllegalArgumentException("A pattern without text.");
    }
  }

  /** Whether it is the name of one column. */
  public boolean isExact() {
    return literals.size() == 1;
  }

  /** The text with {@code *} for wildcards, as messages show it. */
  public String text() {
    return String.join("*", literals);
  }

  /** Whether it matches {@code name}. */
  public boolean matches(String name) {
    String first = literals.get(0);
    String last = literals.get(literals.size() - 1);
    if (isExact()) {
      return name.equals(first);
    }
    if (!name.startsWith(first)
        || !name.endsWith(last)
        || name.length() < first.length() + last.length()) {
      return false;
    }
    int end = name.length() - last.length();
    int at = first.length();
    for (String literal : literals.subList(1, literals.size() - 1)) {
      int found = name.indexOf(literal, at);
      if (found < 0 || found + literal.length() > end) {
        return false;
      }
      at = found + literal.length();
    }
    return true;
  }
}
