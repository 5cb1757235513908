package dev.sigrun.compiler.backend.splunk.spl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A term of {@code search}, which compares case-insensitively and of which {@code *} is the only
 * wildcard. {@link #print} is the only place that writes one.
 */
public sealed interface SearchTerm {
  /** {@code index=main}, a name that is safe as it is. */
  record Index(String name) implements SearchTerm {}

  /** A macro, by a name that is safe as it is. */
  record Macro(String name) implements SearchTerm {}

  /** The start of the time that is searched, in seconds before now. */
  record Earliest(long seconds) implements SearchTerm {}

  /** The field has a value. */
  record Exists(String field) implements SearchTerm {}

  /**
   * Some value of the field is one of these.
   *
   * @param values characters that {@code search} takes, and {@code *}
   */
  record Equals(String field, List<String> values) implements SearchTerm {
    /** Copies the list. */
    public Equals {
      values = List.copyOf(values);
    }
  }

  /** All terms, two or more. */
  record And(List<SearchTerm> terms) implements SearchTerm {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** One of the terms, two or more. */
  record Or(List<SearchTerm> terms) implements SearchTerm {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** Not the operand; true for events without the field. */
  record Not(SearchTerm operand) implements SearchTerm {}

  /** All of one or more terms. */
  static SearchTerm all(List<SearchTerm> terms) {
    List<SearchTerm> flat = new ArrayList<>();
    for (SearchTerm term : terms) {
      flat.addAll(term instanceof And and ? and.terms() : List.of(term));
    }
    List<SearchTerm> distinct = flat.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.get(0) : new And(distinct);
  }

  /** One of one or more terms. */
  static SearchTerm any(List<SearchTerm> terms) {
    List<SearchTerm> flat = new ArrayList<>();
    for (SearchTerm term : terms) {
      flat.addAll(term instanceof Or or ? or.terms() : List.of(term));
    }
    List<SearchTerm> distinct = flat.stream().distinct().toList();
    return distinct.size() == 1 ? distinct.get(0) : new Or(distinct);
  }

  /**
   * The text of {@code term}.
   *
   * @param indent the indentation of the lines after the first
   */
  static String print(SearchTerm term, String indent) {
    String flat = flat(term);
    if (indent.length() + flat.length() <= 100) {
      return flat;
    }
    if (term instanceof And and) {
      return lines(and.terms(), "", indent);
    }
    return term instanceof Or or ? lines(or.terms(), "OR ", indent) : flat;
  }

  private static String lines(List<SearchTerm> terms, String operator, String indent) {
    return terms.stream()
        .map(
            t ->
                t instanceof And || t instanceof Or
                    ? "(" + print(t, indent + "  ") + ")"
                    : print(t, indent + "  "))
        .collect(Collectors.joining("\n" + indent + operator));
  }

  private static String flat(SearchTerm term) {
    if (term instanceof And and) {
      return join(and.terms(), " ");
    }
    if (term instanceof Or or) {
      return join(or.terms(), " OR ");
    }
    if (term instanceof Not not) {
      return "NOT " + grouped(not.operand());
    }
    if (term instanceof Equals equals) {
      return equals(equals);
    }
    if (term instanceof Exists exists) {
      return SplText.plainField(exists.field()) + "=*";
    }
    if (term instanceof Index index) {
      return "index=" + index.name();
    }
    return term instanceof Macro macro
        ? "`" + macro.name() + "`"
        : "earliest=-" + ((Earliest) term).seconds() + "s";
  }

  private static String equals(Equals equals) {
    String field = SplText.plainField(equals.field());
    List<String> values =
        equals.values().stream().map(v -> "\"" + v.replace("\\", "\\\\") + "\"").toList();
    return values.size() == 1
        ? field + "=" + values.get(0)
        : field + " IN (" + String.join(", ", values) + ")";
  }

  private static String join(List<SearchTerm> terms, String operator) {
    return terms.stream().map(SearchTerm::grouped).collect(Collectors.joining(operator));
  }

  private static String grouped(SearchTerm term) {
    return term instanceof And || term instanceof Or ? "(" + flat(term) + ")" : flat(term);
  }
}
