package dev.sigrun.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.backend.Archive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files come from sets that were kept, if nobody could have changed them. */
class CachedClassesTest {
  private static final String OLD = "0".repeat(64);
  private static final String NEW = "1".repeat(64);
  private static final String A = "digest of p/A.java";
  private static final String B = "digest of p/B.java";

  @TempDir private Path folder;

  private RuleSetCache cache;

  @BeforeEach
  void openCache() {
    cache =
        RuleSetCache.of(
                new Environment(
                    Map.of("SIGRUN_CACHE", folder.resolve("cache").toString()),
                    false,
                    false,
                    Clock.systemUTC(),
                    folder))
            .orElseThrow();
  }

  private static Map<String, byte[]> files(String... texts) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String text : texts) {
      String[] parts = text.split("=");
      files.put(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  /** Keeps a set of one source under this key. */
  private void put(String key, String digest, Map<String, byte[]> classes) {
    CachedClasses made = cache.classes();
    made.keep(digest, classes);
    cache.put(key, Archive.of(classes), new byte[] {1}, List.of("note"), made);
  }

  private Map<String, byte[]> find(String digest) {
    return cache.classes().find(digest);
  }

  private Path file(String key, String name) {
    return folder.resolve("cache").resolve(key).resolve(name);
  }

  @Test
  void findsTheClassesOfEqualSources() {
    put(OLD, A, files("p/A.class=a", "p/A$1.class=a1"));
    put(NEW, B, files("p/B.class=b"));

    assertThat(find(A)).containsOnlyKeys("p/A.class", "p/A$1.class");
    assertThat(find(A).get("p/A$1.class")).asString(StandardCharsets.UTF_8).isEqualTo("a1");
    assertThat(find(B)).containsOnlyKeys("p/B.class");
    assertThat(find("digest of another")).isEmpty();
  }

  @Test
  void anEmptyCacheHasNone() {
    assertThat(find(A)).isEmpty();
  }

  @Test
  void damagedFilesHaveNone() throws IOException {
    for (String damaged : List.of("rules.jar", "classes.txt", "contents.json")) {
      put(OLD, A, files("p/A.class=a"));
      assertThat(find(A)).as(damaged).isNotEmpty();
      byte[] bytes = Files.readAllBytes(file(OLD, damaged));
      bytes[bytes.length / 2] ^= 1;
      Files.write(file(OLD, damaged), bytes);
      assertThat(find(A)).as(damaged).isEmpty();
      Files.delete(file(OLD, damaged));
      assertThat(find(A)).as(damaged).isEmpty();
      // What is incomplete is replaced.
      put(OLD, A, files("p/A.class=a"));
      assertThat(find(A)).as(damaged).isNotEmpty();
    }
  }

  @Test
  void aListThatNamesOtherClassesHasNone() throws IOException {
    put(OLD, A, files("p/A.class=a"));
    String list = Files.readString(file(OLD, "classes.txt"));
    Files.writeString(file(OLD, "classes.txt"), list.replace("p/A.class", "p/B.class"));
    assertThat(find(A)).isEmpty();
  }

  @Test
  void filesThatOthersCanWriteToHaveNone() throws IOException {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    for (String open : List.of("rules.jar", "classes.txt", "records.bin", "contents.json")) {
      put(OLD, A, files("p/A.class=a"));
      assertThat(find(A)).as(open).isNotEmpty();
      Files.setPosixFilePermissions(file(OLD, open), PosixFilePermissions.fromString("rw-rw-rw-"));
      assertThat(find(A)).as(open).isEmpty();
    }
  }
}
