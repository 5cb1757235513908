package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RuleSetCacheTest {
  private static final String EVENT = "{\"user.name\": \"ann\"}";

  @TempDir private Path folder;

  private Cli cli;
  private String rules;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder).input(EVENT);
    rules = cli.rule("a", "eql", "any where user.name == \"ann\"");
  }

  @Test
  void compilesOnlyOnce() throws IOException {
    Cli.Result first = run();
    Path entry = entries().get(0);
    mark(entry);
    Cli.Result second = run();

    assertThat(second.out()).isEqualTo(first.out());
    assertThat(first.err()).contains("1 rule: ").doesNotContain("from the cache");
    assertThat(second.err()).contains("from the cache");
    assertThat(entries()).containsExactly(entry);
  }

  @Test
  void keepsWhatWasSaidAboutTheRules() {
    cli.rule("b", "eql", Rules.SEQUENCE);

    assertThat(run().errLines().subList(0, 2)).isEqualTo(run().errLines().subList(0, 2));
  }

  @Test
  void compilesAgainWhenAnythingChanges() throws IOException {
    run();
    cli.rule("a", "eql", "any where user.name == \"bob\"");
    assertThat(run().outLines()).isEmpty();
    cli.run("run", "-r", rules, "-", "--unknown-fields", "unmapped");
    cli.run("run", "-r", rules, "-", "--schema", cli.file("s.json", "{\"x\": \"keyword\"}"));
    cli.run("run", "-r", rules, "-", "--schema", cli.file("s.json", "{\"x\": \"long\"}"));

    assertThat(entries()).hasSize(5);
  }

  @Test
  void compilesAgainWhenAnEntryIsDamaged() throws IOException {
    for (String file : List.of("rules.jar", "contents.json")) {
      Cli.Result first = run();
      mark(entries().get(0));
      Files.writeString(entries().get(0).resolve(file), "damaged");
      Cli.Result second = run();

      assertThat(second.exitCode()).isZero();
      assertThat(second.out()).isEqualTo(first.out());
      assertThat(second.err()).doesNotContain("from the cache");
    }
    Files.delete(entries().get(0).resolve("contents.json"));
    assertThat(run().outLines()).hasSize(1);
    assertThat(run().outLines()).hasSize(1);
  }

  /** What changed rules are compiled to does not depend on what was kept of others. */
  @Test
  void compilesTheSameWithTheClassesOfOtherRules() throws IOException {
    cli.rule("b", "eql", "any where user.name == \"bob\"");
    cli.rule("c", "eql", Rules.SEQUENCE);
    run();
    cli.rule("a", "eql", "any where length(user.name) == 3");
    assertSameWithoutCache();
    Files.delete(folder.resolve("rules/b.toml"));
    assertSameWithoutCache();
    Files.move(folder.resolve("rules/c.toml"), folder.resolve("rules/d.toml"));
    assertSameWithoutCache();
    cli.file(
        "rules/a.exceptions.toml",
        """
        [[exception]]
        name = "the owner"
        expires = 2030-01-01
        when = [{ field = "user.name", is = "ann" }]
        """);
    cli.rule("b", "eql", "any where user.name == \"bob\"");
    assertSameWithoutCache();
    for (Path entry : entries()) {
      Files.writeString(entry.resolve("rules.jar"), "damaged");
    }
    cli.rule("b", "eql", "any where user.name == \"eve\"");
    assertSameWithoutCache();
  }

  /** Compiles the rules as they are, with the cache as it is and with an empty one. */
  private void assertSameWithoutCache() throws IOException {
    Cli.Result result = run();
    cli.with("SIGRUN_CACHE", folder.resolve("fresh").toString());
    Cli.Result fresh = run();
    cli.with("SIGRUN_CACHE", folder.resolve("cache").toString());
    assertThat(result.out()).isEqualTo(fresh.out());
    List<Path> alone = entries(folder.resolve("fresh"));
    assertThat(alone).hasSize(1);
    Path same = folder.resolve("cache").resolve(alone.get(0).getFileName());
    for (String file : List.of("rules.jar", "classes.txt", "records.bin", "contents.json")) {
      assertThat(same.resolve(file)).hasSameBinaryContentAs(alone.get(0).resolve(file));
      Files.delete(alone.get(0).resolve(file));
    }
    Files.delete(alone.get(0));
  }

  @Test
  void runsWithoutACacheIfThereIsNoPlaceForOne() {
    cli.with("SIGRUN_CACHE", cli.file("a_file", "in the way"));

    assertThat(run().outLines()).hasSize(1);
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void isLeftAloneWhenAsked() {
    cli.run("run", "-r", rules, "-", "--no-cache");

    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void reportsBrokenRulesInEachRun() throws IOException {
    cli.rule("broken", "eql", "any where");
    Cli.Result first = run();
    Cli.Result second = run();

    assertThat(first.err()).contains("broken.toml:");
    assertThat(first.exitCode()).isEqualTo(2);
    assertThat(second).isEqualTo(first);
    assertThat(entries()).hasSize(1);
    // What was kept of the rule without mistakes is used for the whole set later.
    cli.rule("broken", "eql", "any where true");
    assertSameWithoutCache();
  }

  @Test
  void forgetsTheSetsThatWereNotUsedForLongest() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    for (int i = 0; i < 30; i++) {
      Path entry = Files.createDirectory(cache.resolve("%064x".formatted(i)));
      Files.writeString(entry.resolve("rules.jar"), "");
      Files.setLastModifiedTime(entry, FileTime.fromMillis(1_000_000L * (i + 1)));
    }
    Files.writeString(cache.resolve("notes.txt"), "mine");
    run();

    assertThat(cache.resolve("notes.txt")).exists();
    assertThat(entries()).hasSize(21);
    assertThat(cache.resolve("%064x".formatted(10))).doesNotExist();
    assertThat(cache.resolve("%064x".formatted(11))).exists();
  }

  /** What others could have written is compiled again, and closed to them. */
  @Test
  void executesNothingThatOthersCouldHaveWritten() throws IOException {
    Path cache = folder.resolve("cache");
    Assumptions.assumeTrue(cache.getFileSystem().supportedFileAttributeViews().contains("posix"));
    run();
    assertThat(permissions(cache)).isEqualTo("rwx------");
    Path entry = entries().get(0);
    for (Path open :
        List.of(
            cache,
            entry,
            entry.resolve("rules.jar"),
            entry.resolve("classes.txt"),
            entry.resolve("contents.json"))) {
      mark(entry);
      assertThat(run().err()).contains("from the cache");
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(run().err()).as("%s", open).doesNotContain("from the cache");
      assertThat(permissions(cache)).isEqualTo("rwx------");
      assertThat(permissions(entry.resolve("rules.jar"))).isEqualTo("rw-------");
      run();
    }
  }

  private static void assumeUnix(Path folder) {
    Assumptions.assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
  }

  /** What another user owns is not executed, whatever its permissions are. */
  @Test
  void executesNothingOfAnotherUser() throws IOException {
    assumeUnix(folder);
    Assumptions.assumeTrue(
        Files.getAttribute(folder, "unix:uid").equals(0), "Only root can give files away.");
    Path cache = folder.resolve("cache");
    for (String foreign : List.of("", "entry", "rules.jar", "contents.json")) {
      run();
      Path entry = entries().get(0);
      mark(entry);
      assertThat(run().err()).contains("from the cache");
      Path given =
          foreign.isEmpty() ? cache : foreign.equals("entry") ? entry : entry.resolve(foreign);
      Files.setAttribute(given, "unix:uid", 65_534);
      Cli.Result result = run();
      assertThat(result.exitCode()).isZero();
      assertThat(result.outLines()).hasSize(1);
      assertThat(result.err()).as(foreign).doesNotContain("from the cache");
      Files.setAttribute(cache, "unix:uid", 0);
      deleteEntries();
    }
  }

  /** Who can change a link, or the folder that a link is in, decides what is behind it. */
  @Test
  void executesNothingBehindLinks() throws IOException {
    assumeUnix(folder);
    run();
    Path entry = entries().get(0);
    for (String linked : List.of("rules.jar", "contents.json", "")) {
      mark(entry);
      assertThat(run().err()).contains("from the cache");
      Path moved = folder.resolve("moved" + linked);
      Path link = linked.isEmpty() ? entry : entry.resolve(linked);
      Files.move(link, moved);
      Files.createSymbolicLink(link, moved);
      assertThat(run().err()).as(linked).doesNotContain("from the cache");
      deleteEntries();
      run();
    }
  }

  /** Reading a pipe would wait for a writer. */
  @Test
  @Timeout(60)
  void waitsForNoPipe() throws Exception {
    assumeUnix(folder);
    run();
    Path records = entries().get(0).resolve("records.bin");
    Files.delete(records);
    Assumptions.assumeTrue(new ProcessBuilder("mkfifo", records.toString()).start().waitFor() == 0);
    cli.rule("b", "eql", "any where user.name == \"ann\"");

    assertThat(run().outLines()).hasSize(2);
  }

  /** A cache folder may be behind a link of this user, as all of a home may be. */
  @Test
  void followsALinkToTheFolder() throws IOException {
    assumeUnix(folder);
    Path real = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("cache"), real);
    run();
    mark(entries().get(0));
    assertThat(run().err()).contains("from the cache");
    assertThat(permissions(real)).isEqualTo("rwx------");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxrwx---"));
    assertThat(run().err()).doesNotContain("from the cache");
  }

  /** In a folder that all can write to, all can put another folder in the place of the cache. */
  @Test
  void executesNothingThatOthersCanPutIntoItsPlace() throws IOException {
    assumeUnix(folder);
    Path shared = Files.createDirectories(folder.resolve("shared"));
    cli.with("SIGRUN_CACHE", shared.resolve("deep/cache").toString());
    run();
    Path entry = entries(shared.resolve("deep/cache")).get(0);
    mark(entry);
    assertThat(run().err()).contains("from the cache");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(run().err()).doesNotContain("from the cache");
    // As /tmp is: there, only owners rename their folders.
    Files.setAttribute(shared, "unix:mode", 01777);
    assertThat(run().err()).contains("from the cache");
    cli.with("SIGRUN_CACHE", shared.resolve("other").toString());
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    run();
    assertThat(entries(shared.resolve("other"))).isEmpty();
  }

  private void deleteEntries() throws IOException {
    for (Path entry : entries()) {
      if (Files.isDirectory(entry, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        for (String file : List.of("rules.jar", "classes.txt", "records.bin", "contents.json")) {
          Files.deleteIfExists(entry.resolve(file));
        }
      }
      Files.delete(entry);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Cli.Result run() {
    return cli.run("run", "-r", rules, "-");
  }

  /** Changes what an entry says, so that its use shows. */
  private static void mark(Path entry) throws IOException {
    Path contents = entry.resolve("contents.json");
    Files.writeString(
        contents, Files.readString(contents).replace("1 rule: ", "1 rule from the cache: "));
  }

  private List<Path> entries() throws IOException {
    return entries(folder.resolve("cache"));
  }

  private static List<Path> entries(Path cache) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries.toList();
    }
  }
}
