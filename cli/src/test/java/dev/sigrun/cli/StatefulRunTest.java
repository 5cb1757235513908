package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that need memory, from the rule file to the alert. */
class StatefulRunTest {
  private static final String LINUX = ",\"host.os.type\":\"linux\"";
  private static final String WINDOWS = ",\"host.os.type\":\"windows\"";
  private static final long DAY = 86_400;

  @TempDir private Path folder;

  private Cli cli;
  private String rules;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    rules = StatefulRules.writeAll(cli);
  }

  private static String from(String address) {
    return ",\"source.ip\":\"" + address + "\"";
  }

  private static String to(String address) {
    return ",\"destination.ip\":\"" + address + "\"";
  }

  private static String image(String name) {
    return ",\"container.image.name\":\"" + name + "\"";
  }

  private static String indicator(String address) {
    return "{\"@timestamp\":\"2026-01-20T00:00:00Z\",\"threat\":{\"feed\":{\"name\":\"ours\"},"
        + "\"indicator\":{\"ip\":\""
        + address
        + "\"}}}\n";
  }

  /** What happens, and the rules that fire with the lines of their events. */
  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(event(0, "pack", "ann") + event(60, "send", "ann"), "copied 1 2"),
        Arguments.of(event(0, "pack", "ann") + event(60.001, "send", "ann"), ""),
        Arguments.of(event(0, "pack", "ann") + event(1, "send", "bob"), ""),
        Arguments.of(event(0, "send", "ann") + event(1, "pack", "ann"), ""),
        // The events came the wrong way round, the times tell.
        Arguments.of(event(9, "send", "ann") + event(1, "pack", "ann"), "copied 2 1"),
        Arguments.of(event(0, "ask", "ann") + event(90, "idle", "ann"), "unanswered 1"),
        Arguments.of(event(0, "ask", "ann"), "unanswered 1"),
        Arguments.of(event(0, "ask", "ann") + event(30, "answer", "ann"), ""),
        Arguments.of(event(0, "ask", "ann") + event(30.001, "answer", "ann"), "unanswered 1"),
        Arguments.of(
            event(0, "enter", "ann", WINDOWS) + event(9, "enter", "ann", LINUX), "two_systems 2 1"),
        Arguments.of(event(0, "enter", "ann", WINDOWS) + event(9, "enter", "bob", LINUX), ""),
        Arguments.of(
            event(0, "guess", "ann", from("10.0.0.1"))
                + event(1, "guess", "ann", from("10.0.0.1"))
                + event(2, "guess", "ann", from("10.0.0.2")),
            "guessing 1 2 3"),
        Arguments.of(event(0, "guess", "ann", from("10.0.0.1")).repeat(9), ""),
        Arguments.of(
            event(0, "guess", "ann", from("10.0.0.1"))
                + event(1, "guess", "ann", from("10.0.0.2"))
                + event(541, "guess", "ann", from("10.0.0.3")),
            ""),
        Arguments.of(
            event(0, "pull", "ann", image("web"))
                + event(3 * DAY, "pull", "ann", image("new"))
                + event(3 * DAY + 1, "pull", "ann", image("new"))
                + event(3 * DAY + 2, "pull", "ann"),
            "new_image 2"),
        // A term that was not seen for as long as the rule looks back is new again.
        Arguments.of(
            event(0, "pull", "ann", image("web"))
                + event(DAY, "pull", "ann", image("x"))
                + event(2 * DAY + 1, "pull", "ann", image("web"))
                + event(3 * DAY, "pull", "ann", image("web")),
            "new_image 3"),
        Arguments.of(event(0, "connect", "ann", to("192.0.2.7")), "known_address 1"),
        Arguments.of(event(0, "connect", "ann", to("192.0.2.8")), ""),
        Arguments.of(event(0, "look", "ann", to("192.0.2.7")), ""));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void everyShapeFiresAndStaysSilentOnNearMisses(String events, String expected) {
    String feed = cli.file("feed.ndjson", indicator("192.0.2.7"));

    Cli.Result result =
        cli.input(events).run("run", "-r", rules, "--indicators", feed, "--output", "ndjson", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(found(result)).isEqualTo(expected);
    assertThat(result.err()).contains("0 evicted; everything is decided.");
  }

  /** Rules and lines of alerts, such as {@code copied 1 2, guessing 3 4 5}. */
  private static String found(Cli.Result result) {
    return alerts(result).stream()
        .map(
            alert ->
                String.valueOf(alert.get("kibana.alert.rule.name")).substring("Rule ".length())
                    + lines(alert))
        .collect(Collectors.joining(", "));
  }

  private static String lines(Map<String, @Nullable Object> alert) {
    return ((List<?>) java.util.Objects.requireNonNull(alert.get("sigrun.events")))
        .stream()
            .map(event -> " " + JsonValues.asObject(event).orElseThrow().get("line"))
            .collect(Collectors.joining());
  }

  static List<Map<String, @Nullable Object>> alerts(Cli.Result result) {
    List<Map<String, @Nullable Object>> alerts = new ArrayList<>();
    for (String line : result.outLines()) {
      try {
        alerts.add(JsonValues.asObject(JsonValues.read(line)).orElseThrow());
      } catch (JsonFormatException e) {
        throw new AssertionError(line, e);
      }
    }
    return alerts;
  }

  private static Object at(Map<String, @Nullable Object> alert, String key) {
    return java.util.Objects.requireNonNull(alert.get(key), key);
  }

  /**
   * Two events before a multiple of the interval and one after it are three only in a span that
   * slides.
   */
  @Test
  void tumblingSpansBeginAtMultiplesOfTheInterval() {
    Cli other = new Cli(cli.path("tumbling"));
    String threshold =
        Rules.toml("t", "kuery", "user.name: *")
                .replace(
                    "type = \"query\"",
                    "type = \"threshold\"\ninterval = \"5m\"\nfrom = \"now-5m\"")
            + "[rule.threshold]\nfield = [\"user.name\"]\nvalue = 3\n";
    String rule = other.file("rules/t.toml", threshold);
    StringBuilder lines = new StringBuilder();
    for (String time : new String[] {"00:04:00", "00:04:30", "00:05:30"}) {
      lines.append("{\"@timestamp\": \"2026-01-01T" + time + "Z\", \"user.name\": \"ann\"}\n");
    }
    String events = other.file("events.ndjson", lines.toString());

    assertThat(other.run("run", "--rules", rule, events).outLines()).hasSize(1);
    assertThat(other.run("run", "--tumbling", "--rules", rule, events).outLines()).isEmpty();
  }

  @Test
  void aSequenceIsOneAlertAndItsMembersOnRequest() {
    String events =
        event(0, "pack", "ann", ",\"host.name\":\"h\",\"file.name\":\"a\"")
            + event(2, "send", "ann", ",\"host.name\":\"h\",\"file.name\":\"b\"");

    Cli.Result plain = cli.input(events).run("run", "-r", rules, "-");
    Cli.Result all = cli.input(events).run("run", "-r", rules, "--building-blocks", "-");

    Map<String, @Nullable Object> shell = alerts(plain).get(0);
    assertThat(alerts(plain)).hasSize(1);
    assertThat(shell)
        .containsEntry("host.name", "h")
        .containsEntry("kibana.alert.group.id", shell.get("kibana.alert.uuid"))
        .containsEntry("kibana.alert.depth", 2L)
        .containsEntry("kibana.alert.original_time", "2026-02-01T00:00:00.000Z")
        .doesNotContainKeys(
            "file.name", "kibana.alert.building_block_type", "kibana.alert.group.index");
    assertThat(alerts(all)).hasSize(3).last().isEqualTo(shell);
    for (int i = 0; i < 2; i++) {
      assertThat(alerts(all).get(i))
          .containsEntry("file.name", i == 0 ? "a" : "b")
          .containsEntry("kibana.alert.building_block_type", "default")
          .containsEntry("kibana.alert.group.id", shell.get("kibana.alert.uuid"))
          .containsEntry("kibana.alert.group.index", (long) i)
          .containsEntry("kibana.alert.depth", 1L);
      assertThat(String.valueOf(at(shell, "kibana.alert.ancestors")))
          .contains(String.valueOf(alerts(all).get(i).get("kibana.alert.uuid")));
    }
    assertThat(all.err()).contains("2 events: 1 alert of 1 rule, 2 building blocks in ");
  }

  @Test
  void theOtherShapesTellWhatTheySaw() {
    String events =
        event(0, "guess", "ann", from("10.0.0.1"))
            + event(1, "guess", "ann", from("10.0.0.1"))
            + event(2, "guess", "ann", from("10.0.0.2"))
            + event(3, "pull", "ann", image("web"))
            + event(4, "connect", "ann", to("192.0.2.7"));
    String feed = cli.file("feed.ndjson", indicator("192.0.2.7"));

    Cli.Result result =
        cli.input(events).run("run", "-r", rules, "--indicators", feed, "--warm-up", "none", "-");

    Map<Object, Map<String, @Nullable Object>> byType =
        alerts(result).stream()
            .collect(Collectors.toMap(a -> at(a, "kibana.alert.rule.type"), a -> a));
    assertThat(byType).containsOnlyKeys("threshold", "new_terms", "threat_match");
    assertThat(JsonValues.write(byType.get("threshold").get("kibana.alert.threshold_result")))
        .isEqualTo(
            "{\"count\":3,\"from\":\"2026-02-01T00:00:00.000Z\","
                + "\"terms\":[{\"field\":\"user.name\",\"value\":\"ann\"}],"
                + "\"cardinality\":[{\"field\":\"source.ip\",\"value\":2}]}");
    assertThat(byType.get("new_terms")).containsEntry("kibana.alert.new_terms", List.of("web"));
    assertThat(JsonValues.write(byType.get("threat_match").get("threat")))
        .contains(
            "\"feed\":{\"name\":\"ours\"}",
            "\"atomic\":\"192.0.2.7\",\"field\":\"destination.ip\"",
            "\"index\":\"feed.ndjson\",\"type\":\"indicator_match_rule\"");
  }

  @Test
  void equalLinesAreTwoEventsAndTheSameLineIsOne() {
    String one = cli.rule("any", "eql", "any where event.action == \"same\"");
    String events = event(0, "same", "ann").repeat(2);
    String named = event(0, "same", "ann", ",\"event.id\":\"7\"").repeat(2);

    List<Object> first = ids(cli.input(events).run("run", "-r", one, "-"));
    List<Object> again = ids(cli.input(events).run("run", "-r", one, "-"));

    assertThat(first).hasSize(2).doesNotHaveDuplicates().isEqualTo(again);
    assertThat(ids(cli.input(named).run("run", "-r", one, "-")).stream().distinct()).hasSize(1);
  }

  @Test
  void detectionsOfOneMillisecondHaveTheirOwnIds() {
    String pair =
        event(0, "guess", "ann", from("10.0.0.1")) + event(0, "guess", "ann", from("10.0.0.2"));

    List<Object> ids = ids(cli.input(pair.repeat(3)).run("run", "-r", rules, "-"));

    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
  }

  static List<Object> ids(Cli.Result result) {
    return alerts(result).stream().map(alert -> at(alert, "kibana.alert.uuid")).toList();
  }

  /** Odd times, and what is said about them. */
  static Stream<Arguments> oddTimes() {
    String good = event(10, "pack", "ann") + event(20, "send", "ann");
    String timeless = "{\"event.action\":\"pack\",\"user.name\":\"ann\"}\n";
    return Stream.of(
        Arguments.of(timeless + good, "copied 2 3", "1 event without a readable time"),
        Arguments.of(
            timeless.replace("{", "{\"@timestamp\":\"soon\",") + good,
            "copied 2 3",
            "1 event without a readable time"),
        Arguments.of(
            good + event(-40_000 * DAY, "pack", "ann"), "copied 1 2", "arrived too late for rules"),
        Arguments.of(
            event(70_000 * DAY, "pack", "bob") + good + event(70_000 * DAY + 1, "send", "bob"),
            "copied 2 3, copied 1 4",
            "2 events more than a day ahead of all others"),
        Arguments.of(
            good + event(-3_600, "pack", "ann") + event(-3_590, "send", "ann"),
            "copied 1 2",
            "2 events arrived too late for rules that need memory: more than 60 s older"),
        Arguments.of(
            "{\"@timestamp\":1769904000,\"event.action\":\"pack\",\"user.name\":\"ann\"}\n"
                + "{\"@timestamp\":1769904060,\"event.action\":\"send\",\"user.name\":\"ann\"}\n",
            "copied 1 2",
            "All times are in 1970. Numeric timestamps must be in milliseconds."));
  }

  @ParameterizedTest
  @MethodSource("oddTimes")
  void oddTimesCostNoOtherDetectionAndAreReported(String events, String expected, String report) {
    Cli.Result result = cli.input(events).run("run", "-r", rules, "-");

    assertThat(result.exitCode()).isZero();
    assertThat(found(result)).isEqualTo(expected);
    assertThat(result.err()).contains(report);
  }

  @Test
  void timesThatGoBackwardsForHoursAreLateButEventRulesSeeThem() {
    String all = cli.rule("all", "eql", "any where true");
    String events =
        IntStream.range(0, 200)
            .mapToObj(i -> event(-60.0 * i, i % 2 == 0 ? "send" : "pack", "ann"))
            .collect(Collectors.joining());

    Cli.Result result = cli.input(events).run("run", "-r", all, "--output", "table", "-");

    assertThat(result.err()).contains("198 late").contains("201 alerts of 2 rules");
  }

  @Test
  void manyKeysStayWithinTheBoundAndEvictionsAreReported() throws IOException {
    String one = StatefulRules.sequence(new Cli(folder.resolve("one")), "1d");
    int keys = 1_000_000;
    InputStream events =
        lines(keys + 2, i -> i < keys ? event(i / 100.0, "pack", "u" + i) : lastOf(i, keys));

    Cli.Result result =
        cli.input(events)
            .run("run", "-r", one, "--lateness", "0", "--max-keys-per-rule", "5000", "-");

    assertThat(found(result)).isEqualTo("copied " + keys + " " + (keys + 2));
    assertThat(result.err())
        .contains("0 late, 0 without time, 0 held, 995000 evicted")
        .contains("995000 keys of rules evicted because memory is bounded");
  }

  /** The first key is forgotten by now, the last one is not. */
  private static String lastOf(int line, int keys) {
    return event(keys / 100.0, "send", line == keys ? "u0" : "u" + (keys - 1));
  }

  private static InputStream lines(int count, java.util.function.IntFunction<String> line)
      throws IOException {
    PipedOutputStream out = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(out, 1 << 16);
    Thread writer =
        new Thread(
            () -> {
              try (out) {
                for (int i = 0; i < count; i++) {
                  out.write(line.apply(i).getBytes(UTF_8));
                }
              } catch (IOException e) {
                // The reader sees the stream end early, and the test fails.
              }
            });
    writer.setDaemon(true);
    writer.start();
    return in;
  }

  @Test
  void aSequenceThatNeverCompletesIsForgotten() {
    String events =
        IntStream.range(0, 5_000)
            .mapToObj(i -> event(i * 61.0, "pack", "ann"))
            .collect(Collectors.joining());
    String file = cli.file("e.ndjson", events);
    String state = folder.resolve("state").toString();

    Cli.Result result = cli.run("run", "-r", rules, "--state", state, file);

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("0 evicted; undecided results continue");
    assertThat(snapshots()).allSatisfy(file2 -> assertThat(file2.toFile()).size().isLessThan(4096));
  }

  private List<Path> snapshots() {
    try (Stream<Path> files = java.nio.file.Files.list(folder.resolve("state"))) {
      return files
          .filter(file -> file.toString().endsWith(".sigrun"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The event that has no answer comes from standard input, or from a file before it, with another
   * that cannot be read in between.
   */
  @ParameterizedTest
  @CsvSource({
    "'', false",
    "a.ndjson, false",
    "a.json, false",
    "a.ndjson.gz, false",
    "a.json, true"
  })
  void silenceOfStandardInputLetsTimePass(String file, boolean broken) throws Exception {
    String asked = event(0, "ask", "ann");
    PipedOutputStream writer = new PipedOutputStream();
    PipedInputStream input = new PipedInputStream(writer);
    String quick =
        cli.rule(
            StatefulRules.ABSENCE,
            "eql",
            "sequence by user.name with maxspan=1s\n"
                + "  [any where event.action == \"ask\"]\n"
                + "  ![any where event.action == \"answer\"]");
    List<String> arguments =
        new ArrayList<>(List.of("run", "-r", quick, "--lateness", "0", "--idle", "1s"));
    if (!file.isEmpty()) {
      byte[] text = (file.endsWith(".json") ? "[" + asked + "]\n" : asked).getBytes(UTF_8);
      arguments.add(cli.file(file, file.endsWith(".gz") ? zipped(text) : text));
    }
    if (broken) {
      arguments.add(cli.file("b.ndjson.gz", new byte[] {0x1f, (byte) 0x8b, 7}));
    }
    arguments.add("-");
    Thread run = new Thread(() -> cli.input(input).run(arguments.toArray(String[]::new)));
    run.start();
    if (file.isEmpty()) {
      writer.write(asked.getBytes(UTF_8));
      writer.flush();
    }
    String early = "";
    for (int i = 0; i < 200 && early.isEmpty(); i++) {
      Thread.sleep(50);
      early = cli.outputSoFar();
    }
    writer.close();
    run.join(20_000);

    assertThat(early).contains("Rule unanswered");
  }

  private static byte[] zipped(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }
}
