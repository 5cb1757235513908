package dev.sigrun.proof.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventMaker;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports of rules about single events find on real nodes what the compiled matchers take, among
 * the events made for all rules.
 */
class SingleEventProofTest {
  private static final long SEED = 1;

  private static final int EVENTS_PER_RULE = 24;

  /** The distance between the Sigma rules that are proved. */
  private static final int SIGMA_STEP = Boolean.getBoolean("sigrun.soak") ? 1 : 8;

  /** The number of Sigma rules whose events each rule sees; patterns are slow in large indices. */
  private static final int SIGMA_RULES_AT_ONCE = 250;

  private static final int EVENTS_PER_SIGMA_RULE = 12;

  private static List<EventGroup> groups = List.of();

  /** The numbers of the events that match each rule of each group. */
  private static List<List<BitSet>> expected = List.of();

  @TempDir private Path folder;

  @BeforeAll
  static void load() throws MissingJavaCompilerException {
    Instant now = Instant.now();
    List<AnalyzedRule> rules = new ArrayList<>();
    for (Compilation compilation : Corpus.compilations()) {
      compilation.analyzed().filter(SingleEventProofTest::isSingle).ifPresent(rules::add);
    }
    List<EventGroup> all = new ArrayList<>(groups(rules, EVENTS_PER_RULE, now));
    List<AnalyzedRule> sigma = Corpus.sigma(EventForm.ECS, SIGMA_STEP);
    for (int i = 0; i < sigma.size(); i += SIGMA_RULES_AT_ONCE) {
      List<AnalyzedRule> some = sigma.subList(i, Math.min(i + SIGMA_RULES_AT_ONCE, sigma.size()));
      all.addAll(groups(some, EVENTS_PER_SIGMA_RULE, now));
    }
    groups = all;
    rules.addAll(sigma);
    Fields fields = new Fields();
    Map<String, EventMatcher> matchers = new HashMap<>();
    RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(rules))
        .load()
        .matchers(fields)
        .forEach(matcher -> matchers.put(matcher.ruleId(), matcher));
    EventReader reader = EventReader.of(fields, now::toEpochMilli);
    expected = groups.stream().map(group -> answers(group, matchers, reader)).toList();
  }

  private static List<EventGroup> groups(List<AnalyzedRule> rules, int events, Instant now) {
    return EventGroup.of(
        rules,
        rule -> IndexMapping.fields(predicate(rule)),
        rule -> EventMaker.of(predicate(rule), SEED, now).mixed(events));
  }

  private static boolean isSingle(AnalyzedRule rule) {
    return rule.query() instanceof Query.SingleEvent single && single.pipes().isEmpty();
  }

  private static Predicate predicate(AnalyzedRule rule) {
    return ((Query.SingleEvent) rule.query()).predicate();
  }

  private static List<BitSet> answers(
      EventGroup group, Map<String, EventMatcher> matchers, EventReader reader) {
    List<EventMatcher> asked =
        group.rules().stream()
            .map(rule -> Objects.requireNonNull(matchers.get(rule.rule().ruleId())))
            .toList();
    List<BitSet> answers = asked.stream().map(matcher -> new BitSet()).toList();
    for (int i = 0; i < group.events().size(); i++) {
      Event event = read(reader, group.events().get(i));
      for (int j = 0; j < asked.size(); j++) {
        answers.get(j).set(i, asked.get(j).matches(event));
      }
    }
    return answers;
  }

  private static Event read(EventReader reader, Map<String, @Nullable Object> event) {
    try {
      return reader.read(JsonValues.write(event).getBytes(StandardCharsets.UTF_8));
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void openSearchFindsWhatMatchersTake() throws IOException {
    try (SearchNode node = SearchNode.start(SearchNode.Server.OPENSEARCH, folder)) {
      Comparison comparison = new Comparison();
      for (EventGroup group : groups) {
        try (LoadedIndex index = LoadedIndex.load(node, group)) {
          queryDsl(index, group, false, comparison);
          queryDsl(index, group, true, comparison);
        }
      }
      comparison.check(1_600);
    }
  }

  @Test
  void elasticsearchFindsWhatMatchersTake() throws IOException {
    try (SearchNode node = SearchNode.start(SearchNode.Server.ELASTICSEARCH, folder)) {
      node.send(
          "PUT",
          "/_cluster/settings",
          Map.of("persistent", Map.of("esql.query.result_truncation_max_size", 1_000_000)));
      Comparison comparison = new Comparison();
      for (EventGroup group : groups) {
        try (LoadedIndex index = LoadedIndex.load(node, group)) {
          queryDsl(index, group, false, comparison);
          queryDsl(index, group, true, comparison);
          esql(index, group, comparison);
        }
      }
      comparison.check(2_800);
    }
  }

  private static ExportBackend backend(String name, boolean asKibana) {
    ExportOptions options = new ExportOptions(FieldMapping.none(), asKibana, Schema.bundled());
    return Backends.builtIn(options).byName(name).orElseThrow();
  }

  /** The numbers of the rules that {@code backend} claims to say exactly, with what it says. */
  private static Map<Integer, Artifact> exact(EventGroup group, ExportBackend backend) {
    Map<Integer, Artifact> exports = new HashMap<>();
    for (int i = 0; i < group.rules().size(); i++) {
      Artifact export = backend.emit(group.rules().get(i));
      if (export.fidelity() == Fidelity.EXACT) {
        exports.put(i, export);
      }
    }
    return exports;
  }

  private static void queryDsl(
      LoadedIndex index, EventGroup group, boolean asKibana, Comparison comparison) {
    List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
    Map<Integer, Artifact> exports = exact(group, backend("elasticsearch-dsl", asKibana));
    List<Integer> numbers = List.copyOf(exports.keySet());
    for (int number : numbers) {
      try {
        bodies.add(Json.object(JsonValues.read(exports.get(number).text().orElseThrow())));
      } catch (JsonFormatException e) {
        throw new AssertionError(e);
      }
    }
    List<LoadedIndex.Answer> answers = index.search(bodies);
    for (int i = 0; i < numbers.size(); i++) {
      comparison.add(group, numbers.get(i), exports.get(numbers.get(i)), answers.get(i));
    }
  }

  private static void esql(LoadedIndex index, EventGroup group, Comparison comparison) {
    exact(group, backend("elasticsearch-esql", false))
        .forEach(
            (number, export) ->
                comparison.add(group, number, export, index.query(export.text().orElseThrow())));
  }

  /** The number of comparisons, and the differences. */
  private static final class Comparison {
    private static final int SHOWN = 3;

    private final List<String> differences = new ArrayList<>();
    private int compared;

    void add(EventGroup group, int number, Artifact export, LoadedIndex.Answer answer) {
      compared++;
      BitSet taken = expected.get(groups.indexOf(group)).get(number);
      BitSet different = (BitSet) answer.events().clone();
      different.xor(taken);
      if (!answer.mistake().isEmpty() || !different.isEmpty()) {
        StringBuilder text = new StringBuilder(export.rule().toString());
        text.append('\n').append(export.text().orElseThrow()).append(answer.mistake());
        different.stream()
            .limit(SHOWN)
            .forEach(
                event ->
                    text.append(taken.get(event) ? "\nlacks " : "\nhas ")
                        .append(JsonValues.write(group.events().get(event))));
        differences.add(text.append('\n').toString());
      }
    }

    /** Fails unless this many exports were compared, and all agreed. */
    void check(int least) {
      assertThat(differences).as("of %s", compared).isEmpty();
      assertThat(compared).isGreaterThan(least);
    }
  }
}
