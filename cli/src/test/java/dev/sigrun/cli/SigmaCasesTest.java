package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance cases of Sigma through the command: what must be refused is, what a rule selects
 * raises an alert, and what a correlation finds raises one for each group.
 */
class SigmaCasesTest {
  /** Every so many of the cases; all of them take two minutes. */
  private static final int STEP = Boolean.getBoolean("sigrun.long") ? 1 : 9;

  /** Cases in which we decide otherwise, for the reasons that the documentation gives. */
  private static final Set<String> OTHERWISE = Set.of("startswith-endswith", "cidr-mapped");

  private static final String MARK = "~~";

  @TempDir private Path folder;

  private record Case(String id, String rule, Map<String, @Nullable Object> all) {
    List<Map<String, @Nullable Object>> events() {
      List<Map<String, @Nullable Object>> events = new ArrayList<>();
      for (Object each : (Iterable<?>) all.getOrDefault("events", List.of())) {
        events.add(new LinkedHashMap<>(JsonValues.asObject(each).orElseThrow()));
      }
      return events;
    }
  }

  private static List<Case> cases(String key) throws JsonFormatException {
    List<Case> cases = new ArrayList<>();
    Object file = JsonValues.read(SharedFiles.text("conformance/sigma-cases.json"));
    for (Object each : (Iterable<?>) file) {
      Map<String, @Nullable Object> all = JsonValues.asObject(each).orElseThrow();
      if (all.containsKey(key)) {
        cases.add(new Case(String.valueOf(all.get("id")), String.valueOf(all.get("rule")), all));
      }
    }
    return cases;
  }

  private static <T> List<T> some(List<T> all) {
    return IntStream.range(0, all.size()).filter(i -> i % STEP == 0).mapToObj(all::get).toList();
  }

  @Test
  void refusesWhatIsNoRule() throws JsonFormatException {
    List<Case> cases = cases("expect_error");
    assertThat(cases).hasSize(50);
    Cli cli = new Cli(folder);
    for (Case each : cases) {
      String file = cli.file(each.id() + ".yml", each.rule());
      Cli.Result result = cli.run("check", "--pipeline", "flat", file);
      assertThat(result.err()).as(each.id()).containsPattern("\\b[1-9][0-9]* (unsupported|failed)");
      assertThat(result.out() + result.err()).as(each.id()).doesNotContain("\tat ");
    }
  }

  @Test
  void raisesAlertsForWhatRulesSelect() throws JsonFormatException {
    List<Case> cases =
        cases("expected").stream()
            .filter(each -> !each.all().containsKey("expect_error"))
            .filter(each -> !OTHERWISE.contains(each.id()))
            .toList();
    assertThat(cases).hasSize(250);
    for (Case each : some(cases)) {
      List<Boolean> expected = new ArrayList<>();
      ((Iterable<?>) each.all().get("expected")).forEach(value -> expected.add((Boolean) value));
      Set<String> found = new LinkedHashSet<>();
      alerts(each, title -> true).forEach(found::addAll);
      assertThat(found.stream().sorted())
          .as("%s\n%s", each.all().get("why"), each.rule())
          .containsExactlyElementsOf(
              IntStream.range(0, expected.size())
                  .filter(expected::get)
                  .mapToObj(String::valueOf)
                  .sorted()
                  .toList());
    }
  }

  @Test
  void raisesAlertsForWhatCorrelationsFind() throws JsonFormatException {
    List<Case> cases = cases("expected_groups");
    assertThat(cases).hasSize(64);
    for (Case each : some(cases)) {
      List<String> expected = new ArrayList<>();
      ((Iterable<?>) each.all().get("expected_groups"))
          .forEach(group -> expected.add(group.toString()));
      List<List<String>> alerts = alerts(each, correlationTitles(each.rule()));
      assertThat(alerts).as("%s\n%s", each.all().get("why"), each.rule()).hasSameSizeAs(expected);
      for (int i = 0; i < alerts.size(); i++) {
        // Alerts of counts and measures do not name their events.
        if (!alerts.get(i).isEmpty()) {
          assertThat(alerts.get(i)).as(each.rule()).hasToString(expected.get(i));
        }
      }
    }
  }

  /** Rules that no correlation refers to raise alerts of their own. */
  private static Predicate<String> correlationTitles(String rules) {
    return title ->
        Arrays.stream(rules.split("\n---\n", -1))
            .filter(document -> document.contains("\ncorrelation:"))
            .anyMatch(document -> document.lines().anyMatch(("title: " + title)::equals));
  }

  /** For each alert of rules with these titles the numbers of its events. */
  private List<List<String>> alerts(Case each, Predicate<String> titles)
      throws JsonFormatException {
    Cli cli = new Cli(folder);
    StringBuilder lines = new StringBuilder();
    List<Map<String, @Nullable Object>> events = each.events();
    for (int i = 0; i < events.size(); i++) {
      events.get(i).put("_id", MARK + i);
      lines.append(JsonValues.write(events.get(i))).append('\n');
    }
    Map<String, Object> pipeline = new LinkedHashMap<>();
    pipeline.put("name", "values");
    pipeline.put("transformations", List.of());
    pipeline.put("vars", each.all().getOrDefault("placeholders", Map.of()));
    Cli.Result result =
        cli.run(
            "run",
            "--no-cache",
            "--rules",
            cli.file(each.id() + "/rule.yml", each.rule()),
            "--pipeline",
            "flat",
            "--pipeline",
            cli.file(each.id() + "/values.yml", JsonValues.write(pipeline)),
            "--lateness",
            "1d",
            "--output",
            "ndjson",
            cli.file(each.id() + "/events.ndjson", lines.toString()));
    assertThat(result.exitCode()).as("%s %s", each.id(), result.err()).isEqualTo(ExitCode.OK);
    List<List<String>> alerts = new ArrayList<>();
    for (String line : result.outLines()) {
      List<String> numbers = new ArrayList<>();
      Map<String, @Nullable Object> alert =
          JsonValues.asObject(JsonValues.read(line)).orElseThrow();
      if (!titles.test(String.valueOf(alert.get("kibana.alert.rule.name")))) {
        continue;
      }
      for (Object ancestor :
          (Iterable<?>) alert.getOrDefault("kibana.alert.ancestors", List.of())) {
        String id = String.valueOf(JsonValues.asObject(ancestor).orElseThrow().get("id"));
        // The others are the alerts of single events, of which such an alert is made.
        if (id.contains(MARK)) {
          numbers.add(id.substring(id.indexOf(MARK) + MARK.length()));
        }
      }
      alerts.add(numbers);
    }
    return alerts;
  }
}
