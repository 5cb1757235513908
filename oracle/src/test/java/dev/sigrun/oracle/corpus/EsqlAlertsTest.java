package dev.sigrun.oracle.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.random.RowStreams;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The public rules in ES|QL alert about events that are made for them, and do not about events that
 * nearly fit. Most of them look for one of several values that belong together, which random events
 * do not have.
 */
class EsqlAlertsTest {
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");

  /** A folder that receives the events of each rule, for runs of the command. */
  private static final Optional<Path> DUMP =
      Optional.ofNullable(System.getProperty("sigrun.dump")).map(Path::of);

  /** The rules for which no events are found, and why; for all others some are. */
  private static final Map<String, String> SILENT =
      Map.of(
          "Entra ID OAuth User Impersonation to Microsoft Graph",
          "needs values in one row that are there if one field has two different values");

  @Test
  void rulesAlertAboutWhatTheyLookFor() throws IOException {
    List<AnalyzedRule> all = EsqlCorpusTest.rules();
    // Rules that need all rows of a window at once are few, and only in the long run.
    List<AnalyzedRule> most = all.stream().filter(rule -> !isStaged(rule)).toList();
    List<AnalyzedRule> rules =
        LONG ? all : IntStream.range(0, most.size() / 6).mapToObj(i -> most.get(6 * i)).toList();
    Map<String, RowStreams.Made> made = new TreeMap<>();
    TreeSet<String> silent = new TreeSet<>();
    for (AnalyzedRule rule : rules) {
      Optional<RowStreams.Made> events = RowStreams.of(rule, 1);
      events.ifPresentOrElse(
          found -> made.put(rule.rule().ruleId(), found), () -> silent.add(rule.rule().name()));
    }
    List<AnalyzedRule> finding =
        rules.stream().filter(rule -> made.containsKey(rule.rule().ruleId())).toList();
    RuleSet set = RuleSet.of(DetectorRules.compile(finding));
    List<String> wrong = new ArrayList<>();
    int missing = 0;
    for (AnalyzedRule rule : finding) {
      RowStreams.Made events = made.get(rule.rule().ruleId());
      if (DUMP.isPresent()) {
        dump(DUMP.get(), rule, events);
      }
      if (!alerts(set, events.finding()).contains(rule.rule().ruleId())) {
        wrong.add(rule.rule().name() + " does not alert about " + text(events.finding()));
      }
      if (events.nearMiss().isEmpty()) {
        missing++;
      } else if (alerts(set, events.nearMiss()).contains(rule.rule().ruleId())) {
        wrong.add(rule.rule().name() + " alerts about " + text(events.nearMiss()));
      }
    }
    assertThat(wrong).isEmpty();
    long groups = finding.stream().filter(rule -> rule.query() instanceof Aggregation).count();
    String counts =
        "%s of %s alert, %s of them about groups; %s without a near miss; silent: %s"
            .formatted(finding.size(), rules.size(), groups, missing, silent);
    Set<String> expected = new TreeSet<>(SILENT.keySet());
    expected.retainAll(rules.stream().map(rule -> rule.rule().name()).toList());
    assertThat(silent).as(counts).isEqualTo(expected);
    assertThat(missing).as(counts).isLessThanOrEqualTo(rules.size() / 20);
  }

  private static boolean isStaged(AnalyzedRule rule) {
    return rule.query() instanceof Aggregation query && query.isStaged();
  }

  /** The ids of the rules that alert. */
  private static TreeSet<String> alerts(RuleSet set, List<Map<String, @Nullable Object>> events) {
    TreeSet<String> ids = new TreeSet<>();
    try (Engine engine =
        Engine.builder(set).onAlert(alert -> ids.add(alert.rule().ruleId())).build()) {
      int line = 0;
      for (Map<String, @Nullable Object> event : events) {
        engine.accept(JsonValues.write(event).getBytes(UTF_8), "stream", ++line);
      }
      engine.finish();
    }
    return ids;
  }

  private static String text(List<Map<String, @Nullable Object>> events) {
    return events.stream().limit(3).map(JsonValues::write).collect(Collectors.joining("\n"));
  }

  private static void dump(Path folder, AnalyzedRule rule, RowStreams.Made events)
      throws IOException {
    Files.createDirectories(folder);
    String name = rule.rule().ruleId();
    Files.write(
        folder.resolve(name + ".ndjson"),
        events.finding().stream().map(JsonValues::write).toList(),
        UTF_8);
    Files.write(
        folder.resolve(name + ".near.ndjson"),
        events.nearMiss().stream().map(JsonValues::write).toList(),
        UTF_8);
  }
}
