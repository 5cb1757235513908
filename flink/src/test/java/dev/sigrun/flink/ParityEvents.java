package dev.sigrun.flink;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events that satisfy rules, or nearly, spread over partitions.
 *
 * @param partitions each in its order
 */
record ParityEvents(List<List<PlacedEvent>> partitions) {
  static final long START = 1_700_000_000_000L;
  private static final int PARTITIONS = 4;
  private static final long FAR_AHEAD = Duration.ofDays(40).toMillis();

  /**
   * Makes up events. No two have the same time, so that there is one order that an engine and a job
   * can agree on.
   *
   * @param disorder by how many milliseconds times are out of order within a partition
   */
  static ParityEvents of(List<AnalyzedRule> rules, int count, int disorder, long seed) {
    List<AnalyzedRule> withMemory =
        rules.stream().filter(rule -> !(rule.query() instanceof Query.SingleEvent)).toList();
    Random random = new Random(seed);
    List<List<PlacedEvent>> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new ArrayList<>());
    }
    Set<Long> times = new HashSet<>();
    long time = START;
    int made = 0;
    while (made < count) {
      List<AnalyzedRule> some = random.nextInt(4) == 0 ? rules : withMemory;
      List<Predicate> predicates = some.get(random.nextInt(some.size())).query().predicates();
      String host = "host-" + random.nextInt(5);
      for (int round = 0; round < 2; round++) {
        for (Predicate predicate : predicates) {
          time += 1 + random.nextInt(400);
          long own = time - random.nextInt(disorder);
          while (!times.add(own)) {
            own++;
          }
          Map<String, @Nullable Object> event =
              new TreeMap<>(SatisfyingEvent.of(predicate, random));
          if (random.nextInt(3) > 0) {
            event.put("event.id", "event-" + made);
          }
          event.putIfAbsent("host.id", random.nextInt(50) == 0 ? List.of(host, "host-0") : host);
          // What correlations group by.
          event.putIfAbsent("host.name", host);
          event.putIfAbsent("winlog.computer_name", host);
          event.putIfAbsent("user.id", "user-" + random.nextInt(2));
          event.putIfAbsent("process.entity_id", "process-" + random.nextInt(2));
          // Now and then from a machine whose clock is wrong.
          own += made % 500 == 499 ? FAR_AHEAD : 0;
          event.put("@timestamp", own);
          if (random.nextInt(20) > 0) {
            event.put("event.ingested", own + 700);
          }
          int partition = random.nextInt(PARTITIONS);
          add(partitions, partition, own, JsonValues.write(event));
          if (made % 700 == 699) {
            add(partitions, partition, own, "{\"@timestamp\": " + own);
          }
          made++;
        }
      }
    }
    return new ParityEvents(partitions);
  }

  private static void add(
      List<List<PlacedEvent>> partitions, int partition, long time, String json) {
    List<PlacedEvent> events = partitions.get(partition);
    String source = PlacedEvent.sourceOf("events", partition);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    events.add(PlacedEvent.at(source, partition, events.size(), time, bytes));
  }

  /** All events in the order of time, which is not that of any partition. */
  List<PlacedEvent> inOrder() {
    return partitions.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(PlacedEvent::recordedAt))
        .toList();
  }

  /** Whether an event of this time comes from a machine whose clock is wrong. */
  static boolean isFarAhead(Instant time) {
    return time.toEpochMilli() >= START + FAR_AHEAD;
  }

  /** How many of them are no events. */
  int malformed() {
    return (int)
        inOrder().stream().filter(each -> each.json()[each.json().length - 1] != '}').count();
  }
}
