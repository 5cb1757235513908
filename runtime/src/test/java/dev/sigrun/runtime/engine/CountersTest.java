package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.engine.report.Counter;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounter;
import dev.sigrun.runtime.engine.report.RuleCounters;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final long WALL = EngineRun.WALL;

  @Test
  void thePageNamesAllCountersAndNoOthers() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/counters.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    List<String> expected =
        Stream.concat(
                Arrays.stream(Counter.values())
                    .map(each -> "| `" + each.key() + "` | " + each.meaning() + " |"),
                Arrays.stream(RuleCounter.values())
                    .map(each -> "| `" + each.key() + "` | " + each.meaning() + " |"))
            .toList();
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void timesOfRulesAreTheirOwnAndAddUpToLessThanTheWhole() {
    EngineRun run =
        new EngineRun(
            new TestRules()
                .event("event", "a")
                .pairs("pairs", 10_000)
                .pairs("more", 10_000)
                .build(),
            0,
            options -> options.timed(true).onDetection((rule, found) -> work()));
    long start = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      run.accept(WALL + i, "h", i % 2 == 0 ? "a" : "b", i);
    }
    run.engine.finish();
    long wall = System.nanoTime() - start;
    Counters counters = run.engine.counters();
    assertThat(counters.of("event").nanos()).isPositive();
    assertThat(counters.of("pairs").nanos()).isPositive();
    long sum = counters.ofRule().values().stream().mapToLong(RuleCounters::nanos).sum();
    // The listener works for 3,000 detections, which is not the rules' time.
    assertThat(sum).isLessThan(wall - 3_000 * WORK_NANOS);
  }

  private static final long WORK_NANOS = 10_000;

  private static void work() {
    long end = System.nanoTime() + WORK_NANOS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void countersAreReadThroughJmx() throws Exception {
    EngineRun run =
        new EngineRun(new TestRules().event("x", "x").pairs("pairs", 10_000).build(), 0);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.sigrun:type=Engine,name=test");
    server.registerMBean(run.engine.monitor(), name);
    try {
      for (int i = 0; i < Monitor.EVENTS; i++) {
        run.accept(WALL + i, "h", "x", i);
      }
      assertThat(count(server, name, "events")).isEqualTo(1_000L);
      assertThat(count(server, name, "matches")).isEqualTo(1_000L);
      run.accept(WALL + 5_000, "h", "x", 1_000);
      run.engine.flush();
      assertThat(count(server, name, "events")).isEqualTo(1_001L);
      assertThat(server.getAttribute(name, "Now")).isEqualTo(WALL + 5_000);
      TabularData rules = (TabularData) server.getAttribute(name, "RuleCounters");
      TabularData ofX = (TabularData) rules.get(new Object[] {"x"}).get("value");
      assertThat(ofX.get(new Object[] {"detections"}).get("value")).isEqualTo(1_001L);
    } finally {
      server.unregisterMBean(name);
    }
  }

  private static Object count(MBeanServer server, ObjectName name, String counter)
      throws Exception {
    TabularData counters = (TabularData) server.getAttribute(name, "Counters");
    return counters.get(new Object[] {counter}).get("value");
  }
}
