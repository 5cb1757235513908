package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules remember from one run to the next, whatever happens in between. */
class SavedStateTest {
  private static final String IMAGE = ",\"container.image.name\":\"%s\"";
  private static final long DAY = 86_400;
  private static final Pattern ID = Pattern.compile("\"kibana.alert.uuid\":\"([0-9a-f]{64})\".*}$");

  @TempDir private Path folder;

  private Cli cli;
  private String rules;
  private String state;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    rules = StatefulRules.writeAll(cli);
    state = folder.resolve("state").toString();
  }

  private Cli.Result run(String... files) {
    String[] command = {"run", "-r", rules, "--state", state, "--output", "ndjson"};
    return cli.run(
        Stream.concat(Arrays.stream(command), Arrays.stream(files)).toArray(String[]::new));
  }

  @Test
  void everyShapeRemembersAcrossRuns() {
    String first =
        event(0, "pull", "ann", IMAGE.formatted("old"))
            + event(DAY, "pull", "ann", IMAGE.formatted("web"))
            + event(2 * DAY, "pack", "ann")
            + event(2 * DAY, "guess", "ann", ",\"source.ip\":\"10.0.0.1\"")
            + event(2 * DAY + 1, "guess", "ann", ",\"source.ip\":\"10.0.0.2\"")
            + event(2 * DAY + 2, "ask", "bob");
    // The first one has the time of the last one before, and is not late.
    String second =
        event(2 * DAY + 2, "guess", "ann", ",\"source.ip\":\"10.0.0.2\"")
            + event(2 * DAY + 3, "send", "ann")
            + event(2 * DAY + 4, "pull", "ann", IMAGE.formatted("web"))
            + event(2 * DAY + 5, "pull", "ann", IMAGE.formatted("new"))
            + event(2 * DAY + 90, "idle", "ann");

    Cli.Result before = run(cli.file("a.ndjson", first));
    Cli.Result after = run(cli.file("a.ndjson", first), cli.file("b.ndjson", second));

    assertThat(before.out()).isEmpty();
    assertThat(before.err()).contains("undecided results continue in the next run");
    assertThat(names(after)).containsExactly("guessing", "copied", "new_image", "unanswered");
    assertThat(after.err()).contains("5 events: 4 alerts of 4 rules");
    assertThat(run(cli.file("b.ndjson", second)).err()).contains("0 events: 0 alerts");
  }

  private static List<String> names(Cli.Result result) {
    return StatefulRunTest.alerts(result).stream()
        .map(alert -> String.valueOf(alert.get("kibana.alert.rule.name")).substring(5))
        .toList();
  }

  /** Ends the process, as far as a test can. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Kills at the byte of this number. */
  private static final class KillingOutput extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int left;

    KillingOutput(int left) {
      this.left = left;
    }

    @Override
    public void write(int one) {
      if (left-- <= 0) {
        throw new Killed();
      }
      written.write(one);
    }
  }

  private void runAndKill(OutputStream out, int saveEvery, String file) {
    Environment environment =
        new Environment(
            Map.of("SIGRUN_CACHE", folder.resolve("cache").toString()),
            false,
            false,
            Clock.fixed(Cli.NOW, ZoneOffset.UTC),
            folder);
    new Sigrun(out, OutputStream.nullOutputStream(), InputStream.nullInputStream(), environment)
        .run("run", "-r", rules, "--state", state, "--save-every", "" + saveEvery, file);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aRunThatIsKilledAtAnyPointsLosesNothingAndRepeatsNothingElse(long seed) {
    Random random = new Random(seed);
    String file = cli.file("e.ndjson", stream(random));
    Set<String> expected = ids(cli.run("run", "-r", rules, file, tail()).out());

    Set<String> found = new TreeSet<>();
    int kills = 0;
    boolean done = false;
    while (!done) {
      KillingOutput out = new KillingOutput(kills < 12 ? random.nextInt(60_000) : 1 << 30);
      try {
        runAndKill(out, 1 + random.nextInt(40), file);
        done = true;
      } catch (Killed e) {
        kills++;
      }
      found.addAll(ids(out.written.toString(StandardCharsets.UTF_8)));
    }
    found.addAll(ids(run(tail()).out()));

    assertThat(kills).as("kills with seed " + seed).isPositive();
    assertThat(found).as("seed " + seed).isEqualTo(expected).hasSizeGreaterThan(20);
  }

  /** Events so late that everything before them is decided. */
  private String tail() {
    return cli.file("tail.ndjson", event(40_000, "idle", "zoe") + event(40_100, "idle", "zoe"));
  }

  private static String stream(Random random) {
    String[] actions = {"pack", "send", "ask", "answer", "guess", "pull", "enter"};
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      events.append(
          event(
              i * 5 - random.nextInt(30),
              actions[random.nextInt(actions.length)],
              "u" + random.nextInt(3),
              ",\"source.ip\":\"10.0.0." + random.nextInt(3) + "\"",
              ",\"host.os.type\":\"" + (random.nextBoolean() ? "linux" : "windows") + "\""));
    }
    return events.toString();
  }

  /** The ids of all lines that were written to their end. */
  private static Set<String> ids(String output) {
    return output
        .lines()
        .map(ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aRealProcessMayBeKilled() throws Exception {
    Random random = new Random(5);
    String file = cli.file("e.ndjson", stream(random).repeat(40));
    Set<String> expected = ids(cli.run("run", "-r", rules, file, tail()).out());
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      Path out = folder.resolve("out-" + i);
      Process process =
          new OwnProcess(folder)
              .of(List.of("run", "-r", rules, "--state", state, "--save-every", "200", file))
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Thread.sleep(1_000 + random.nextInt(1_000));
      process.destroyForcibly().waitFor();
      found.addAll(ids(Files.readString(out)));
    }
    found.addAll(ids(run(file).out()));
    found.addAll(ids(run(tail()).out()));

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aChangedRuleSetKeepsWhatUnchangedRulesRemember() {
    String first = event(0, "pack", "ann") + event(1, "ask", "bob");
    String second = event(2, "send", "ann") + event(90, "idle", "ann");
    run(cli.file("a.ndjson", first));
    cli.rule(StatefulRules.ABSENCE, "eql", Rules.SEQUENCE);
    cli.rule("other", "eql", "any where event.action == \"idle\"");

    Cli.Result changed = run(cli.file("b.ndjson", second));

    assertThat(names(changed)).contains("copied", "other");
    assertThat(changed.err()).contains("1 rule of the saved state is gone or changed");

    run(cli.file("c.ndjson", event(100, "pack", "ann")));
    StatefulRules.sequence(cli, "2m");
    assertThat(names(run(cli.file("d.ndjson", event(101, "send", "ann")))))
        .doesNotContain("copied");
  }

  @Test
  void newTermsWarmUpUnlessTheyAreTaughtOrToldNotTo() {
    String known = event(0, "pull", "ann", IMAGE.formatted("web"));
    String later = event(DAY, "pull", "ann", IMAGE.formatted("new"));
    String events = cli.file("e.ndjson", known + later);
    String baseline = cli.file("old.ndjson", known);

    assertThat(names(cli.run("run", "-r", rules, events))).isEmpty();
    assertThat(cli.run("run", "-r", rules, events).err())
        .contains(
            "1 rule for new terms raised no alerts while learning known terms, until events of"
                + " 2026-02-03T00:00:00Z.");
    assertThat(cli.run("run", "-r", rules, "--baseline", baseline, events).err())
        .doesNotContain("stayed quiet");
    assertThat(names(cli.run("run", "-r", rules, "--warm-up", "none", events))).hasSize(2);
    assertThat(names(cli.run("run", "-r", rules, "--baseline", baseline, events))).hasSize(1);
    assertThat(names(run("--baseline", baseline, events))).hasSize(1);
    assertThat(names(run(cli.file("f.ndjson", later)))).isEmpty();
  }

  @Test
  void goesOnFromTheOlderSnapshotIfTheNewerIsDamaged() throws IOException {
    run(cli.file("a.ndjson", event(0, "pack", "ann")));
    run(cli.file("b.ndjson", event(1, "idle", "ann")));
    List<Path> snapshots = snapshots();
    byte[] newer = Files.readAllBytes(snapshots.get(1));
    Files.write(snapshots.get(1), Arrays.copyOf(newer, newer.length / 2));

    Cli.Result result =
        run(
            cli.file("b.ndjson", event(1, "idle", "ann")),
            cli.file("c.ndjson", event(2, "send", "ann")));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("snapshot", "Continuing from the older ");
    assertThat(names(result)).containsExactly("copied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "longer", "changed", "foreign", "empty"})
  void refusesAStateOfWhichNothingIsSound(String damage) throws IOException {
    String events = cli.file("a.ndjson", event(0, "pack", "ann"));
    run(events);
    for (Path snapshot : snapshots()) {
      byte[] bytes = Files.readAllBytes(snapshot);
      switch (damage) {
        case "truncated" -> bytes = Arrays.copyOf(bytes, bytes.length - 9);
        case "longer" -> bytes = Arrays.copyOf(bytes, bytes.length + 1);
        case "changed" -> bytes[bytes.length / 2] ^= 4;
        case "foreign" -> bytes = "%PDF-1.7 something else".getBytes(StandardCharsets.UTF_8);
        default -> bytes = new byte[0];
      }
      Files.write(snapshot, bytes);
    }

    Cli.Result result = run(events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("The state in '" + state + "' cannot be used", "no snapshot can be restored.")
        .doesNotContain("Exception");
  }

  /** A fragment waits, an object is taken once, whenever its line break comes. */
  @Test
  void linesThatGrowAreReadOnce() {
    String all = cli.rule("all", "eql", Rules.ALL);
    String first = event(0, "idle", "ann").strip();
    String second = event(1, "idle", "bob").strip();
    String[] growth = {
      first.substring(0, 20),
      first,
      first + "\r",
      first + "\r\n" + second.substring(0, 30),
      first + "\r\n" + second,
      first + "\r\n" + second + "\n \n",
    };
    int[] alerts = {0, 1, 0, 0, 1, 0};
    for (int i = 0; i < growth.length; i++) {
      Cli.Result result =
          cli.run("run", "-r", all + "/all.toml", "--state", state, cli.file("a", growth[i]));
      assertThat(result.out().lines().filter(line -> !line.isBlank()))
          .as("%s", i)
          .hasSize(alerts[i]);
      assertThat(result.err().contains("in the middle of this event")).isEqualTo(i == 0 || i == 3);
      assertThat(result.err()).doesNotContain("malformed");
    }
    String more = growth[5] + first.substring(0, 9);
    assertThat(
            cli.run(
                    "run",
                    "-r",
                    all + "/all.toml",
                    "--state",
                    state,
                    "--unfinished-lines",
                    "report",
                    cli.file("a", more))
                .err())
        .contains("a:4: malformed event: ");
  }

  @Test
  void anotherFileOfTheSameNameIsNoticed() {
    String all = cli.rule("all", "eql", Rules.ALL) + "/all.toml";
    cli.run("run", "-r", all, "--state", state, cli.file("a", event(0, "idle", "ann")));
    String other = event(10, "idle", "bob") + event(11, "idle", "bob") + event(12, "idle", "bob");
    Cli.Result replaced = cli.run("run", "-r", all, "--state", state, cli.file("a", other));
    assertThat(replaced.outLines()).hasSize(3);
    assertThat(replaced.err()).contains("a: is not the file that was previously read up to 1");
    String more = cli.file("b", other + event(13, "idle", "zoe"));
    cli.file("a", event(20, "idle", "eve"));
    Cli.Result renamed =
        cli.run("run", "-r", all, "--state", state, more, cli.path("a").toString());
    assertThat(renamed.outLines()).hasSize(2);
    assertThat(renamed.err()).contains("b: was previously read as '" + cli.path("a") + "' up to 3");
  }

  /** However it is written, and by whatever link, it is the same file. */
  @Test
  void aFileIsReadOnceUnderSeveralNames() throws IOException {
    String all = cli.rule("all", "eql", Rules.ALL) + "/all.toml";
    String file = cli.file("a", event(0, "idle", "ann") + event(1, "idle", "bob"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(file));
    Path hard = Files.createLink(folder.resolve("hard"), Path.of(file));
    assertThat(cli.run("run", "-r", all, "--state", state, file).outLines()).hasSize(2);
    String dotted = folder + "/./rules/../a";
    for (String name : List.of(dotted, link.toString(), hard.toString(), file)) {
      Cli.Result again = cli.run("run", "-r", all, "--state", state, name);
      assertThat(again.outLines()).as(name).isEmpty();
      Cli.Result twice = cli.run("run", "-r", all, "--state", state, file, name);
      assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(twice.err()).contains("each file can be named only once: '" + name + "'.");
    }
    cli.file("a", Files.readString(Path.of(file)) + event(2, "idle", "eve"));
    assertThat(cli.run("run", "-r", all, "--state", state, dotted).outLines()).hasSize(1);
    assertThat(cli.run("run", "-r", all, "--state", state, file).outLines()).isEmpty();
    // Renamed, it is still the file that was read furthest under its former name.
    Path renamed = Files.move(Path.of(file), folder.resolve("a.1"));
    Cli.Result moved = cli.run("run", "-r", all, "--state", state, renamed.toString());
    assertThat(moved.outLines()).isEmpty();
    assertThat(moved.err()).contains("a.1: was previously read as ");
  }

  @Test
  void theFirstAlertAfterAKillIsNotGluedToAFragment() {
    String file = cli.file("e.ndjson", stream(new Random(1)));
    KillingOutput out = new KillingOutput(700);
    assertThatThrownBy(() -> runAndKill(out, 10, file)).isInstanceOf(Killed.class);
    assertThat(run(file).out()).startsWith("\n{");
    assertThat(run(file).out()).isEmpty();
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(state))) {
      return files
          .filter(file -> file.toString().endsWith(".sigrun"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }
}
