package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.RandomAggregation;
import dev.sigrun.oracle.random.RandomPipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conditions by which an index finds the events of a query hold for all events that make a row,
 * also where the query tests what {@code CASE} and {@code COALESCE} choose.
 */
final class ChoiceConditionsTest {
  private static final Origin NOWHERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int QUERIES = 2_000;
  private static final int EVENTS = 20;

  private static final QueryContext CONTEXT =
      new QueryContext(
          new FieldResolver(
              Schema.of(RandomAggregation.SCHEMA).complete(), UnknownFields.UNMAPPED));

  /** Fields and constants that can be compared. */
  private enum Kind {
    TEXT(List.of("u", "h", "u"), List.of("\"x\"", "\"X\"", "\"a\"", "\"\"", "[\"x\", \"y\"]")),
    INTEGER(List.of("i"), List.of("1", "2", "3", "[1, 2]")),
    DOUBLE(List.of("d"), List.of("0.5", "0.0", "-0.0", "-0.25", "[0.0, 0.5]")),
    BOOLEAN(List.of("b"), List.of("true", "false", "[true, false]"));

    private final List<String> fields;
    private final List<String> constants;

    Kind(List<String> fields, List<String> constants) {
      this.fields = fields;
      this.constants = constants;
    }
  }

  /** A query as it is written, by one source of random numbers. */
  private record Writer(Random random) {
    String query() {
      Kind first = pick(List.of(Kind.values()));
      Kind second = pick(List.of(Kind.values()));
      return "FROM logs | EVAL x = "
          + choice(first, 2)
          + ", y = "
          + choice(second, 1)
          + " | WHERE "
          + term(first, "x")
          + switch (random.nextInt(3)) {
            case 0 -> " AND " + term(second, "y");
            case 1 -> " OR " + term(second, "y");
            default -> "";
          };
    }

    private String term(Kind kind, String column) {
      return random.nextInt(4) == 0 ? "NOT (" + test(kind, column) + ")" : test(kind, column);
    }

    private String choice(Kind kind, int depth) {
      if (random.nextInt(4) == 0) {
        return "COALESCE(" + value(kind, depth - 1) + ", " + value(kind, depth - 1) + ")";
      }
      StringBuilder text = new StringBuilder("CASE(");
      for (int branches = 1 + random.nextInt(2); branches > 0; branches--) {
        Kind tested = pick(List.of(Kind.values()));
        String operand =
            depth > 1 && random.nextBoolean() ? choice(tested, 1) : pick(tested.fields);
        text.append(test(tested, operand)).append(", ");
        text.append(value(kind, depth - 1)).append(branches > 1 ? ", " : "");
      }
      return text + (random.nextBoolean() ? ", " + value(kind, depth - 1) : "") + ")";
    }

    private String value(Kind kind, int depth) {
      return switch (random.nextInt(depth > 0 ? 9 : 7)) {
        case 0, 1 -> pick(kind.fields);
        case 2 -> kind == Kind.TEXT ? "TO_LOWER(u)" : "null";
        case 7, 8 -> choice(kind, depth);
        default -> constant(kind);
      };
    }

    private String constant(Kind kind) {
      return pick(kind.constants);
    }

    private String test(Kind kind, String value) {
      return switch (random.nextInt(kind == Kind.BOOLEAN ? 9 : 8)) {
        case 0, 1 -> value + " == " + constant(kind);
        case 2 -> constant(kind) + " == " + value;
        case 3 -> value + " != " + constant(kind);
        case 4 -> value + " IN (" + constant(kind) + ", " + constant(kind) + ")";
        case 5 -> value + " NOT IN (" + constant(kind) + ", " + constant(kind) + ")";
        case 6 -> value + " IS NOT NULL";
        case 7 -> value + " IS NULL";
        default -> value;
      };
    }

    private <T> T pick(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Boolean.getBoolean("sigrun.long") ? 30 : 1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eventsThatMakeARowSatisfyWhatIsNeeded(long seed) {
    Random random = new Random(seed);
    Writer writer = new Writer(random);
    List<String> refused = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    int found = 0;
    for (int i = 0; i < QUERIES; i++) {
      String text = writer.query();
      DiagnosticSink sink = new DiagnosticSink();
      EventRows rows = rows(text, sink);
      if (rows == null) {
        refused.add(text + " " + sink.diagnostics());
        continue;
      }
      Predicate query = EsqlRows.events(NOWHERE, Optional.empty(), rows);
      if (!(query instanceof Predicate.And)) {
        continue;
      }
      Predicate someRow = new Predicate.AnyRow(NOWHERE, rows);
      for (Map<String, @Nullable Object> event : RandomPipeline.events(random, EVENTS)) {
        if (Interpreter.test(someRow, event, NOW)) {
          found++;
          if (!Interpreter.test(query, event, NOW)) {
            lost.add(text + "\n " + event + "\n " + query);
          }
        }
      }
    }
    assertThat(lost).isEmpty();
    assertThat(refused).as("refused: %s", refused).hasSizeLessThan(QUERIES / 10);
    assertThat(found).isGreaterThan(QUERIES);
  }

  private static @Nullable EventRows rows(String text, DiagnosticSink sink) {
    return EsqlParser.parse(SourceText.of("test", text), sink)
        .flatMap(
            query ->
                EsqlAnalyzer.check(query, CONTEXT, sink)
                    .flatMap(fields -> EsqlRows.of(query, fields, CONTEXT, sink)))
        .orElse(null);
  }
}
