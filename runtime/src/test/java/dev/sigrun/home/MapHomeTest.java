package dev.sigrun.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Code that keeps cells elsewhere gets the alerts of an engine, with the same ids. */
class MapHomeTest {
  private static final Instant NOW = Instant.ofEpochMilli(HomeRules.START + 10_000_000);
  private static final int STREAMS = Boolean.getBoolean("sigrun.long") ? 300 : 60;

  private final RuleSet rules = RuleSet.of(new HomeRules());
  private final IndicatorLists lists = new IndicatorLists();

  /** Writes down alerts, and what groups absorbed. */
  private record Notes(List<String> told) implements AlertListener {
    @Override
    public void alert(Alert alert) {
      told.add(alert.toJson());
    }

    @Override
    public void groupClosed(Rule rule, Key group, SuppressedGroup counts) {
      told.add(rule.ruleId() + " " + group + " " + counts);
    }
  }

  private void giveIndicators() throws IOException {
    for (Detector<?> detector : rules.detectors()) {
      var matching = detector.unwrap(IndicatorMatchDetector.class);
      if (matching.isPresent()) {
        lists.replace(matching.get().get(), HomeRules.indicators(matching.get().get()));
      }
    }
  }

  private List<String> told(List<byte[]> events) {
    List<String> told = new ArrayList<>();
    try (Engine engine =
        Engine.builder(rules)
            .allowedLateness(Duration.ofSeconds(4))
            .wallClock(NOW::toEpochMilli)
            .referenceData(lists)
            .onAlert(new Notes(told))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        engine.accept(events.get(i), "topic-0", i + 1);
      }
      assertThat(engine.counters().late()).isZero();
    }
    return told;
  }

  @Test
  void aHomeMadeOfPublicTypesGivesTheAlertsOfAnEngine() throws IOException {
    giveIndicators();
    TreeSet<String> alerting = new TreeSet<>();
    int heavy = 0;
    int light = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      List<byte[]> events = HomeRules.events(new Random(seed), 150);
      MapHome home = new MapHome(rules, lists, NOW);
      for (int i = 0; i < events.size(); i++) {
        home.accept(events.get(i), "topic-0", i + 1);
      }
      home.finish();
      List<String> expected = told(events);
      assertThat(home.told).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
      rules.rules().stream()
          .map(Rule::ruleId)
          .filter(id -> expected.stream().anyMatch(each -> each.contains("\"" + id + "\"")))
          .forEach(alerting::add);
      heavy += home.heavy;
      light += home.light;
    }
    assertThat(alerting).hasSize(rules.rules().size());
    assertThat(light).isGreaterThan(heavy / 2);
  }
}
