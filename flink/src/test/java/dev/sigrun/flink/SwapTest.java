package dev.sigrun.flink;

import static dev.sigrun.flink.ParityAlerts.actual;
import static dev.sigrun.flink.ParityAlerts.differences;
import static dev.sigrun.flink.ParityAlerts.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.flink.record.DeadLetter;
import dev.sigrun.flink.record.PlacedEvent;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.json.JsonValues;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.management.ObjectName;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules and indicators change while a job runs. */
@Timeout(300)
class SwapTest {
  private static final Duration LATENESS = Duration.ofSeconds(5);
  private static final int DISORDER = 4_000;

  /** Rules of timelines that a job may have no stages for. */
  private static final Set<String> RARE = new HashSet<>();

  @TempDir Path folder;

  @BeforeAll
  static void findRareRules(@TempDir Path all) throws Exception {
    CompiledJar jar = CompiledJar.of(rules(), all.resolve("all.jar"));
    for (Detector<?> detector : jar.set().detectors()) {
      if (!Set.of("@timestamp", "event.ingested,@timestamp")
          .contains(CompiledJar.timeline(detector))) {
        RARE.add(detector.ruleId());
      }
    }
  }

  /** A third of the rules stays, a third goes, and a third comes. */
  private enum Fate {
    STAYS,
    GOES,
    COMES
  }

  private static Fate fate(AnalyzedRule rule) {
    if (RARE.contains(rule.rule().ruleId())) {
      return Fate.STAYS;
    }
    Fate fate = Fate.values()[Math.floorMod(rule.rule().ruleId().hashCode(), 3)];
    return fate == Fate.GOES && !alertsAtOnce(rule) ? Fate.STAYS : fate;
  }

  /** The alerts that a rule owes to the passing of time end with the rule. */
  static boolean alertsAtOnce(AnalyzedRule rule) {
    return rule.query() instanceof Query.SingleEvent
        || rule.query() instanceof Query.NewTerms
        || (rule.query() instanceof Query.Sequence sequence
            && sequence.stages().stream().noneMatch(Query.Stage::missing));
  }

  private static List<AnalyzedRule> with(List<AnalyzedRule> rules, Predicate<Fate> wanted) {
    return rules.stream().filter(rule -> wanted.test(fate(rule))).toList();
  }

  private static List<AnalyzedRule> rules() {
    // In groups of alerts, events that are far ahead count in another order.
    return CompiledJar.rules(
        CompiledJar.OWN_RULES,
        rule -> !(rule.query() instanceof Query.SingleEvent && rule.suppression().isPresent()));
  }

  private CompiledJar jar(String name, List<AnalyzedRule> rules) throws Exception {
    return CompiledJar.of(rules, folder.resolve(name + ".jar"));
  }

  /** The alerts of an engine for the events whose time, as each rule sees it, is wanted. */
  static Map<String, String> expectedOf(
      CompiledJar jar, List<PlacedEvent> events, Predicate<Long> wanted) {
    Map<String, String> alerts = new TreeMap<>();
    for (String timeline : jar.timelines()) {
      alerts.putAll(
          expected(jar.onTimeline(timeline), LATENESS, at(events, timeline.split(","), wanted)));
    }
    alerts.putAll(
        expected(jar.onTimeline(""), LATENESS, at(events, new String[] {"@timestamp"}, wanted)));
    return alerts;
  }

  static List<PlacedEvent> at(List<PlacedEvent> events, String[] fields, Predicate<Long> wanted) {
    Fields registry = new Fields();
    List<DateField> dates = new ArrayList<>();
    for (String field : fields) {
      dates.add(registry.date(field));
    }
    EventReader reader = EventReader.of(registry);
    return events.stream()
        .filter(event -> time(reader, dates, event).stream().anyMatch(wanted::test))
        .toList();
  }

