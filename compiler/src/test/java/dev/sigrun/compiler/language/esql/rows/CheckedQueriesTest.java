package dev.sigrun.compiler.language.esql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.FunctionSignature;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the check of a query lets through becomes rows, or a report: the constructors of the IR
 * refuse nothing that an author can write.
 */
final class CheckedQueriesTest {
  private static final int QUERIES = 6_000;

  private static final Schema SCHEMA =
      Schema.of(
          Map.of(
              "s", FieldType.KEYWORD,
              "t", FieldType.TEXT,
              "i", FieldType.INTEGER,
              "n", FieldType.LONG,
              "ul", FieldType.UNSIGNED_LONG,
              "d", FieldType.DOUBLE,
              "b", FieldType.BOOLEAN,
              "at", FieldType.DATE,
              "ip", FieldType.IP,
              "geo", FieldType.GEO_POINT));

  /** Fields, also such as no schema describes, and constants. */
  private static final List<String> OPERANDS =
      List.of(
          "s",
          "t",
          "i",
          "n",
          "ul",
          "d",
          "b",
          "at",
          "ip",
          "geo",
          "u",
          "u",
          "w",
          "w",
          "null",
          "1",
          "-2.5",
          "18446744073709551615",
          "\"a\"",
          "\"10.0.0.1\"",
          "\"2024-01-01\"",
          "\"(\"",
          "true",
          "1 day",
          "[1, 2]",
          "[\"a\", \"b\"]",
          "[1, null]",
          "[true, \"a\"]",
          "at::date_nanos",
          "s::version");

  private static final List<String> CASTS =
      List.of(
          "string", "int", "long", "ul", "double", "bool", "date", "date_nanos", "ip", "version");

  private static final List<String> FUNCTIONS =
      new EsqlLanguage().functions().stream().map(FunctionSignature::name).toList();

  private final Random random = new Random(17);

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private String operand(int depth) {
    int choice = random.nextInt(depth > 0 ? 14 : 7);
    return switch (choice) {
      case 7 -> call(depth - 1);
      case 8 ->
          "("
              + operand(depth - 1)
              + pick(List.of(" + ", " - ", " * ", " / ", " % "))
              + operand(depth - 1)
              + ")";
      case 9 -> "(" + condition(depth - 1) + ")";
      case 10 -> operand(0) + "::" + pick(CASTS);
      case 11 -> "-" + operand(0);
      default -> pick(OPERANDS);
    };
  }

  private String call(int depth) {
    List<String> arguments = new ArrayList<>();
    for (int count = random.nextInt(4); count >= 0; count--) {
      arguments.add(operand(depth));
    }
    return pick(FUNCTIONS) + "(" + String.join(", ", arguments) + ")";
  }

  private String condition(int depth) {
    String left = operand(depth);
    return switch (random.nextInt(7)) {
      case 0 -> left + pick(List.of(" == ", " != ", " < ", " >= ")) + operand(depth);
      case 1 -> left + " IN (" + operand(depth) + ", " + operand(0) + ")";
      case 2 -> left + " LIKE \"a*\"";
      case 3 -> left + " RLIKE (\"a+\", \"b\")";
      case 4 -> left + " IS NOT NULL";
      case 5 -> "NOT " + left;
      default -> left;
    };
  }

  private String command() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> "WHERE " + condition(2);
      case 2 -> "STATS x = " + call(1) + " BY " + pick(List.of("s", "k = " + operand(1)));
      case 3 -> "MV_EXPAND " + pick(List.of("s", "u", "x"));
      case 4 -> "SORT " + operand(1);
      case 5 -> "DISSECT " + operand(0) + " \"%{x} %{y}\"";
      case 6 -> "GROK " + operand(0) + " \"%{INT:x:int} %{WORD:y}\"";
      case 7 -> "RENAME u AS x | KEEP x, s, w, ip";
      default -> "EVAL x = " + operand(2) + ", y = " + operand(2);
    };
  }

  @Test
  void becomeRowsOrReports() {
    int checked = 0;
    int made = 0;
    for (int i = 0; i < QUERIES; i++) {
      String query = "FROM logs METADATA _id";
      for (int commands = random.nextInt(3); commands >= 0; commands--) {
        query += " | " + command();
      }
      Optional<Optional<EventRows>> rows = rows(query);
      checked += rows.isPresent() ? 1 : 0;
      made += rows.isPresent() && rows.get().isPresent() ? 1 : 0;
    }
    assertThat(checked).isGreaterThan(QUERIES / 20);
    assertThat(made).isBetween(checked / 4, checked - 1);
  }

  /** The rows, if the check lets the query through. */
  private static Optional<Optional<EventRows>> rows(String text) {
    QueryContext context = new QueryContext(new FieldResolver(SCHEMA, UnknownFields.KEYWORD));
    DiagnosticSink sink = new DiagnosticSink();
    try {
      return EsqlParser.parse(SourceText.of("test", text), sink)
          .flatMap(
              query ->
                  EsqlAnalyzer.check(query, context, sink)
                      .map(fields -> EsqlRows.of(query, fields, context, sink)));
    } catch (RuntimeException e) {
      return fail(text, e);
    }
  }
}
