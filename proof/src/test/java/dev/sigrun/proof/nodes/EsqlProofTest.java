package dev.sigrun.proof.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.language.esql.syntax.EsqlPrinter;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.oracle.random.RowStreams;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real node makes of events the rows that the interpreter makes, of the public rules in ES|QL
 * that it takes. Generated Java is compared with the interpreter elsewhere.
 */
class EsqlProofTest {
  private static final Instant NOW = Instant.parse("2026-05-02T11:00:00Z");

  /** The rules of which 8.19 makes other rows, and why. */
  private static final Map<String, String> DIFFERENT = Map.of();

  @TempDir private Path folder;

  /** A query with the text that a node gets. */
  private record Asked(String name, EventRows rows, String text) {}

  @Test
  void makesTheRowsOfPublicRules() throws IOException {
    Map<AnalyzedRule, Asked> asked = new LinkedHashMap<>();
    for (AnalyzedRule rule : Corpus.esql()) {
      asked.put(rule, new Asked(rule.rule().name(), rows(rule), text(rule)));
    }
    Map<String, String> different = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    Set<String> answered = new LinkedHashSet<>();
    int rows = 0;
    try (SearchNode node = SearchNode.start(SearchNode.Server.ELASTICSEARCH, folder)) {
      List<AnalyzedRule> rules = List.copyOf(asked.keySet());
      for (EventGroup group :
          EventGroup.of(rules, rule -> fields(rows(rule)), EsqlProofTest::events)) {
        try (LoadedIndex index = LoadedIndex.load(node, group)) {
          for (AnalyzedRule rule : group.rules()) {
            Asked query = asked.get(rule);
            RowsAnswer answer = RowsAnswer.of(query.rows(), query.text(), index, group, NOW);
            if (answer.mistake().isPresent()) {
              refused.add(query.name() + ": " + answer.mistake().get());
            } else {
              answered.add(query.name());
              rows += answer.rows();
              answer.difference().ifPresent(d -> different.put(query.name(), query.text() + d));
            }
          }
        }
      }
    }
    assertThat(different.keySet()).as("%s", different).isEqualTo(DIFFERENT.keySet());
    // What only 9.x knows.
    assertThat(refused).as("%s", refused).hasSizeLessThanOrEqualTo(29);
    assertThat(answered).as("%s", refused).hasSizeGreaterThanOrEqualTo(160);
    assertThat(rows).isGreaterThan(answered.size() / 2);
  }

  /** The rows of a rule, without limits: which rows they leave is not defined. */
  private static EventRows rows(AnalyzedRule rule) {
    EventRows rows =
        rule.query() instanceof Aggregation query ? query.rows() : rows(rule.query().predicates());
    RowPipeline pipeline = rows.pipeline();
    List<RowStep> steps =
        pipeline.steps().stream().filter(step -> !(step instanceof RowStep.Limit)).toList();
    return new EventRows(
        new RowPipeline(pipeline.inputs(), steps, pipeline.outputs(), pipeline.size()),
        rows.fields(),
        rows.tests());
  }

  private static EventRows rows(List<Predicate> predicates) {
    for (Predicate predicate : predicates) {
      if (predicate instanceof Predicate.AnyRow any) {
        return any.rows();
      }
      if (predicate instanceof Predicate.And and) {
        return rows(and.terms());
      }
    }
    throw new AssertionError("No rows in " + predicates);
  }

  /** The text of a rule, from the index of the test, at our time. */
  private static String text(AnalyzedRule rule) {
    String written = rule.rule().query().orElseThrow().content();
    String printed =
        EsqlPrinter.print(
            EsqlParser.parse(SourceText.of("rule", written), new DiagnosticSink()).orElseThrow());
    return printed
        .replaceFirst("^FROM [^|]*?(?=METADATA|\\n|$)", "FROM proof ")
        .replaceAll("(?m)^\\| LIMIT \\d+$", "")
        .replaceAll("(?i)\\bNOW\\(\\)", "TO_DATETIME(\"" + NOW + "\")");
  }

  private static Set<Field> fields(EventRows rows) {
    Map<String, Field> fields = new LinkedHashMap<>();
    // A text that is searched is also read as a value.
    rows.tests().forEach(test -> IndexMapping.fields(test).forEach(f -> fields.put(f.name(), f)));
    rows.fields().stream()
        .filter(field -> !field.name().startsWith("_"))
        // A plugin of servers that this node does not have.
        .filter(field -> field.type() != ValueType.VERSION)
        .forEach(field -> fields.putIfAbsent(field.name(), field));
    fields.putIfAbsent("@timestamp", Field.named("@timestamp", ValueType.DATE));
    fields.putIfAbsent("event.ingested", Field.named("event.ingested", ValueType.DATE));
    return new LinkedHashSet<>(fields.values());
  }

  /** Events of which the rule finds something, and others that nearly fit. */
  private static List<Map<String, @Nullable Object>> events(AnalyzedRule rule) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    RowStreams.of(rule, 1)
        .ifPresent(
            made -> {
              events.addAll(some(made.finding()));
              events.addAll(some(made.nearMiss()));
            });
    return stored(events);
  }

  private static List<Map<String, @Nullable Object>> some(
      List<Map<String, @Nullable Object>> events) {
    return events.subList(0, Math.min(60, events.size()));
  }

  /** Without what an index has of its own. */
  private static List<Map<String, @Nullable Object>> stored(
      List<Map<String, @Nullable Object>> events) {
    List<Map<String, @Nullable Object>> stored = new ArrayList<>();
    for (Map<String, @Nullable Object> event : events) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      event.forEach(
          (name, value) -> {
            // An index keeps its other ways of a value by itself.
            String place = EventDraft.place(Field.named(name, ValueType.KEYWORD));
            if (!name.startsWith("_") && (place.equals(name) || !event.containsKey(place))) {
              copy.put(place, value);
            }
          });
      stored.add(copy);
    }
    return stored;
  }
}
