package dev.sigrun.flink;

import static dev.sigrun.flink.ParityAlerts.actual;
import static dev.sigrun.flink.ParityAlerts.differences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.runtime.detector.Detector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job goes on from a savepoint of the time between the reading of an announcement and its coming
 * into force. The source does not read the announcement again.
 */
@Timeout(300)
class SwapRestoreTest {
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int DISORDER = 4_000;
  private static final int PARALLELISM = 2;
  private static final int HALF = 50;
  private static final int ALL = 100;

  private static List<List<PlacedEvent>> partitions;
  private static long moment;
  private static Path folder;
  private static CompiledJar old;
  private static CompiledJar other;
  private static Map<String, String> expected;

  @BeforeAll
  static void compile(@TempDir Path all) throws Exception {
    folder = all;
    List<AnalyzedRule> rules = rules();
    List<AnalyzedRule> staying = rules.stream().filter(rule -> third(rule) == 0).toList();
    List<AnalyzedRule> going = rules.stream().filter(rule -> third(rule) == 1).toList();
    List<AnalyzedRule> coming = rules.stream().filter(rule -> third(rule) == 2).toList();
    old = jar("old", Stream.concat(staying.stream(), going.stream()).toList());
    other = jar("other", Stream.concat(staying.stream(), coming.stream()).toList());
    partitions = SwapTest.withoutFarAhead(ParityEvents.of(rules, 2_000, DISORDER, 17));
    List<PlacedEvent> inOrder = SwapTest.inOrder(partitions);
    moment = inOrder.get(inOrder.size() * 7 / 10).recordedAt();
    Map<String, String> former =
        SwapTest.expectedOf(jar("going", going), inOrder, time -> time < moment);
    Map<String, String> later =
        SwapTest.expectedOf(jar("coming", coming), inOrder, time -> time >= moment);
    assertThat(former).isNotEmpty();
    assertThat(later).isNotEmpty();
    expected = new TreeMap<>(former);
    expected.putAll(later);
    expected.putAll(SwapTest.expectedOf(jar("staying", staying), inOrder, time -> true));
  }

  /** Without those of timelines that a job may have no stages for. */
  private static List<AnalyzedRule> rules() throws Exception {
    List<AnalyzedRule> rules =
        CompiledJar.rules(CompiledJar.OWN_RULES, SwapRestoreTest::endsWithItsEvents);
    Set<String> rare = new HashSet<>();
    for (Detector<?> detector : jar("all", rules).set().detectors()) {
      if (!Set.of("@timestamp", "event.ingested,@timestamp")
          .contains(CompiledJar.timeline(detector))) {
        rare.add(detector.ruleId());
      }
    }
    return rules.stream().filter(rule -> !rare.contains(rule.rule().ruleId())).toList();
  }

  /** No alert of the rule comes by the passing of time, after other rules count. */
  private static boolean endsWithItsEvents(AnalyzedRule rule) {
    return SwapTest.alertsAtOnce(rule)
        && !(rule.query() instanceof Query.SingleEvent && rule.suppression().isPresent());
  }

  private static int third(AnalyzedRule rule) {
    return Math.floorMod(rule.rule().ruleId().hashCode(), 3);
  }

  private static CompiledJar jar(String name, List<AnalyzedRule> rules) throws Exception {
    return CompiledJar.of(rules, folder.resolve(name + ".jar"));
  }

  private static SwapRun run(String announcement, Path states) {
    return new SwapRun(partitions, List.of(announcement), old.location(), LATENESS, states);
  }

  private static void readOn(SwapRun run, String savepoint, int parallelism) throws Exception {
    JobClient client = run.start(parallelism, savepoint);
    run.await(client, "match", "newestVersion", version -> version == 1);
    run.read(client, ALL);
    run.end(client);
    assertThat(run.late()).isEmpty();
    assertThat(run.metric("match", "lateVersions")).containsOnly(0L);
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsOnTrialIsTriedAgain(int rescaled, @TempDir Path states) throws Exception {
    GatedJar gated = GatedJar.in(states.resolve("gated"));
    SwapRun run = run(Announcements.rules("new", moment, other.file(), gated.file()), states);
    JobClient client = run.start(PARALLELISM, "");
    run.read(client, HALF);
    run.announce(1);
    gated.awaitReached();
    CompletableFuture<Void> opening =
        CompletableFuture.runAsync(() -> openAfterSavepoint(gated, states));
    String savepoint = run.stop(client);
    opening.get();
    assertThat(run.metric("announcements", "acceptedAnnouncements")).containsOnly(0L);
    readOn(run, savepoint, rescaled);
  }

  /** The job that stops waits for its trial, so somebody has to let that end. */
  private static void openAfterSavepoint(GatedJar gated, Path states) {
    try {
      while (!hasSavepoint(states)) {
        Thread.sleep(20);
      }
      gated.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasSavepoint(Path states) throws IOException {
    try (Stream<Path> files = Files.list(states)) {
      return files.anyMatch(
          each ->
              String.valueOf(each.getFileName()).startsWith("savepoint-")
                  && Files.exists(each.resolve("_metadata")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsAcceptedComesIntoForce(int rescaled, @TempDir Path states) throws Exception {
    SwapRun run =
        run(Announcements.rules("new", moment, other.file()), states).withoutCheckpoints();
    JobClient client = run.start(PARALLELISM, "");
    run.read(client, HALF);
    run.announce(1);
    run.await(client, "announcements", "acceptedAnnouncements", count -> count == 1);
    run.await(client, "cells-@timestamp", "newestVersion", version -> version == 1);
    assertThat(run.metric("match", "newestVersion")).containsOnly(0L);
    String savepoint = run.stop(client);
    readOn(run, savepoint, rescaled);
  }
}
