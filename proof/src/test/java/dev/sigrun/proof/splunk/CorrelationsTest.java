package dev.sigrun.proof.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.compiled.JavaCorrelator;
import dev.sigrun.oracle.correlation.Correlator;
import dev.sigrun.oracle.correlation.Found;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventStream;
import dev.sigrun.proof.events.StreamMaker;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for rules with memory find what the engine detects, rule by rule. */
class CorrelationsTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final Duration EVER = Duration.ofDays(100_000);
  private static final int SEEDS = Boolean.getBoolean("sigrun.long") ? 20 : 2;

  /** Streams that were left out because Splunk's documentation does not define the behaviour. */
  private static final AtomicInteger undocumented = new AtomicInteger();

  private static List<AnalyzedRule> rules = List.of();

  @BeforeAll
  static void load() {
    rules = Corpus.rules();
  }

  /** The expected results of one rule, in a form that can be compared. */
  private interface Oracle
      extends BiFunction<AnalyzedRule, List<Map<String, @Nullable Object>>, Set<String>> {}

  private static List<AnalyzedRule> ofShape(Class<? extends Query> shape) {
    return rules.stream().filter(rule -> shape.isInstance(rule.query())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void sequencesEndWithTheSameEvents(EventForm form) {
    List<AnalyzedRule> sequences = ofShape(Query.Sequence.class);
    List<Correlator.Search> correlators = new JavaCorrelator().prepare(sequences);
    Oracle oracle =
        (rule, events) ->
            correlators.get(sequences.indexOf(rule)).find(events, 1).stream()
                .map(CorrelationsTest::lastEvent)
                .collect(Collectors.toCollection(TreeSet::new));
    int compared = compare(sequences, form, oracle, rule -> places());
    assertThat(compared).isGreaterThanOrEqualTo(180);
  }

  /** Shapes that are rare among the public rules. */
  private static final List<String> RARE =
      List.of(
          "sequence by a.k with maxspan=1m [any where b.x == \"p\"] [any where b.x in (\"p\", \"q\")]"
              + " [any where b.x != \"r\"]",
          "sequence by a.k [any where b.x == \"p\"] by a.m [any where b.x like \"p*\"] by a.n",
          "sequence by a.k with maxspan=30s [any where b.x == \"p\"] [any where b.y == \"q\"]"
              + " until [any where b.x == \"p\" and b.z == \"u\" or b.y == \"q\"]",
          "sequence by a.k with maxspan=30s [any where b.x == \"p\"] [any where b.x == \"q\"]"
              + " [any where b.x == \"r\"] until [any where b.x == \"u\"]",
          "sequence by a.k with maxspan=2m [any where b.x == \"p\"] with runs=3"
              + " [any where b.x in (\"p\", \"q\")] with runs=2",
          "sequence by ?a.k with maxspan=2m [any where b.x == \"p\"] by ?a.m [any where b.y == \"q\"]"
              + " by ?a.n until [any where b.z == \"u\"] by ?a.m",
          "sequence by a.k with maxspan=1m [any where b.x == \"p\"] with runs=4"
              + " until [any where b.x in (\"u\", \"p\") and b.y == \"u\"]",
          "sequence with maxspan=1m [any where b.x == \"p\"] [any where b.x == \"p\"]",
          "sequence by a.k with maxspan=1m [any where b.x == \"p\"] [any where b.x == \"q\"]"
              + " ![any where b.x == \"r\"]",
          "sequence by a.k with maxspan=1m [any where b.x == \"p\"] by a.m ![any where b.x in (\"p\","
              + " \"r\")] by a.n");

  private static AnalyzedRule rare(int number) {
    String toml = RuleText.eql(number, RARE.get(number));
    return RuleCompiler.create(CompilerOptions.defaults())
        .compile(SourceText.of("rules/rare" + number + ".toml", toml))
        .analyzed()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void rareSequencesEndWithTheSameEvents(EventForm form) {
    List<AnalyzedRule> sequences =
        IntStream.range(0, RARE.size()).mapToObj(CorrelationsTest::rare).toList();
    List<Correlator.Search> correlators = new JavaCorrelator().prepare(sequences);
    Oracle oracle =
        (rule, events) ->
            correlators.get(sequences.indexOf(rule)).find(events, 1).stream()
                .map(CorrelationsTest::lastEvent)
                .collect(Collectors.toCollection(TreeSet::new));
    int compared = compare(sequences, form, 40, oracle, rule -> places());
    assertThat(compared).isEqualTo(RARE.size());
  }

  private static String lastEvent(Found found) {
    return String.valueOf(
        found.events().stream().filter(place -> place != Found.MISSING).reduce((a, b) -> b).get());
  }

  private static Function<Row, String> places() {
    return row -> String.join(",", row.texts(Searches.PLACE));
  }

  @ParameterizedTest
  @EnumSource
  void samplesHaveTheSameKeys(EventForm form) {
    List<AnalyzedRule> samples = ofShape(Query.Sample.class);
    List<Correlator.Search> correlators = new JavaCorrelator().prepare(samples);
    Oracle oracle =
        (rule, events) ->
            correlators.get(samples.indexOf(rule)).find(events, 1).stream()
                .map(found -> String.join(",", found.key()))
                .collect(Collectors.toCollection(TreeSet::new));
    Function<AnalyzedRule, Function<Row, String>> keys =
        rule ->
            keys(
                form,
                ((Query.Sample) rule.query())
                    .stages().get(0).keys().stream().map(Query.JoinKey::field).toList());
    assertThat(compare(samples, form, oracle, keys)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void thresholdsHaveTheSameGroups(EventForm form) {
    List<AnalyzedRule> thresholds = ofShape(Query.Threshold.class);
    Oracle oracle = detections(thresholds);
    Function<AnalyzedRule, Function<Row, String>> keys =
        rule -> keys(form, ((Query.Threshold) rule.query()).fields());
    assertThat(compare(thresholds, form, oracle, keys)).isGreaterThanOrEqualTo(27);
  }

  @ParameterizedTest
  @EnumSource
  void newTermsAreTheSame(EventForm form) {
    List<AnalyzedRule> terms = ofShape(Query.NewTerms.class);
    Oracle oracle = detections(terms);
    Function<AnalyzedRule, Function<Row, String>> keys =
        rule -> keys(form, ((Query.NewTerms) rule.query()).fields());
    assertThat(compare(terms, form, oracle, keys)).isGreaterThanOrEqualTo(230);
  }

  private static Function<Row, String> keys(EventForm form, List<Field> fields) {
    return row ->
        fields.stream()
            .map(field -> Schema.bundled().sourceOf(field.name()))
            .map(name -> row.texts(form == EventForm.ARRAYS ? name + "{}" : name))
            .map(texts -> texts.size() == 1 ? plain(texts.get(0)) : texts.toString())
            .collect(Collectors.joining(","));
  }

  private static String plain(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** The keys of all detections; of new terms those in the time of the rule. */
  private static Oracle detections(List<AnalyzedRule> all) {
    CompiledRules compiled = DetectorRules.compile(all);
    return (rule, events) -> {
      String ruleId = rule.rule().ruleId();
      RuleSet set = RuleSet.of(DetectorRules.only(ruleId, compiled, detector -> detector));
      boolean newTerms = rule.query() instanceof Query.NewTerms;
      long recent = NOW.minus(rule.rule().schedule().lookBack()).toEpochMilli();
      Set<String> found = new TreeSet<>();
      try (Engine engine =
          Engine.builder(set)
              .allowedLateness(EVER)
              .maxJump(EVER)
              .onDetection(
                  (detected, detection) -> {
                    if (!newTerms || timeOf(detection) >= recent) {
                      found.add(key(detection));
                    }
                  })
              .build()) {
        for (int i = 0; i < events.size(); i++) {
          byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
          assertThat(engine.accept(json, "events", i + 1)).isTrue();
        }
        engine.finish();
      }
      return found;
    };
  }

  private static long timeOf(Detection detection) {
    return detection.events().stream()
        .filter(Objects::nonNull)
        .mapToLong(EventRecord::timestamp)
        .max()
        .orElseThrow();
  }

  private static String key(Detection detection) {
    return detection.key().values().stream()
        .map(value -> plain(String.valueOf(value)))
        .collect(Collectors.joining(","));
  }

  /** Compares all rules that claim to be exact, and counts them. */
  private static int compare(
      List<AnalyzedRule> compared,
      EventForm form,
      Oracle oracle,
      Function<AnalyzedRule, Function<Row, String>> shown) {
    return compare(compared, form, SEEDS, oracle, shown);
  }

  private static int compare(
      List<AnalyzedRule> compared,
      EventForm form,
      int seeds,
      Oracle oracle,
      Function<AnalyzedRule, Function<Row, String>> shown) {
    undocumented.set(0);
    List<String> disagreements = new ArrayList<>();
    int count = 0;
    int found = 0;
    for (AnalyzedRule rule : compared) {
      Optional<String> search = Searches.exact(rule, form);
      if (search.isPresent()) {
        count++;
        for (long seed = 1; seed <= seeds; seed++) {
          Duration lookBack = rule.rule().schedule().lookBack();
          EventStream stream = StreamMaker.of(rule.query(), seed, NOW, lookBack);
          List<Map<String, @Nullable Object>> events =
              stream.events().stream().map(form::of).toList();
          Set<String> expected = oracle.apply(rule, events);
          found += expected.size();
          compare(rule, search.get(), events, expected, shown.apply(rule), disagreements);
        }
      }
    }
    assertThat(disagreements.size() + " of " + count + "\n" + String.join("\n\n", disagreements))
        .startsWith("0 of ");
    assertThat(found).isPositive();
    assertThat(undocumented.get()).isLessThanOrEqualTo(count * seeds / 50);
    return count;
  }

  /** The time at which everything is decided, including events that must stay missing. */
  private static Instant searched(AnalyzedRule rule) {
    return rule.query() instanceof Query.Sequence sequence
        ? NOW.plus(sequence.maxSpan().orElse(Duration.ZERO)).plus(Duration.ofHours(1))
        : NOW;
  }

  private static void compare(
      AnalyzedRule rule,
      String search,
      List<Map<String, @Nullable Object>> events,
      Set<String> expected,
      Function<Row, String> shown,
      List<String> disagreements) {
    for (String tried : List.of(search, Searches.withoutPrefilter(search))) {
      String result;
      try {
        result =
            Searches.run(tried, events, Map.of(), searched(rule)).stream()
                .map(shown)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
      } catch (UndocumentedException e) {
        undocumented.incrementAndGet();
        return;
      } catch (SplException e) {
        result = e.toString();
      }
      if (!result.equals(expected.toString())) {
        disagreements.add(
            rule.rule().path()
                + "\n"
                + tried
                + "\nexpected "
                + expected
                + ", found "
                + result
                + "\n"
                + events.stream().map(JsonValues::write).collect(Collectors.joining("\n")));
        return;
      }
    }
  }
}
