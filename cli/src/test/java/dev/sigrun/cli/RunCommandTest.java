package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("smoke")
class RunCommandTest {
  private static final String ANN =
      "{\"user.name\": \"ann\", \"@timestamp\": \"2026-01-02T03:04:05Z\"}";
  private static final String BOB = "{\"user.name\": \"bob\"}";

  @TempDir private Path folder;

  private Cli cli;
  private String rules;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    rules = cli.rule("ann", "eql", "any where user.name == \"ann\"");
  }

  @Test
  void printsAlertsWithThePlacesOfTheirEvents() throws JsonFormatException {
    String events = cli.file("e.ndjson", "\n" + BOB + "\r\n  \n" + ANN);

    Cli.Result result = cli.run("run", "--rules", rules, events);

    assertThat(result.exitCode()).isZero();
    assertThat(result.outLines()).hasSize(1);
    Map<String, Object> alert = JsonValues.asObject(JsonValues.read(result.out())).orElseThrow();
    assertThat(alert)
        .containsEntry("@timestamp", "2026-03-01T12:00:00.000Z")
        .containsEntry("kibana.alert.rule.rule_id", Rules.id("ann"))
        .containsEntry("kibana.alert.rule.name", "Rule ann")
        .containsEntry("kibana.alert.original_time", "2026-01-02T03:04:05Z")
        .containsEntry("sigrun.events", List.of(Map.of("source", events, "line", 4L)));
    assertThat(result.err()).contains("2 events: 1 alert of 1 rule in ");
  }

  @Test
  void keepsTheOrderOfEventsAndFiles() {
    String many =
        IntStream.rangeClosed(1, 3_000)
            .mapToObj(i -> i % 3 == 0 ? ANN : BOB)
            .reduce("", (all, line) -> all + line + "\n");
    String first = cli.file("first.ndjson", many);
    String second = cli.file("second.ndjson", ANN);

    Cli.Result result = cli.run("run", "-r", rules, first, second);

    Stream<String> expected =
        Stream.concat(
            IntStream.rangeClosed(1, 1_000).mapToObj(i -> place(first, 3 * i)),
            Stream.of(place(second, 1)));
    assertThat(result.outLines().stream().map(line -> line.substring(line.indexOf("\"sigrun."))))
        .containsExactlyElementsOf(expected.toList());
  }

  @Test
  void saysWhichRuleOfAJarIsDamaged() throws IOException {
    Path jar = folder.resolve("ann.jar");
    cli.run("compile", rules, "-o", jar.toString());
    try (FileSystem files = FileSystems.newFileSystem(jar);
        Stream<Path> entries = Files.walk(files.getPath("/"))) {
      Path parameters = entries.filter(path -> path.endsWith("Ann.json")).findFirst().orElseThrow();
      Files.writeString(
          parameters, Files.readString(parameters).replace("\"severity\":", "\"severity\"!"));
    }

    Cli.Result result = cli.input(ANN).run("run", "--jar", jar.toString(), "-");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains("The parameters of the rule " + Rules.id("ann") + " are damaged: ")
        .contains(". Compile the jar again.")
        .doesNotContain("bug");
  }

  private static String place(String source, int line) {
    return "\"sigrun.events\":[{\"source\":\"" + source + "\",\"line\":" + line + "}]}";
  }

  @Test
  void readsGzipAndStandardInput() throws IOException {
    String gzip = cli.file("e.ndjson.gz", gzip(ANN + "\n"));

    Cli.Result files = cli.input(gzip(ANN + "\n" + ANN)).run("run", "-r", rules, gzip, "-");
    Cli.Result plain = cli.input(ANN).run("run", "-r", rules, "-");

    assertThat(files.outLines()).hasSize(3);
    assertThat(files.out()).contains("{\"source\":\"-\",\"line\":2}");
    assertThat(plain.outLines()).hasSize(1);
  }

  @Test
  void goesOnAfterADamagedFile() throws IOException {
    byte[] whole = gzip((BOB + "\n").repeat(50_000));
    String broken = cli.file("broken.gz", Arrays.copyOf(whole, whole.length / 2));
    String events = cli.file("e.ndjson", ANN);

    Cli.Result result = cli.run("run", "-r", rules, broken, events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("broken.gz: cannot be read completely: ");
    assertThat(result.outLines()).hasSize(1);
  }

  @Test
  void reportsTheFirstMalformedEventsAndCountsAll() {
    String events = cli.file("e.ndjson", "{oops\n".repeat(30) + "[]\n\"x\"\n" + ANN + "\n{} {}\n");

    Cli.Result result = cli.run("run", "-r", rules, events);

    assertThat(result.exitCode()).isZero();
    assertThat(result.outLines()).hasSize(1);
    assertThat(result.errLines().stream().filter(line -> line.contains(": malformed event: ")))
        .hasSize(20)
        .first()
        .asString()
        .startsWith(events + ":1: malformed event: ");
    assertThat(result.err())
        .contains("Further malformed events are only counted.")
        .contains("34 events (33 malformed): 1 alert of 1 rule");
  }

  @Test
  void passesOverLinesThatAreTooLong() {
    byte[] longLine = new byte[32 * 1024 * 1024 + 10];
    Arrays.fill(longLine, (byte) 'x');
    longLine[longLine.length - 1] = '\n';
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    events.writeBytes(longLine);
    events.writeBytes(ANN.getBytes(StandardCharsets.UTF_8));

    Cli.Result result = cli.input(events.toByteArray()).run("run", "-r", rules, "-");

    assertThat(result.err())
        .contains("-:1: malformed event: the line is longer than 33554432 bytes");
    assertThat(result.out()).contains("{\"source\":\"-\",\"line\":2}");
  }

  @Test
  void runsTheOtherRulesWhenOneIsBroken() {
    cli.rule("broken", "eql", "any where user.name ==");
    String events = cli.file("e.ndjson", ANN);

    Cli.Result result = cli.run("run", "-r", rules, events);
    Cli.Result strict = cli.run("run", "-r", rules, events, "--strict");

    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.outLines()).hasSize(1);
    assertThat(result.err()).contains("broken.toml:18:", "error:");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(strict.out()).isEmpty();
  }

  @Test
  void runsRulesAndJarsOverOneReading() {
    String others = cli.file("others/bob.toml", Rules.toml("bob", "kuery", "user.name: bob"));
    String jar = folder.resolve("bob.jar").toString();
    cli.run("compile", others, "-o", jar);

    Cli.Result result = cli.input(ANN + "\n" + BOB).run("run", "-r", rules, "--jar", jar, "-");
    Cli.Result twice = cli.input(BOB).run("run", "-r", others, "--jar", jar, "-");

    assertThat(result.outLines()).hasSize(2);
    assertThat(twice.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(twice.err()).contains(Rules.id("bob"));
  }

  @Test
  void printsATableOnTerminals() {
    String events = cli.file("e.ndjson", ANN);

    Cli.Result result = cli.onTerminal().with("NO_COLOR", "1").run("run", "-r", rules, events);

    assertThat(result.outLines())
        .containsExactly(
            "SEVERITY  TIME                  RULE                    EVENT",
            "medium    2026-01-02T03:04:05Z  Rule ann                "
                + Path.of(events).getFileName()
                + ":1");
    assertThat(cli.run("run", "-r", rules, events, "--output", "ndjson").out()).startsWith("{");
  }

  @Test
  void neutralisesHostileNamesInTables() {
    String hostile = Rules.toml("evil", "Evil \\u001b[2J\\u202e name", "eql", Rules.ALL);
    String file = cli.file("evil/evil.toml", hostile);

    Cli.Result result = cli.input(ANN).run("run", "-r", file, "--output", "table", "-");

    assertThat(result.out())
        .doesNotContain("\u001b", "\u202e")
        .contains("Evil \\u001b[2J\\u202e name");
  }

  @Test
  void takesNowFromTheCommandLine() {
    String file = cli.file("new/new.toml", Rules.toml("new", "kuery", "@timestamp > now-1h"));
    String events = cli.file("e.ndjson", ANN);

    String[] command = {"run", "-r", file, events, "--now"};

    assertThat(cli.run(with(command, "2026-01-02T04:00:00Z")).outLines()).hasSize(1);
    assertThat(cli.run(with(command, "2026-01-02T05:00:00Z")).outLines()).isEmpty();
  }

  /** A query, a line of the rule, and which of three events it selects. */
  static Stream<Arguments> now() {
    return Stream.of(
        Arguments.of("@timestamp <= now", "", "123"),
        Arguments.of("@timestamp >= now-1h", "", "123"),
        Arguments.of("@timestamp > now", "", ""),
        Arguments.of("event.ingested >= now+10m", "", "13"),
        Arguments.of("event.ingested >= now+10m", "timestamp_override = \"event.ingested\"", ""),
        Arguments.of("@timestamp < now", "timestamp_override = \"event.ingested\"", "13"),
        Arguments.of("@timestamp < now", "timestamp_override = \"@timestamp\"", ""));
  }

  @ParameterizedTest
  @MethodSource("now")
  void takesTheTimeOfTheEventForNow(String query, String line, String expected) {
    String toml = Rules.toml("new", "kuery", query);
    String file = cli.file("new/new.toml", toml + line + "\n");
    String events =
        cli.file(
            "e.ndjson",
            """
            {"@timestamp":"2026-01-01T00:00:00Z","event":{"ingested":"2026-01-01T01:00:00Z"},"n":1}
            {"@timestamp":"2026-01-01T00:00:02Z","n":2}
            {"@timestamp":"2026-01-01T00:00:01Z","event":{"ingested":"2026-01-01T00:20:00Z"},"n":3}
            """);

    Cli.Result result = cli.run("run", "-r", file, events);

    assertThat(
            result.outLines().stream()
                .map(alert -> alert.replaceAll(".*\"n\":(\\d).*", "$1"))
                .collect(Collectors.joining()))
        .as(result.err())
        .isEqualTo(expected);
  }

  private static String[] with(String[] command, String last) {
    return Stream.concat(Stream.of(command), Stream.of(last)).toArray(String[]::new);
  }

  @Test
  void runsThePackUnlessOtherRulesAreNamed() {
    Cli.Result pack = cli.run("run", "../rules/events/sample.ndjson");
    Cli.Result quiet = cli.run("run", "-q", "../rules/events/sample.ndjson");
    Cli.Result folder = cli.run("run", "-r", "../rules", "../rules/events/sample.ndjson");

    assertThat(pack.exitCode()).isZero();
    assertThat(pack.errLines().get(0))
        .matches(
            "Running the \\d+ rules that ship with Sigrun; use --rules or --jar to run others\\.");
    assertThat(quiet.err()).doesNotContain("ship with Sigrun");
    assertThat(folder.exitCode()).isZero();
    assertThat(folder.err())
        .contains(
            " compiled, 11 in other rules, 1 unsupported (1 placeholder), 0 failed, 0 warnings");
    assertThat(pack.outLines()).hasSizeGreaterThan(30).isEqualTo(folder.outLines());
  }

  @Test
  void runsAnotherVersionOfThePackFromAJar() {
    String jar = folder.resolve("pack.jar").toString();
    cli.run("compile", rules, "-o", jar, "--package", "dev.sigrun.rules");

    Cli.Result result = cli.input(ANN).run("run", "--jar", jar, "-");

    assertThat(result.err()).contains("1 event: 1 alert of 1 rule in ");
  }

  @Test
  void missesTheTimeOnlyInEventsThatAreWanted() {
    String stage = " [any where user.name == \"ann\"]";
    String own =
        Rules.toml("own", "eql", "sequence by user.name" + stage + stage)
            .replace("type = \"eql\"", "type = \"eql\"\ntimestamp_field = \"event.created\"");
    String file = cli.file("own/own.toml", own);

    String bob = ANN.replace("ann", "bob");
    assertThat(cli.input(bob).run("run", "-r", file, "-").err())
        .doesNotContain("without a readable time");
    assertThat(cli.input(ANN).run("run", "-r", file, "-").err())
        .contains("1 event without a readable time");
  }

  @Test
  void thePackFindsWhatItsSampleEventsShow() throws Exception {
    Path events = Path.of("../rules/events/sample.ndjson");

    Cli.Result result = cli.run("run", "-r", "../rules", events.toString());

    assertThat(result.exitCode()).isZero();
    Set<Object> rulesFound = new HashSet<>();
    Set<Object> tags = new HashSet<>();
    for (String line : result.outLines()) {
      Map<String, Object> alert = JsonValues.asObject(JsonValues.read(line)).orElseThrow();
      rulesFound.add(alert.get("kibana.alert.rule.rule_id"));
      tags.addAll((List<?>) alert.getOrDefault("kibana.alert.rule.tags", List.of()));
    }
    long lines = Files.readAllLines(events).size();
    assertThat(tags)
        .as("each platform has an alert")
        .contains(
            "OS: Linux",
            "OS: macOS",
            "OS: Windows",
            "Domain: Cloud",
            "Domain: Container",
            "Domain: Kubernetes",
            "Domain: Network");
    assertThat(result.err())
        .contains(
            " compiled, 11 in other rules, 1 unsupported (1 placeholder), 0 failed, 0 warnings")
        .contains("0 late, 0 without time,")
        .contains(
            "%d events: %d alerts of %d rules"
                .formatted(lines, result.outLines().size(), rulesFound.size()));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void warningsAboutASchemaAreShownOnce() {
    String schema =
        cli.file(
            "index.json",
            "{\"mappings\":{\"properties\":{\"x\":{\"type\":\"keyword\",\"nope\":1}}}}");
    String rules = cli.rule("own", "eql", Rules.ALL);

    Cli.Result result = cli.input("{}").run("run", "--rules", rules, "--schema", schema, "-");

    assertThat(result.err()).containsOnlyOnce("[SCH008]");
  }
}
