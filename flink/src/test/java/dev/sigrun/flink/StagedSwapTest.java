package dev.sigrun.flink;

import static dev.sigrun.flink.ParityAlerts.actual;
import static dev.sigrun.flink.ParityAlerts.differences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over all rows of a window, of which one changes while a job runs. */
@Timeout(300)
class StagedSwapTest {
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final Path RULES = Path.of("src/test/staged-rules");
  private static final Path ROWS = RULES.resolve("rows_of_a_window_1.toml");
  private static final Path GROUPS = RULES.resolve("rows_of_a_window_2.toml");

  @TempDir Path folder;

  private CompiledJar jar(String name, Path... files) throws Exception {
    List<AnalyzedRule> rules =
        CompiledJar.rules(List.of(files).stream().map(Path::toString).toList(), rule -> true);
    assertThat(rules).hasSameSizeAs(files);
    CompiledJar jar = CompiledJar.of(rules, folder.resolve(name + ".jar"));
    assertThat(jar.set().detectors())
        .allMatch(each -> each.unwrap(StagedDetector.class).isPresent());
    return jar;
  }

  /** The rule on groups under another id. */
  private Path written(String name, String condition) throws IOException {
    String text =
        Files.readString(GROUPS)
            .replace("000000000202", "000000000203")
            .replace("Esql.hosts >= 2", condition);
    return Files.writeString(folder.resolve(name), text);
  }

  /** Rules that have not changed keep the rows of their windows, the one that has starts anew. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyTheRuleThatChangesStartsAnew(boolean restored) throws Exception {
    Path before = written("before.toml", "Esql.hosts >= 2");
    Path after = written("after.toml", "Esql.hosts >= 1");
    CompiledJar old = jar("old", ROWS, GROUPS, before);
    CompiledJar other = jar("other", ROWS, GROUPS, after);
    CompiledJar staying = jar("staying", ROWS, GROUPS);
    CompiledJar coming = jar("coming", after);
    List<List<PlacedEvent>> partitions =
        SwapTest.withoutFarAhead(ParityEvents.of(old.rules(), 3_000, 4_000, 19));
    List<PlacedEvent> inOrder = SwapTest.inOrder(partitions);
    long moment = inOrder.get(inOrder.size() * 6 / 10).recordedAt();

    Map<String, String> ofStaying = SwapTest.expectedOf(staying, inOrder, time -> true);
    Map<String, String> cut = SwapTest.expectedOf(staying, inOrder, time -> time < moment);
    cut.putAll(SwapTest.expectedOf(staying, inOrder, time -> time >= moment));
    assertThat(differences(cut, ofStaying)).as("their states matter").isNotEmpty();
    Map<String, String> ofComing = SwapTest.expectedOf(coming, inOrder, time -> time >= moment);
    assertThat(differences(ofComing, SwapTest.expectedOf(coming, inOrder, time -> true)))
        .as("alerts of a rule that would go on")
        .anyMatch(each -> each.startsWith("only in the job"));
    List<PlacedEvent> judgedBefore =
        SwapTest.at(inOrder, new String[] {"event.ingested", "@timestamp"}, time -> time < moment);
    Map<String, String> ofGoing =
        ParityAlerts.until(jar("going", before).set(), LATENESS, judgedBefore, moment);
    assertThat(ofGoing).isNotEmpty();
    Map<String, String> expected = new TreeMap<>(ofStaying);
    expected.putAll(ofGoing);
    expected.putAll(ofComing);

    SwapRun run =
        new SwapRun(
            partitions,
            List.of(Announcements.rules("other", moment, other.file())),
            old.location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(2, "");
    run.read(client, 40);
    run.announce(1);
    run.await(client, "match", "newestVersion", version -> version == 1);
    if (restored) {
      run.read(client, 70);
      String savepoint = run.stop(client);
      client = run.start(1, savepoint);
      run.await(client, "match", "newestVersion", version -> version == 1);
    }
    run.read(client, 100);
    run.end(client);
    assertThat(run.late()).isEmpty();
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }
}
