package dev.sigrun.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.flink.Announcements;
import dev.sigrun.flink.CompiledJar;
import dev.sigrun.flink.GatedJar;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.rules.AnnouncementCheck;
import dev.sigrun.flink.stage.AnnouncementTrials.Outcome;
import dev.sigrun.flink.wire.IndicatorList;
import dev.sigrun.flink.wire.RuleVersion;
import dev.sigrun.flink.wire.StoredFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("smoke")
@Timeout(60)
class AnnouncementTrialsTest {
  private static final Path INDICATORS = Path.of("../rules/events/indicators.ndjson");
  private static final List<String> TIMELINES = List.of("@timestamp", "event.ingested,@timestamp");

  private static CompiledJar single;
  private static CompiledJar withIndicators;

  @TempDir Path folder;
  private AnnouncementTrials trials;
  private int count;

  @BeforeAll
  static void compile(@TempDir Path all) throws Exception {
    single = jar(Query.SingleEvent.class, all.resolve("single.jar"));
    withIndicators = jar(Query.IndicatorMatch.class, all.resolve("indicators.jar"));
  }

  private static CompiledJar jar(Class<? extends Query> shape, Path file) throws Exception {
    List<AnalyzedRule> rules =
        CompiledJar.rules(
            List.of("../rules/kubernetes", "../rules/container"),
            rule -> shape.isInstance(rule.query()) && rule.suppression().isEmpty());
    assertThat(rules).isNotEmpty();
    return CompiledJar.of(rules, file);
  }

  @BeforeEach
  void start() {
    start(RuleVersion.FIRST);
  }

  private void start(RuleVersion current) {
    ClassLoader loader = getClass().getClassLoader();
    AnnouncementCheck check = new AnnouncementCheck(single.location(), TIMELINES, loader);
    trials = new AnnouncementTrials(check, current, loader);
  }

  @AfterEach
  void end() {
    trials.close();
  }

  private PlacedEvent add(String announcement) {
    byte[] json = announcement.getBytes(StandardCharsets.UTF_8);
    PlacedEvent placed = PlacedEvent.at("announced-0", 0, count++, 0, json);
    trials.add(placed);
    return placed;
  }

  private String indicators() throws Exception {
    List<String> ids = withIndicators.rules().stream().map(rule -> rule.rule().ruleId()).toList();
    return Announcements.indicators(ids, INDICATORS, Announcements.sha256(INDICATORS));
  }

  @Test
  void givesOutcomesInTheOrderOfAnnouncements() throws Exception {
    PlacedEvent first = add("no JSON");
    PlacedEvent second = add(Announcements.rules("good", 7, single.file()));
    PlacedEvent third = add("{}");
    Outcome refused = trials.take();
    assertThat(refused.announcement()).isSameAs(first);
    assertThat(refused.accepted()).isEmpty();
    assertThat(refused.reason()).startsWith("The announcement is not JSON: ");
    Outcome accepted = trials.take();
    assertThat(accepted.announcement()).isSameAs(second);
    assertThat(accepted.reason()).isEmpty();
    assertThat(accepted.accepted())
        .containsInstanceOf(RuleVersion.class)
        .hasValueSatisfying(each -> assertThat(((RuleVersion) each).from()).isEqualTo(7));
    assertThat(trials.take().announcement()).isSameAs(third);
    assertThat(trials.poll()).isEmpty();
  }

  @Test
  void isPendingUntilTheOutcomeIsTaken() throws Exception {
    GatedJar gated = GatedJar.in(folder);
    PlacedEvent slow = add(Announcements.rules("slow", 0, gated.file()));
    PlacedEvent bad = add("no JSON");
    gated.awaitReached();
    assertThat(trials.poll()).isEmpty();
    assertThat(trials.pending()).containsExactly(slow, bad);
    gated.open();
    assertThat(trials.take().accepted()).isPresent();
    assertThat(trials.pending()).containsExactly(bad);
    assertThat(trials.size()).isEqualTo(1);
    assertThat(trials.take().accepted()).isEmpty();
    assertThat(trials.pending()).isEmpty();
    assertThat(trials.poll()).isEmpty();
  }

  @Test
  void triesIndicatorsWithTheRulesThatWereAcceptedBefore() throws Exception {
    add(indicators());
    add(Announcements.rules("with indicators", 0, withIndicators.file()));
    add("no JSON");
    add(indicators());
    assertThat(trials.take().reason()).contains("No rule with the id ");
    assertThat(trials.take().reason()).isEmpty();
    assertThat(trials.take().reason()).isNotEmpty();
    assertThat(trials.take().accepted()).containsInstanceOf(IndicatorList.class);
  }

  @Test
  void goesOnFromTheRulesOfACheckpoint() throws Exception {
    end();
    StoredFile jar =
        new StoredFile(
            withIndicators.file().toUri().toString(), Announcements.sha256(withIndicators.file()));
    start(new RuleVersion(3, "restored", 0, List.of(jar)));
    add(indicators());
    assertThat(trials.take().accepted()).containsInstanceOf(IndicatorList.class);
  }

  @Test
  void endsWithoutTheTrialsThatHaveNotBegun() throws Exception {
    GatedJar gated = GatedJar.in(folder);
    add(Announcements.rules("slow", 0, gated.file()));
    GatedJar never = GatedJar.in(folder.resolve("never"));
    add(Announcements.rules("never", 0, never.file()));
    gated.awaitReached();
    Thread closing = new Thread(trials::close);
    closing.start();
    // It waits for the trial at hand.
    while (closing.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(5);
    }
    gated.open();
    closing.join();
    assertThat(never.reached()).doesNotExist();
    assertThat(trials.pending()).isEmpty();
    start();
  }
}
