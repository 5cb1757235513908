package dev.sigrun.proof.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventMaker;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for single events find the events that compiled matchers take, rule by rule. */
class SingleEventsTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final int EVENTS = Boolean.getBoolean("sigrun.long") ? 200 : 16;
  private static final long SEED = 7;

  /** The distance between the Sigma rules that are proved. */
  private static final int SIGMA_STEP = Boolean.getBoolean("sigrun.soak") ? 1 : 8;

  private static final int SIGMA_EVENTS = 12;

  /** Events that were left out because Splunk's documentation does not define the behaviour. */
  private static final AtomicInteger undocumented = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  void searchesAgreeWithMatchers(EventForm form) throws Exception {
    check(
        form,
        EVENTS,
        Corpus.rules().stream()
            .filter(rule -> rule.query() instanceof Query.SingleEvent)
            .filter(rule -> rule.rule().suppression().isEmpty())
            .toList(),
        1_240);
  }

  /** Sigma rules over each form of events that searches can be written for. */
  @ParameterizedTest
  @CsvSource({"ECS, 420", "FLAT, 420"})
  void sigmaSearchesAgreeWithMatchers(
      dev.sigrun.compiler.language.sigma.events.EventForm data, int least) throws Exception {
    check(EventForm.SINGLE, SIGMA_EVENTS, Corpus.sigma(data, SIGMA_STEP), least);
  }

  private static void check(EventForm form, int count, List<AnalyzedRule> rules, int least)
      throws Exception {
    GeneratedJava java = JavaBackend.create(JavaBackend.Options.defaults()).emit(rules);
    Fields fields = new Fields();
    Map<String, EventMatcher> matchers = new HashMap<>();
    RuleJar.compile(java).load().matchers(fields).forEach(m -> matchers.put(m.ruleId(), m));
    EventReader reader = EventReader.of(fields, NOW::toEpochMilli);

    Map<String, String> disagreements = new TreeMap<>();
    int compared = 0;
    for (AnalyzedRule rule : rules) {
      Optional<String> search = Searches.exact(rule, form);
      if (search.isPresent()) {
        compared++;
        List<Map<String, @Nullable Object>> events = events(rule, form, count);
        EventMatcher matcher = Objects.requireNonNull(matchers.get(rule.rule().ruleId()));
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < events.size(); i++) {
          byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
          if (matcher.matches(reader.read(json))) {
            expected.add(String.valueOf(i));
          }
        }
        compare(rule, search.get(), events, expected, disagreements);
      }
    }
    assertThat(compared).isGreaterThan(least);
    assertThat(
            disagreements.size()
                + " of "
                + compared
                + "\n"
                + String.join("\n\n", disagreements.values()))
        .startsWith("0 of ");
    assertThat(undocumented.get()).isLessThan(1 + compared * count / 1_000);
  }

  private static List<Map<String, @Nullable Object>> events(
      AnalyzedRule rule, EventForm form, int count) {
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (Map<String, @Nullable Object> event :
        EventMaker.of(((Query.SingleEvent) rule.query()).predicate(), SEED, NOW).mixed(count)) {
      Map<String, @Nullable Object> formed = form.of(event);
      formed.put("@timestamp", NOW.minusSeconds(events.size() + 1).toString());
      events.add(formed);
    }
    return events;
  }

  private static void compare(
      AnalyzedRule rule,
      String search,
      List<Map<String, @Nullable Object>> events,
      Set<String> expected,
      Map<String, String> disagreements) {
    for (String tried : List.of(search, Searches.withoutPrefilter(search))) {
      Set<String> wanted = new TreeSet<>(expected);
      String found;
      try {
        found = places(tried, events, wanted).toString();
      } catch (SplException e) {
        found = e.toString();
      }
      if (!found.equals(wanted.toString())) {
        disagreements.put(
            rule.rule().ruleId(),
            rule.rule().path()
                + "\n"
                + tried
                + "\nexpected "
                + wanted
                + ", found "
                + found
                + "\n"
                + shown(found, wanted, events));
      }
    }
  }

  /**
   * The places of the events that are found. Events about which Splunk's documentation says nothing
   * are not wanted, and counted.
   */
  private static Set<String> places(
      String search, List<Map<String, @Nullable Object>> events, Set<String> wanted) {
    Set<String> places = new TreeSet<>();
    try {
      for (Row row : Searches.run(search, events, Map.of(), NOW)) {
        places.addAll(row.texts(Searches.PLACE));
      }
    } catch (UndocumentedException e) {
      for (int i = 0; i < events.size(); i++) {
        try {
          if (!Searches.run(search, List.of(events.get(i)), Map.of(), NOW).isEmpty()) {
            places.add(String.valueOf(i));
          }
        } catch (UndocumentedException alone) {
          undocumented.incrementAndGet();
          wanted.remove(String.valueOf(i));
        }
      }
    }
    return places;
  }

  private static String shown(
      String found, Set<String> expected, List<Map<String, @Nullable Object>> events) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      boolean isFound = (found + ",").replaceAll("[\\[\\] ]", ",").contains("," + i + ",");
      if (isFound != expected.contains(String.valueOf(i))) {
        text.append(i).append(": ").append(JsonValues.write(events.get(i))).append('\n');
      }
    }
    return text.toString();
  }
}
