package dev.sigrun.proof.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.oracle.random.RandomAggregation;
import dev.sigrun.oracle.random.RandomPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real node makes of events the rows that the interpreter makes, of random queries in ES|QL.
 * Generated Java is compared with the interpreter elsewhere.
 *
 * <p>The queries lack what the optimiser of 8.19 gets wrong, by which the same expression has
 * another result than in its columns: see {@code RandomCells}, where each shape is named. It also
 * refuses some queries by mistakes of its own.
 */
class RandomPipelineProofTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int QUERIES = Boolean.getBoolean("sigrun.soak") ? 10_000 : 500;
  private static final int QUERIES_AT_ONCE = 100;
  private static final int EVENTS = 25;

  @TempDir private Path folder;

  /** What became of the queries. */
  private static final class Tally {
    final List<String> unreadable = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> different = new ArrayList<>();
    int asked;
    int rows;
  }

  @Test
  void makesTheRowsOfRandomPipelines() throws IOException {
    Tally tally = new Tally();
    try (SearchNode node = SearchNode.start(SearchNode.Server.ELASTICSEARCH, folder)) {
      for (int seed = 1; tally.asked < QUERIES; seed++) {
        ask(new Random(seed), node, tally);
      }
    }
    assertThat(tally.different).as("of %s", tally.asked).isEmpty();
    assertThat(tally.unreadable).isEmpty();
    assertThat(tally.refused).hasSizeLessThan(QUERIES / 100);
    assertThat(tally.rows).isGreaterThan(QUERIES * 5);
  }

  /** Asks queries about the same events. */
  private static void ask(Random random, SearchNode node, Tally tally) {
    List<Map<String, @Nullable Object>> events = RandomPipeline.events(random, EVENTS);
    Map<String, Map<String, @Nullable Object>> stored = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> event : events) {
      Map<String, @Nullable Object> source = new LinkedHashMap<>(event);
      stored.put(String.valueOf(source.remove("_id")), source);
    }
    IndexMapping mapping = new IndexMapping();
    assertThat(mapping.add(fields())).isTrue();
    Map<String, Object> creation = mapping.creation(Map.of("logs", Map.of()));
    try (LoadedIndex index = LoadedIndex.load(node, creation, stored)) {
      for (int i = 0; i < QUERIES_AT_ONCE; i++) {
        RandomPipeline.Made made = RandomPipeline.of(random, i % 3 == 0, true);
        DiagnosticSink sink = new DiagnosticSink();
        Optional<EventRows> rows = made.rows(sink);
        tally.asked++;
        if (rows.isEmpty()) {
          tally.unreadable.add(made.text() + "\n" + sink.diagnostics());
          continue;
        }
        RowsAnswer answer = RowsAnswer.of(rows.get(), made.apart(), index, events, NOW);
        answer.mistake().ifPresent(m -> tally.refused.add(made.text() + "\n" + m));
        answer.difference().ifPresent(d -> tally.different.add(made.apart() + d));
        tally.rows += answer.rows();
      }
    }
  }

  /** Without versions, which are a plugin of servers. */
  private static Set<Field> fields() {
    return RandomAggregation.SCHEMA.entrySet().stream()
        .filter(field -> !field.getKey().equals("ver"))
        .map(field -> Field.named(field.getKey(), ValueType.valueOf(field.getValue().name())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