  private static OptionalLong time(EventReader reader, List<DateField> dates, PlacedEvent placed) {
    try {
      Event event = reader.read(placed.json());
      return EventOrder.timeOf(event, dates);
    } catch (EventFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** A time at which more than half of the events have happened. */
  private static long moment(ParityEvents events) {
    List<PlacedEvent> all = events.inOrder();
    return all.get(all.size() * 6 / 10).recordedAt();
  }

  /**
   * Rules judge the events of their time, those that stay keep their states, and it makes no
   * difference whether the job goes on from a savepoint in between.
   */
  @Tag("smoke")
  @Test
  void eachVersionJudgesTheEventsOfItsTime() throws Exception {
    List<AnalyzedRule> rules = rules();
    CompiledJar old = jar("old", with(rules, fate -> fate != Fate.COMES));
    CompiledJar other = jar("new", with(rules, fate -> fate != Fate.GOES));
    ParityEvents events = ParityEvents.of(rules, 3_000, DISORDER, 11);
    long moment = moment(events);
    Map<String, String> expected = new TreeMap<>();
    expected.putAll(
        expectedOf(jar("s", with(rules, fate -> fate == Fate.STAYS)), events.inOrder(), t -> true));
    Map<String, String> going =
        expectedOf(
            jar("g", with(rules, fate -> fate == Fate.GOES)), events.inOrder(), t -> t < moment);
    Map<String, String> coming =
        expectedOf(
            jar("c", with(rules, fate -> fate == Fate.COMES)), events.inOrder(), t -> t >= moment);
    assertThat(going.size()).isGreaterThan(10);
    assertThat(coming.size()).isGreaterThan(10);
    expected.putAll(going);
    expected.putAll(coming);

    for (boolean restored : new boolean[] {false, true}) {
      SwapRun run =
          new SwapRun(
              events.partitions(),
              List.of(Announcements.rules("new", moment, other.file())),
              old.location(),
              LATENESS,
              folder.resolve("state"));
      JobClient client = run.start(restored ? 1 : 2, "");
      run.read(client, 30);
      run.announce(1);
      run.await(client, "match", "newestVersion", version -> version == 1);
      if (restored) {
        run.read(client, 50);
        String savepoint = run.stop(client);
        client = run.start(2, savepoint);
        run.await(client, "match", "newestVersion", version -> version == 1);
      }
      run.read(client, 100);
      run.await(client, "match", "versions", versions -> versions == 1);
      run.end(client);
      String name = restored ? "restored" : "at once";
      assertThat(run.late()).as(name).isEmpty();
      assertThat(run.metric("match", "lateVersions")).as(name).containsOnly(0L);
      assertThat(differences(actual(run.alerts()), expected)).as(name).isEmpty();
      if (Boolean.getBoolean("sigrun.report")) {
        System.out.println("A swap held up stages by these milliseconds: " + pauses(run));
      }
    }
  }

  /** An event may belong to each of two versions, by times of which one of them knows one alone. */
  @Test
  void versionsMayGoByOtherTimes() throws Exception {
    List<AnalyzedRule> rules = rules();
    CompiledJar all = jar("all", rules);
    Set<String> rare = new HashSet<>();
    for (Detector<?> detector : all.set().detectors()) {
      if (!CompiledJar.timeline(detector).equals("@timestamp")) {
        rare.add(detector.ruleId());
      }
    }
    CompiledJar fewer =
        jar("fewer", rules.stream().filter(each -> !rare.contains(each.rule().ruleId())).toList());
    CompiledJar others =
        jar("others", rules.stream().filter(each -> rare.contains(each.rule().ruleId())).toList());
    List<List<PlacedEvent>> partitions =
        withoutFarAhead(ParityEvents.of(rules, 6_000, DISORDER, 13));
    List<PlacedEvent> inOrder = inOrder(partitions);
    long moment = inOrder.get(inOrder.size() * 6 / 10).recordedAt();
    Map<String, String> staying = expectedOf(fewer, inOrder, time -> true);
    Map<String, String> coming = expectedOf(others, inOrder, time -> time >= moment);
    assertThat(coming).isNotEmpty();
    Map<String, String> expected = new TreeMap<>(staying);
    expected.putAll(coming);
    SwapRun run =
        new SwapRun(
            partitions,
            List.of(
                Announcements.rules("fewer", 0, fewer.file()),
                Announcements.rules("all", moment, all.file())),
            all.location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(1, "");
    run.announce(2);
    run.await(client, "match", "newestVersion", version -> version == 2);
    run.read(client, 100);
    run.end(client);
    assertThat(run.late()).isEmpty();
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }

  static List<List<PlacedEvent>> withoutFarAhead(ParityEvents events) {
    return events.partitions().stream()
        .map(
            partition ->
                partition.stream()
                    .filter(
                        each -> !ParityEvents.isFarAhead(Instant.ofEpochMilli(each.recordedAt())))
                    .toList())
        .toList();
  }

  static List<PlacedEvent> inOrder(List<List<PlacedEvent>> partitions) {
    return partitions.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(PlacedEvent::recordedAt))
        .toList();
  }

  /**
   * Events that wait on a timeline have their turn, although the rules that come have no such one.
   */
  @Test
  void timelinesOfFormerRulesComeToTheirEnd() throws Exception {
    List<AnalyzedRule> rules = rules();
    CompiledJar every = jar("every", rules);
    Set<String> rare = new HashSet<>();
    for (Detector<?> detector : every.set().detectors()) {
      if (!CompiledJar.timeline(detector).equals("@timestamp")) {
        rare.add(detector.ruleId());
      }
    }
    List<AnalyzedRule> going =
        rules.stream()
            .filter(each -> rare.contains(each.rule().ruleId()) && alertsAtOnce(each))
            .toList();
    List<AnalyzedRule> staying =
        rules.stream().filter(each -> !rare.contains(each.rule().ruleId())).toList();
    List<AnalyzedRule> both = new ArrayList<>(staying);
    both.addAll(going);
    CompiledJar old = jar("old", both);
    CompiledJar other = jar("new", staying);
    List<List<PlacedEvent>> partitions =
        withoutFarAhead(ParityEvents.of(rules, 6_000, DISORDER, 14));
    List<PlacedEvent> inOrder = inOrder(partitions);
    long moment = inOrder.get(inOrder.size() * 6 / 10).recordedAt();
    Map<String, String> expected = expectedOf(jar("g", going), inOrder, time -> time < moment);
    assertThat(expected).isNotEmpty();
    SwapRun run =
        new SwapRun(
            partitions,
            List.of(Announcements.rules("new", moment, other.file())),
            old.location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(1, "");
    run.announce(1);
    run.await(client, "match", "newestVersion", version -> version == 1);
    run.read(client, 100);
    run.await(client, "match", "versions", versions -> versions == 1);
    // Before the end of the input, at which all time passes anyway.
    run.until(client, () -> actual(run.alerts()).keySet().containsAll(expected.keySet()));
    run.end(client);
    assertThat(run.late()).isEmpty();
    expected.putAll(expectedOf(other, inOrder, time -> true));
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }

  /** With a moment in the past, former rules get all events that were judged by them. */
  @Test
  void rulesThatAreReplacedAtOnceKeepWhatTheyWereGiven() throws Exception {
    List<AnalyzedRule> rules = rules();
    CompiledJar old = jar("old", with(rules, fate -> fate != Fate.COMES));
    CompiledJar other = jar("new", with(rules, fate -> fate != Fate.GOES));
    List<List<PlacedEvent>> partitions =
        withoutFarAhead(ParityEvents.of(rules, 4_000, DISORDER, 16));
    List<PlacedEvent> before =
        inOrder(partitions.stream().map(each -> each.subList(0, each.size() / 2)).toList());
    List<PlacedEvent> after =
        inOrder(
            partitions.stream().map(each -> each.subList(each.size() / 2, each.size())).toList());
    Map<String, String> expected =
        expectedOf(
            jar("s", with(rules, fate -> fate == Fate.STAYS)), inOrder(partitions), t -> true);
    expected.putAll(
        expectedOf(jar("g", with(rules, fate -> fate == Fate.GOES)), before, t -> true));
    expected.putAll(
        expectedOf(jar("c", with(rules, fate -> fate == Fate.COMES)), after, t -> true));
    // So long that most events still wait for their turn when the rules are replaced.
    Duration lateness = Duration.ofMinutes(2);
    SwapRun run =
        new SwapRun(
            partitions,
            List.of(Announcements.rules("new", 0, other.file())),
            old.location(),
            lateness,
            folder.resolve("state"));
    JobClient client = run.start(2, "");
    run.read(client, 50);
    run.announce(1);
    run.await(client, "match", "newestVersion", version -> version == 1);
    run.read(client, 100);
    run.end(client);
    assertThat(run.late()).isEmpty();
    assertThat(run.metric("match", "lateVersions")).contains(1L);
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }

  /** A slot that is done with the former rules does not hand that on to slots that need them. */
  @Test
  void anotherParallelismKeepsTheRulesOfThoseThatAreBehind() throws Exception {
    List<AnalyzedRule> rules = rules();
    CompiledJar old = jar("old", with(rules, fate -> fate != Fate.COMES));
    CompiledJar other = jar("new", with(rules, fate -> fate != Fate.GOES));
    List<PlacedEvent> inOrder =
        inOrder(withoutFarAhead(ParityEvents.of(rules, 4_000, DISORDER, 15)));
    int size = inOrder.size();
    long moment = inOrder.get(size * 6 / 10).recordedAt();
    // Half of what the first partition holds is later than the moment, of the others nothing.
    List<PlacedEvent> ahead = new ArrayList<>();
    List<PlacedEvent> behind = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      (i >= size * 5 / 10 && i % 2 == 0 ? ahead : behind).add(inOrder.get(i));
    }
    List<List<PlacedEvent>> partitions = List.of(placed(0, ahead), placed(1, behind));
    List<PlacedEvent> all = inOrder(partitions);
    Map<String, String> expected = new TreeMap<>();
    expected.putAll(expectedOf(jar("s", with(rules, fate -> fate == Fate.STAYS)), all, t -> true));
    expected.putAll(
        expectedOf(jar("g", with(rules, fate -> fate == Fate.GOES)), all, t -> t < moment));
    expected.putAll(
        expectedOf(jar("c", with(rules, fate -> fate == Fate.COMES)), all, t -> t >= moment));
    for (int rescaled : new int[] {1, 3}) {
      SwapRun run =
          new SwapRun(
              partitions,
              List.of(Announcements.rules("new", moment, other.file())),
              old.location(),
              LATENESS,
              folder.resolve("state"));
      JobClient client = run.start(2, "");
      run.announce(1);
      run.await(client, "match", "newestVersion", version -> version == 1);
      run.read(client, 50);
      run.until(
          client, () -> new HashSet<>(run.metric("match", "versions")).equals(Set.of(1L, 2L)));
      String savepoint = run.stop(client);
      client = run.start(rescaled, savepoint);
      run.await(client, "match", "versions", versions -> versions == 2);
      run.read(client, 100);
      // A slot without a partition has no time.
      int reading = Math.min(rescaled, partitions.size());
      run.until(
          client,
          () -> run.metric("match", "versions").stream().filter(v -> v == 1).count() == reading);
      run.end(client);
      assertThat(run.late()).isEmpty();
      assertThat(differences(actual(run.alerts()), expected)).as("to " + rescaled).isEmpty();
    }
  }

  private static List<PlacedEvent> placed(int partition, List<PlacedEvent> events) {
    List<PlacedEvent> placed = new ArrayList<>();
    for (PlacedEvent each : events) {
      String source = PlacedEvent.sourceOf("events", partition);
      placed.add(PlacedEvent.at(source, partition, placed.size(), each.recordedAt(), each.json()));
    }
    return placed;
  }

  private static List<Long> pauses(SwapRun run) {
    List<Long> pauses = new ArrayList<>(run.metric("match", "swapMs"));
    pauses.addAll(run.metric("cells-@timestamp", "swapMs"));
    pauses.addAll(run.metric("groups-@timestamp", "swapMs"));
    return pauses;
  }

  /** What is wrong is said, and changes nothing. */
  @Test
  void announcementsThatAreRefusedChangeNothing() throws Exception {
    List<AnalyzedRule> rules = rules().subList(0, 60);
    CompiledJar jar = jar("rules", rules);
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    Path cut =
        Files.write(
            folder.resolve("cut.jar"), Arrays.copyOf(Files.readAllBytes(jar.file()), 10_000));
    ParityEvents events = ParityEvents.of(rules, 600, DISORDER, 12);
    SwapRun run =
        new SwapRun(
            events.partitions(),
            List.of(
                "no JSON",
                Announcements.rules("1", ParityEvents.START, text),
                Announcements.rules("2", ParityEvents.START, cut),
                Announcements.rules("3", ParityEvents.START, cut, Announcements.sha256(text)),
                Announcements.rules(
                    "4", ParityEvents.START, folder.resolve("none.jar"), "0".repeat(64))),
            jar.location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(1, "");
    run.announce(5);
    run.await(client, "announcements", "refusedAnnouncements", count -> count == 5);
    run.end(client);
    assertThat(run.deadLetters())
        .filteredOn(letter -> letter.input().source().equals("announced-0"))
        .extracting(DeadLetter::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).startsWith("The announcement is not JSON: "),
            reason -> assertThat(reason).contains("text.jar are not in a jar"),
            reason -> assertThat(reason).contains("cut.jar are not in a jar"),
            reason -> assertThat(reason).contains("cut.jar has the SHA-256 digest "),
            reason -> assertThat(reason).contains("none.jar cannot be read"));
    assertThat(differences(actual(run.alerts()), expected(jar.set(), LATENESS, events.inOrder())))
        .isEmpty();
  }

  /** After fifty swaps, no more class loaders are there than versions can be. */
  @Test
  void classLoadersOfFormerVersionsGo() throws Exception {
    int swaps = 50;
    List<AnalyzedRule> rules = rules();
    List<CompiledJar> jars =
        List.of(
            jar("even", with(rules, fate -> fate != Fate.COMES)),
            jar("odd", with(rules, fate -> fate != Fate.GOES)));
    ParityEvents events = ParityEvents.of(rules, 5_000, DISORDER, 13);
    List<PlacedEvent> order = events.inOrder();
    List<String> announcements = new ArrayList<>();
    for (int swap = 0; swap < swaps; swap++) {
      // Another name is another version; a copy of the jar is another set of classes.
      Path copy = folder.resolve("copy-" + swap + ".jar");
      Files.copy(jars.get(swap % 2).file(), copy);
      long from = order.get(order.size() * (swap + 1) / (swaps + 2)).recordedAt();
      announcements.add(Announcements.rules("v" + swap, from, copy));
    }
    SwapRun run =
        new SwapRun(
            events.partitions(),
            announcements,
            jars.get(1).location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(2, "");
    for (int swap = 1; swap <= swaps; swap++) {
      run.announce(swap);
      long number = swap;
      run.await(client, "match", "newestVersion", version -> version == number);
      run.read(client, 100 * swap / (swaps + 2));
    }
    run.read(client, 100);
    run.await(client, "match", "versions", versions -> versions == 1);
    // The JVM keeps classes whose methods are about to be compiled.
    run.until(client, () -> loaders() <= RuleVersions.MOST + 1);
    run.end(client);
    for (int second = 0; second < 30 && loaders() > 0; second++) {
      Thread.sleep(1_000);
    }
    assertThat(loaders()).isZero();
    assertThat(actual(run.alerts())).isNotEmpty();
  }

  /** How many loaders of rules are reachable, as a collection of all garbage finds. */
  private static int loaders() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .filter(line -> line.endsWith(" dev.sigrun.runtime.RuleJarLoader"))
        .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+")[1]))
        .sum();
  }

  /** Lists of indicators come whole or not at all. */
  @Test
  void indicatorsComeWhole() throws Exception {
    List<AnalyzedRule> rules =
        CompiledJar.rules(
            CompiledJar.OWN_RULES, rule -> rule.query() instanceof Query.IndicatorMatch);
    assertThat(rules).isNotEmpty();
    Fields registry = new Fields();
    DateField timestamp = registry.date("@timestamp");
    CompiledJar jar = jar("rules", rules);
    List<String> ids = rules.stream().map(rule -> rule.rule().ruleId()).toList();
    Path list = Path.of("../rules/events/indicators.ndjson");
    Path half =
        Files.writeString(
            folder.resolve("half.ndjson"),
            Files.readString(list).substring(0, (int) Files.size(list) / 2));
    List<List<PlacedEvent>> partitions = List.of(sessions());
    SwapRun run =
        new SwapRun(
            partitions,
            List.of(
                Announcements.indicators(ids, half, Announcements.sha256(list)),
                Announcements.indicators(ids, half, Announcements.sha256(half)),
                Announcements.indicators(List.of("nobody"), list, Announcements.sha256(list)),
                Announcements.indicators(ids, list, Announcements.sha256(list))),
            jar.location(),
            LATENESS,
            folder.resolve("state"));
    JobClient client = run.start(1, "");
    run.announce(3);
    run.await(client, "announcements", "refusedAnnouncements", count -> count == 3);
    assertThat(run.metric("match", "indicatorLists")).containsOnly(0L);
    run.announce(4);
    run.await(client, "match", "indicatorLists", count -> count == 1);
    run.end(client);
    assertThat(run.deadLetters())
        .extracting(DeadLetter::reason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("half.ndjson has the SHA-256 digest "),
            reason -> assertThat(reason).contains("still being written"),
            reason -> assertThat(reason).contains("No rule with the id nobody"));
    IndicatorLists lists = new IndicatorLists();
    long started =
        time(EventReader.of(registry), List.of(timestamp), partitions.get(0).get(0)).orElseThrow();
    for (Detector<?> each : jar.set().detectors()) {
      IndicatorMatchDetector detector =
          each.unwrap(IndicatorMatchDetector.class).orElseThrow().get();
      try (InputStream in = Files.newInputStream(list)) {
        lists.replace(
            detector,
            IndicatorFile.read(in, "indicators.ndjson", detector.indicatorReader(() -> started))
                .documents());
      }
    }
    Map<String, String> expected = expected(jar.set(), LATENESS, partitions.get(0), lists);
    assertThat(expected).isNotEmpty();
    assertThat(differences(actual(run.alerts()), expected)).isEmpty();
  }

  /** Events that the rules select, of addresses that the list has and of others. */
  private static List<PlacedEvent> sessions() {
    long time = Instant.parse("2026-02-03T08:00:00Z").toEpochMilli();
    List<PlacedEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String known = i % 3 == 0 ? "198.51.100.7" : "198.51.100.8";
      Map<String, Object> event =
          i % 2 == 0
              ? Map.of(
                  "event.category",
                  "network",
                  "container.id",
                  "c-" + i,
                  "destination.ip",
                  known,
                  "destination.port",
                  3333)
              : Map.of(
                  "event.dataset", "kubernetes.audit_logs",
                  "kubernetes.audit.stage", "ResponseComplete",
                  "source.ip", known);
      Map<String, @Nullable Object> timed = new TreeMap<>(event);
      timed.put("@timestamp", time + i);
      timed.put("event.ingested", time + i);
      byte[] json = JsonValues.write(timed).getBytes(StandardCharsets.UTF_8);
      events.add(PlacedEvent.at("events-0", 0, i, time + i, json));
    }
    return events;
  }
}
