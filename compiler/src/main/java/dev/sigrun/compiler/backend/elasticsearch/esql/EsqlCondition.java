package dev.sigrun.compiler.backend.elasticsearch.esql;

import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneClause;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition of ES|QL that is true or false for every row, also for rows whose fields have no
 * value or several. {@link #print} is the only place that writes one.
 */
sealed interface EsqlCondition {
  /** {@code TRUE} or {@code FALSE}. */
  record Constant(boolean value) implements EsqlCondition {}

  /** All terms, two or more. */
  record And(List<EsqlCondition> terms) implements EsqlCondition {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** One of the terms, two or more. */
  record Or(List<EsqlCondition> terms) implements EsqlCondition {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** Not the operand. */
  record Not(EsqlCondition operand) implements EsqlCondition {}

  /** Whether a field has a value. */
  record IsNotNull(String field) implements EsqlCondition {}

  /** {@code f : "x"}: some value is that text, or holds that word if it is analysed. */
  record Match(String field, String text) implements EsqlCondition {}

  /** {@code QSTR("...")}: a clause of Lucene's query language. */
  record QueryString(LuceneClause clause) implements EsqlCondition {}

  /** How tightly a condition binds its parts, from the weakest. */
  enum Level {
    OR,
    AND,
    NOT,
    PRIMARY
  }

  /** An upper bound on the levels of expressions that a server needs for {@code condition}. */
  static int depth(EsqlCondition condition) {
    if (condition instanceof Not not) {
      return 2 + depth(not.operand());
    }
    List<EsqlCondition> terms =
        condition instanceof And and
            ? and.terms()
            : condition instanceof Or or ? or.terms() : List.of();
    // Operators of a row hold each other, the first one deepest.
    return 2 + terms.size() + terms.stream().mapToInt(EsqlCondition::depth).max().orElse(0);
  }

  /** One of the terms. */
  static EsqlCondition any(List<EsqlCondition> terms) {
    return terms.size() == 1 ? terms.get(0) : new Or(terms);
  }

  /**
   * The text of {@code condition}, with operands of the outermost operator on lines of their own.
   */
  static String print(EsqlCondition condition) {
    return print(condition, Level.OR, "\n    ");
  }

  /** The text of {@code condition} on a single line. */
  static String printLine(EsqlCondition condition) {
    return print(condition, Level.OR, " ");
  }

  private static String print(EsqlCondition condition, Level least, String separator) {
    String text = text(condition, separator);
    return level(condition).compareTo(least) >= 0 ? text : "(" + text + ")";
  }

  private static Level level(EsqlCondition condition) {
    if (condition instanceof Or) {
      return Level.OR;
    }
    if (condition instanceof And) {
      return Level.AND;
    }
    return condition instanceof Not ? Level.NOT : Level.PRIMARY;
  }

  private static String text(EsqlCondition condition, String separator) {
    if (condition instanceof Or or) {
      return join(or.terms(), separator + "OR ", Level.AND);
    }
    if (condition instanceof And and) {
      return join(and.terms(), separator + "AND ", Level.NOT);
    }
    if (condition instanceof Not not) {
      // In parentheses also where none are needed: few know how tight NOT binds.
      return not.operand() instanceof IsNotNull exists
          ? EsqlText.field(exists.field()) + " IS NULL"
          : "NOT (" + print(not.operand(), Level.OR, " ") + ")";
    }
    if (condition instanceof IsNotNull exists) {
      return EsqlText.field(exists.field()) + " IS NOT NULL";
    }
    if (condition instanceof Match match) {
      return EsqlText.field(match.field()) + " : " + EsqlText.quote(match.text());
    }
    if (condition instanceof QueryString query) {
      return "QSTR(" + EsqlText.quote(query.clause().print()) + ")";
    }
    return ((Constant) condition).value() ? "TRUE" : "FALSE";
  }

  private static String join(List<EsqlCondition> terms, String separator, Level least) {
    return terms.stream()
        .map(term -> print(term, least, " "))
        .collect(Collectors.joining(separator));
  }
}
