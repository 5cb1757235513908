package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlQuery.MaxSpan;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.language.syntax.WholeNumbers;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.grammar.eql.EqlBaseLexer;
import dev.sigrun.grammar.eql.EqlBaseParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * The clauses {@code by} and {@code with} after 'sequence', 'sample' or an event.
 *
 * @param runs how often the event is repeated, 1 by default
 */
record EqlClauses(List<Field> keys, Optional<MaxSpan> maxSpan, int runs) {
  static final DiagnosticKind BY_AFTER_WITH =
      DiagnosticKind.error("EQL030", "Write 'by' before 'with'.");

  static final DiagnosticKind REPEATED_CLAUSE =
      DiagnosticKind.error("EQL031", "Found a second '%s', expected at most one.");

  static final DiagnosticKind UNKNOWN_OPTION =
      DiagnosticKind.error("EQL032", "%s is not an option here. After %s only '%s' can be set.");

  static final DiagnosticKind NO_TIME_UNIT =
      DiagnosticKind.error(
          "EQL033", "The time unit is missing.%s The units are ms, s, m, h and d.");

  static final DiagnosticKind SPAN_NOT_POSITIVE =
      DiagnosticKind.error("EQL034", "Found %s, expected a 'maxspan' greater than zero.");

  static final DiagnosticKind DECIMAL_SPAN =
      DiagnosticKind.error(
          "EQL035", "Found %s, expected an integer. Use a smaller unit: ms, s, m, h or d.");

  static final DiagnosticKind UNKNOWN_TIME_UNIT =
      DiagnosticKind.error("EQL036", "Unknown time unit %s. Use ms, s, m, h or d.");

  static final DiagnosticKind SPAN_TOO_LONG =
      DiagnosticKind.error("EQL037", "This time span is too long.");

  static final DiagnosticKind RUNS_OUT_OF_RANGE =
      DiagnosticKind.error("EQL038", "Found %s, expected an integer from 1 to 100 for 'runs'.");

  static final DiagnosticKind KEY_NOT_FIELD =
      DiagnosticKind.error("EQL039", "Found %s as a join key, expected a field.");

  private static final int MOST_RUNS = 100;

  /**
   * Reads clauses.
   *
   * @param option the option that can be set here
   * @param place where that is, for messages
   */
  static EqlClauses of(
      List<EqlBaseParser.ClauseContext> clauses,
      String option,
      String place,
      SyntaxReports reports,
      EqlExpressionBuilder expressions) {
    return new Reader(reports, expressions).clauses(clauses, option, place);
  }

  /** Reads the clauses of one place. */
  private static final class Reader {
    private final SyntaxReports reports;
    private final EqlExpressionBuilder expressions;

    Reader(SyntaxReports reports, EqlExpressionBuilder expressions) {
      this.reports = reports;
      this.expressions = expressions;
    }

    private EqlClauses clauses(
        List<EqlBaseParser.ClauseContext> clauses, String option, String place) {
      List<Field> keys = new ArrayList<>();
      Optional<MaxSpan> maxSpan = Optional.empty();
      int runs = 1;
      int by = 0;
      int with = 0;
      for (EqlBaseParser.ClauseContext clause : clauses) {
        if (clause instanceof EqlBaseParser.ByClauseContext keyClause) {
          if (with > 0) {
            reports.error(BY_AFTER_WITH, keyClause.BY().getSymbol());
          } else if (by > 0) {
            reports.error(REPEATED_CLAUSE, keyClause.BY().getSymbol(), "by");
          }
          by++;
          keyClause.expression().forEach(key -> keys.add(key(key)));
          continue;
        }
        EqlBaseParser.WithClauseContext setting = (EqlBaseParser.WithClauseContext) clause;
        if (with++ > 0) {
          reports.error(REPEATED_CLAUSE, setting.WITH().getSymbol(), "with");
        }
        if (!setting.option.getText().equals(option)) {
          String found = Excerpt.of(setting.option.getText());
          reports.error(UNKNOWN_OPTION, setting.option, found, place, option);
        } else if (setting.option.getType() == EqlBaseLexer.MAXSPAN) {
          maxSpan = Optional.of(maxSpan(setting));
        } else {
          runs = runs(setting.setting());
        }
      }
      return new EqlClauses(keys, maxSpan, runs);
    }

    private Field key(EqlBaseParser.ExpressionContext ctx) {
      int before = reports.count();
      EqlExpression key = expressions.expression(ctx);
      if (key instanceof Field field) {
        return field;
      }
      Origin origin = reports.origin(ctx);
      if (reports.count() == before) {
        reports.error(KEY_NOT_FIELD, origin, Excerpt.of(origin.text()));
      }
      return new Field(origin, "", false);
    }

    private MaxSpan maxSpan(EqlBaseParser.WithClauseContext with) {
      Origin origin = reports.origin(with);
      MaxSpan placeholder = new MaxSpan(origin, 1, MaxSpan.Unit.SECONDS);
      EqlBaseParser.SettingContext ctx = with.setting();
      Token number = ctx.number().getStart();
      String found = Excerpt.of(reports.origin(ctx).text());
      if (number.getType() == EqlBaseLexer.DECIMAL) {
        reports.error(DECIMAL_SPAN, ctx, found);
        return placeholder;
      }
      Optional<Number> amount = WholeNumbers.integer(number.getText());
      boolean minus = ctx.sign != null && ctx.sign.getType() == EqlBaseLexer.MINUS;
      if (minus || amount.filter(value -> value.longValue() == 0).isPresent()) {
        reports.error(SPAN_NOT_POSITIVE, ctx, found);
        return placeholder;
      }
      if (ctx.unit == null) {
        String written = reports.origin(ctx).text();
        reports.error(NO_TIME_UNIT, ctx, DidYouMean.of(written, written + "s"));
        return placeholder;
      }
      Optional<MaxSpan.Unit> unit =
          Arrays.stream(MaxSpan.Unit.values())
              .filter(candidate -> candidate.symbol().equals(ctx.unit.getText()))
              .findFirst();
      if (unit.isEmpty()) {
        reports.error(UNKNOWN_TIME_UNIT, ctx.unit, Excerpt.of(ctx.unit.getText()));
        return placeholder;
      }
      long longest = Long.MAX_VALUE / unit.get().millis();
      if (amount.isEmpty() || amount.get().longValue() > longest) {
        reports.error(SPAN_TOO_LONG, ctx);
        return placeholder;
      }
      return new MaxSpan(origin, amount.get().longValue(), unit.get());
    }

    private int runs(EqlBaseParser.SettingContext ctx) {
      Token number = ctx.number().getStart();
      Optional<Number> runs =
          number.getType() == EqlBaseLexer.INTEGER && ctx.sign == null && ctx.unit == null
              ? WholeNumbers.integer(number.getText())
              : Optional.empty();
      long value = runs.map(Number::longValue).orElse(0L);
      if (value < 1 || value > MOST_RUNS) {
        reports.error(RUNS_OUT_OF_RANGE, ctx, Excerpt.of(reports.origin(ctx).text()));
        // Two: whatever is meant, the sequence is not too short because of it.
        return 2;
      }
      return (int) value;
    }
  }
}
