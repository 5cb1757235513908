package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.esql.analysis.KqlTexts;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Searches in events, which any value of a field satisfies: predicates beside the rows. */
final class RowSearches {
  private final FieldResolver fields;
  private final RowReports reports;
  private final List<Predicate> tests = new ArrayList<>();

  RowSearches(FieldResolver fields, RowReports reports) {
    this.fields = fields;
    this.reports = reports;
  }

  /** The predicates so far, by number. */
  List<Predicate> tests() {
    return tests;
  }

  /** Whether the event satisfies a query in KQL. */
  RowExpression kql(EsqlExpression.Call call) {
    if (call.arguments().size() > 1) {
      return reports.option(call.arguments().get(1).origin(), "of KQL");
    }
    return call.arguments().get(0) instanceof EsqlExpression.StringLiteral text
        // Its mistakes were reported by the check.
        ? KqlTexts.analyze(text, fields, new DiagnosticSink())
            .map(predicate -> test(call.origin(), predicate))
            .orElseGet(() -> RowConstants.ofNull(call.origin()))
        : reports.notConstant(call.origin(), "the query");
  }

  /** Whether a field of the event holds a value, or words of a text. */
  RowExpression match(
      Origin origin,
      EsqlExpression searched,
      EsqlExpression value,
      Optional<EsqlExpression.MapLiteral> options) {
    EsqlExpression named = searched instanceof EsqlExpression.Cast cast ? cast.value() : searched;
    Optional<String> text = text(value);
    if (!(named instanceof EsqlExpression.Column column) || text.isEmpty()) {
      return reports.notConstant(value.origin(), "what is searched for");
    }
    boolean all = false;
    for (Map.Entry<String, EsqlExpression> option :
        options.map(EsqlExpression.MapLiteral::entries).orElse(List.of())) {
      if (!option.getKey().equals("operator")) {
        return reports.option(option.getValue().origin(), option.getKey());
      }
      all = text(option.getValue()).orElse("").equalsIgnoreCase("and");
    }
    Field field =
        fields
            .resolve(column.name())
            .orElseGet(() -> Field.named(column.name(), ValueType.KEYWORD));
    return test(origin, predicate(origin, field, text.get(), all));
  }

  private static Predicate predicate(Origin origin, Field field, String text, boolean all) {
    if (!field.type().isText()) {
      return FieldTests.equal(origin, field, text, CaseSensitivity.SENSITIVE)
          .orElseGet(() -> new Predicate.Constant(origin, false));
    }
    TextAnalyzer analyzer =
        field.type() == ValueType.SCRIPT_TEXT ? TextAnalyzer.SCRIPT : TextAnalyzer.STANDARD;
    List<String> tokens = analyzer.tokens(text).stream().distinct().toList();
    List<Predicate> words =
        tokens.stream()
            .<Predicate>map(token -> new Predicate.TokenIn(origin, field, List.of(token)))
            .toList();
    return all && !words.isEmpty() ? Predicate.and(origin, words) : Predicate.or(origin, words);
  }

  private static Optional<String> text(EsqlExpression value) {
    if (value instanceof EsqlExpression.StringLiteral literal) {
      return Optional.of(literal.value());
    }
    if (value instanceof EsqlExpression.NumberLiteral literal) {
      return Optional.of(literal.value().toString());
    }
    return value instanceof EsqlExpression.BooleanLiteral literal
        ? Optional.of(String.valueOf(literal.value()))
        : Optional.empty();
  }

  private RowExpression test(Origin origin, Predicate predicate) {
    tests.add(predicate);
    return new RowExpression.Test(origin, tests.size() - 1);
  }
}
