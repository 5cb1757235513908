package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Comparison;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of conditions that are meant to exclude values, but also drop the events that have no value
 * at all: in ES|QL {@code f != "x"} is null without {@code f}.
 */
final class MissingValueLint {
  private static final DiagnosticKind DROPS_MISSING =
      DiagnosticKind.warning(
          "ESQL061",
          "This also drops events without '%s'. If they should stay, write '%s IS NULL OR ...';"
              + " if not, '%s IS NOT NULL AND ...'.");

  private final Columns columns;
  private final EsqlReports reports;

  /** Columns that have a value in all rows, because an earlier condition demands it. */
  private final Set<String> present = new HashSet<>();

  MissingValueLint(Columns columns, EsqlReports reports) {
    this.columns = columns;
    this.reports = reports;
  }

  /** Checks the condition of a WHERE. */
  void check(EsqlExpression condition) {
    present.addAll(demanded(condition));
    for (EsqlExpression term : terms(condition)) {
      for (Column column : excluded(term)) {
        boolean isField = columns.find(column).filter(ColumnInfo::isRead).isPresent();
        if (isField && present.add(column.name())) {
          String name = column.name();
          reports.warn(DROPS_MISSING, name, term.origin(), name, name, name);
        }
      }
    }
  }

  private static List<EsqlExpression> terms(EsqlExpression condition) {
    return condition instanceof EsqlExpression.And and ? and.terms() : List.of(condition);
  }

  /** The columns without which {@code condition} is not true, and which it says so plainly of. */
  private static Set<String> demanded(EsqlExpression condition) {
    if (condition instanceof EsqlExpression.And and) {
      Set<String> all = new HashSet<>();
      and.terms().forEach(term -> all.addAll(demanded(term)));
      return all;
    }
    if (condition instanceof EsqlExpression.Or or) {
      List<EsqlExpression> terms = or.terms();
      Set<String> common = demanded(terms.get(0));
      // Each term is looked at once: twice at each level would be endless for nested ones.
      terms.subList(1, terms.size()).forEach(term -> common.retainAll(demanded(term)));
      return common;
    }
    Set<String> names = new HashSet<>();
    boolean isPlain =
        !(condition instanceof EsqlExpression.Not)
            && !(condition instanceof EsqlExpression.Like like && like.negated())
            && excluded(condition).isEmpty();
    if (isPlain) {
      tested(condition).forEach(column -> names.add(column.name()));
    }
    return names;
  }

  /** The columns of which a condition excludes values. */
  private static List<Column> excluded(EsqlExpression condition) {
    if (condition instanceof Comparison comparison) {
      return comparison.operator() == Comparison.Operator.NOT_EQUAL ? tested(condition) : List.of();
    }
    if (condition instanceof EsqlExpression.In in) {
      return in.negated() ? tested(condition) : List.of();
    }
    if (condition instanceof EsqlExpression.Like like) {
      return like.negated() && !isPresence(like) ? tested(condition) : List.of();
    }
    return condition instanceof EsqlExpression.Not not ? negated(not.operand()) : List.of();
  }

  private static List<Column> negated(EsqlExpression condition) {
    if (condition instanceof EsqlExpression.Or or) {
      List<Column> all = new ArrayList<>();
      or.terms().forEach(term -> all.addAll(negated(term)));
      return all;
    }
    boolean isTest =
        condition instanceof Comparison
            || condition instanceof EsqlExpression.In
            || (condition instanceof EsqlExpression.Like like && !isPresence(like))
            || condition instanceof EsqlExpression.Call;
    return isTest ? tested(condition) : List.of();
  }

  /** Whether the test is one of presence, which is never null. */
  private static boolean isPresence(EsqlExpression.Like like) {
    return !like.regex()
        && like.patterns().size() == 1
        && Wildcard.parseEscaped(like.patterns().get(0).value()).isMatchAll();
  }

  /** The columns whose missing value makes a test null: none if it might say something else. */
  private static List<Column> tested(EsqlExpression test) {
    if (test instanceof Column column) {
      return List.of(column);
    }
    List<EsqlExpression> parts = new ArrayList<>();
    if (test instanceof Comparison comparison) {
      parts.add(comparison.left());
      parts.add(comparison.right());
    } else if (test instanceof EsqlExpression.In in) {
      parts.add(in.value());
    } else if (test instanceof EsqlExpression.Like like) {
      parts.add(like.value());
    } else if (test instanceof EsqlExpression.IsNull isNull && isNull.negated()) {
      parts.add(isNull.value());
    } else if (test instanceof EsqlExpression.Cast cast) {
      parts.add(cast.value());
    } else if (test instanceof EsqlExpression.Call call && isNullForNull(call)) {
      parts.addAll(call.arguments());
    }
    List<Column> columns = new ArrayList<>();
    parts.forEach(part -> columns.addAll(tested(part)));
    return columns;
  }

  private static boolean isNullForNull(EsqlExpression.Call call) {
    return EsqlFunctions.named(call.name().text())
        .filter(function -> function.kind() == EsqlFunction.Kind.SCALAR)
        .filter(function -> !EXCEPTIONS.contains(function.name()))
        .isPresent();
  }

  /** Functions that answer something for null. */
  private static final Set<String> EXCEPTIONS =
      Set.of(
          "CASE",
          "COALESCE",
          "MV_APPEND",
          "MV_CONTAINS",
          "MV_UNION",
          "MV_INTERSECTS",
          "MV_ZIP",
          "GREATEST",
          "LEAST");
}
