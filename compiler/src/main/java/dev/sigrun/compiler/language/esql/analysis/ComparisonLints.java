package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Comparison;
import java.util.Optional;
import java.util.Set;

/** Warns of comparisons that are null for lists, or that a sketch of a set cannot answer. */
final class ComparisonLints {
  private static final DiagnosticKind LIST_COMPARED =
      DiagnosticKind.warning(
          "ESQL060",
          "Events often have several values in '%s', and a comparison with several values is null."
              + " Expand it before with 'MV_EXPAND %s', or use MV_CONTAINS.");
  private static final DiagnosticKind VALUES_COMPARED =
      DiagnosticKind.warning(
          "ESQL062",
          "'%s' has all values of a group, and a comparison with several values is null. Use"
              + " MV_CONTAINS, or MV_CONCAT and LIKE.");
  private static final DiagnosticKind ABOVE_EXACT =
      DiagnosticKind.warning(
          "ESQL066", "COUNT_DISTINCT counts exactly up to about %s values, fewer than %s.");

  /** The default precision of COUNT_DISTINCT. */
  private static final int EXACT_COUNT = 3_000;

  /**
   * Fields of the Elastic Common Schema that are arrays by definition and in practice. Its
   * 'event.category' and 'event.type' are not among them: nearly all events have one value there.
   */
  private static final Set<String> LISTS =
      Set.of(
          "process.args",
          "process.parent.args",
          "host.ip",
          "host.mac",
          "observer.ip",
          "observer.mac",
          "dns.resolved_ip",
          "dns.header_flags",
          "related.hosts",
          "related.hash",
          "related.ip",
          "related.user",
          "user.roles",
          "tags",
          "threat.tactic.name",
          "threat.technique.id",
          "threat.technique.name",
          "file.attributes",
          "container.image.tag",
          "email.to.address",
          "email.cc.address",
          "email.bcc.address",
          "tls.client.supported_ciphers");

  private final Columns columns;
  private final EsqlReports reports;

  ComparisonLints(Columns columns, EsqlReports reports) {
    this.columns = columns;
    this.reports = reports;
  }

  void check(Comparison comparison) {
    compared(comparison.left(), comparison);
    compared(comparison.right(), comparison);
    count(comparison.left(), comparison.right());
    count(comparison.right(), comparison.left());
  }

  void check(EsqlExpression.In in) {
    compared(in.value(), in);
  }

  private void compared(EsqlExpression side, EsqlExpression test) {
    if (!(side instanceof Column column)) {
      return;
    }
    Optional<ColumnInfo.Kind> kind = columns.find(column).map(ColumnInfo::kind);
    String name = column.name();
    if (kind.equals(Optional.of(ColumnInfo.Kind.FIELD)) && LISTS.contains(name)) {
      reports.warn(LIST_COMPARED, name, test.origin(), name, name);
    } else if (kind.equals(Optional.of(ColumnInfo.Kind.VALUES))) {
      reports.warn(VALUES_COMPARED, name, test.origin(), name);
    }
  }

  private void count(EsqlExpression count, EsqlExpression bound) {
    boolean isDistinctCount =
        count instanceof Column column
            && columns
                .find(column)
                .filter(found -> found.kind() == ColumnInfo.Kind.DISTINCT_COUNT)
                .isPresent();
    if (isDistinctCount
        && bound instanceof EsqlExpression.NumberLiteral number
        && number.value().doubleValue() > EXACT_COUNT) {
      reports.warn(
          ABOVE_EXACT, number.value().toString(), bound.origin(), EXACT_COUNT, number.value());
    }
  }
}
