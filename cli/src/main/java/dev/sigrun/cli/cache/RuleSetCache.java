package dev.sigrun.cli.cache;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps compiled rules between runs: a folder for each set, named after everything that the set
 * depends on, which appears in one step and never changes. Nothing that goes wrong here is worth
 * more than compiling again, so nothing is reported. Files that other users could have written are
 * never executed.
 */
public final class RuleSetCache {
  private static final int MOST_ENTRIES = 20;
  private static final String JAR = "rules.jar";
  private static final String CONTENTS = "contents.json";
  private static final String DRAFT = ".draft";

  /** Drafts that are older belong to processes that were killed. */
  private static final long OLDEST_DRAFT_MILLIS = 24L * 60 * 60 * 1000;

  private final Path folder;

  private RuleSetCache(Path folder) {
    this.folder = folder;
  }

  /** The cache of this user, if there is a place for one. */
  public static Optional<RuleSetCache> of(Environment environment) {
    Optional<String> own = environment.variable("SIGRUN_CACHE");
    Optional<String> shared =
        environment
            .variable("XDG_CACHE_HOME")
            .or(() -> environment.variable("HOME").map(home -> home + "/.cache"))
            .map(caches -> caches + "/sigrun");
    try {
      return own.or(() -> shared).map(Path::of).map(RuleSetCache::new);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The set with this key, if it is here and intact. */
  public Optional<LoadedRules> get(String key) {
    try {
      if (!Files.isDirectory(folder.resolve(key))) {
        return Optional.empty();
      }
      Path entry = folder.toRealPath().resolve(key);
      if (!isPrivate(entry)) {
        return Optional.empty();
      }
      Optional<LoadedRules> rules = read(entry);
      if (rules.isEmpty()) {
        delete(entry);
      } else {
        Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
      }
      return rules;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether nobody else could have written an entry of the folder, which is a real path. */
  private static boolean isPrivate(Path entry) throws IOException {
    Path cache = entry.resolveSibling("");
    return PrivateFolder.isPrivate(cache, entry, entry.resolve(JAR), entry.resolve(CONTENTS));
  }

  private static Optional<LoadedRules> read(Path entry) throws IOException {
    Path jar = entry.resolve(JAR);
    try {
      Map<String, @Nullable Object> contents =
          JsonValues.asObject(JsonValues.read(Files.readString(entry.resolve(CONTENTS))))
              .orElse(Map.of());
      if (!InputDigest.hex(Files.readAllBytes(jar)).equals(contents.get("sha256"))
          || !(contents.get("notes") instanceof List<?> notes)) {
        return Optional.empty();
      }
      Optional<CompiledRules> rules = JarRules.load(jar);
      List<String> lines = notes.stream().map(String::valueOf).toList();
      return rules.map(found -> new LoadedRules(Optional.of(found), lines, true));
    } catch (JsonFormatException | FileSystemException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Keeps a set, and forgets those that were not used for longest. */
  public void put(String key, byte[] jar, List<String> notes) {
    try {
      Path cache = PrivateFolder.prepare(folder);
      Path draft = Files.createTempDirectory(cache, DRAFT);
      try {
        Files.write(draft.resolve(JAR), jar);
        Files.writeString(
            draft.resolve(CONTENTS),
            JsonValues.write(Map.of("sha256", InputDigest.hex(jar), "notes", notes)));
        PrivateFolder.close(draft.resolve(JAR));
        PrivateFolder.close(draft.resolve(CONTENTS));
        Path entry = cache.resolve(key);
        if (Files.exists(entry) && !isPrivate(entry)) {
          delete(entry);
        }
        // Fails if another process was faster, whose set is as good.
        Files.move(draft, entry);
      } finally {
        delete(draft);
      }
      forgetOldest(cache);
    } catch (IOException e) {
      // Without a cache the next run compiles again.
    }
  }

  private static void forgetOldest(Path cache) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> listed = Files.list(cache)) {
      listed.forEach(entries::add);
    }
    long now = System.currentTimeMillis();
    for (Path entry : entries) {
      if (isDraft(entry) && now - modified(entry) > OLDEST_DRAFT_MILLIS) {
        delete(entry);
      }
    }
    entries.removeIf(entry -> isDraft(entry) || !isEntry(entry));
    entries.sort(Comparator.comparingLong(RuleSetCache::modified).reversed());
    for (Path entry : entries.subList(Math.min(MOST_ENTRIES, entries.size()), entries.size())) {
      delete(entry);
    }
  }

  private static boolean isDraft(Path entry) {
    return String.valueOf(entry.getFileName()).startsWith(DRAFT);
  }

  /** Whether {@code entry} was made by a cache: what else lies in the folder is left alone. */
  private static boolean isEntry(Path entry) {
    return String.valueOf(entry.getFileName()).matches("[0-9a-f]{64}");
  }

  private static long modified(Path entry) {
    try {
      return Files.getLastModifiedTime(entry).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Deletes an entry; of a link, only the link. */
  private static void delete(Path entry) throws IOException {
    if (!Files.isSymbolicLink(entry)) {
      Files.deleteIfExists(entry.resolve(JAR));
      Files.deleteIfExists(entry.resolve(CONTENTS));
    }
    Files.deleteIfExists(entry);
  }
}
