package dev.sigrun.cli.cache;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.compiler.ruleset.KeptBuild;
import dev.sigrun.runtime.compiled.CompiledRules;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps compiled rules between runs: a folder for each set, named after everything that the set
 * depends on, which appears in one step and never changes. Nothing that goes wrong here is worth
 * more than compiling again, so nothing is reported. Files that other users could have written are
 * never executed.
 */
public final class RuleSetCache {
  private static final int MOST_ENTRIES = 20;

  /** The longer ago a set was used, the less likely it has classes that are needed now. */
  private static final int MOST_WITH_CLASSES = 4;

  private static final String DRAFT = ".draft";

  /** Drafts that are older belong to processes that were killed. */
  private static final long OLDEST_DRAFT_MILLIS = 24L * 60 * 60 * 1000;

  private final Path folder;

  private RuleSetCache(Path folder) {
    this.folder = folder;
  }

  /** The cache of this user, if there is a place for one. */
  public static Optional<RuleSetCache> of(Environment environment) {
    return folder(environment).map(RuleSetCache::new);
  }

  /** The cache of queries, apart from that of rules, so that many queries leave rules alone. */
  public static Optional<RuleSetCache> ofQueries(Environment environment) {
    return folder(environment).map(folder -> new RuleSetCache(folder.resolve("queries")));
  }

  private static Optional<Path> folder(Environment environment) {
    Optional<String> own = environment.variable("SIGRUN_CACHE");
    Optional<String> shared =
        environment
            .variable("XDG_CACHE_HOME")
            .or(() -> environment.variable("HOME").map(home -> home + "/.cache"))
            .map(caches -> caches + "/sigrun");
    try {
      return own.or(() -> shared).map(Path::of);
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
      CacheEntry entry = new CacheEntry(folder.toRealPath().resolve(key));
      if (!entry.isPrivate()) {
        return Optional.empty();
      }
      Optional<LoadedRules> rules = read(entry);
      if (rules.isEmpty()) {
        entry.delete();
      } else {
        Files.setLastModifiedTime(entry.folder(), FileTime.fromMillis(System.currentTimeMillis()));
      }
      return rules;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<LoadedRules> read(CacheEntry entry) throws IOException {
    Optional<Path> jar = entry.jar();
    Optional<List<String>> notes = entry.notes();
    if (jar.isEmpty() || notes.isEmpty()) {
      return Optional.empty();
    }
    Optional<CompiledRules> rules = JarRules.load(jar.get());
    return rules.map(found -> new LoadedRules(Optional.of(found), notes.get(), true));
  }

  /** The class files of the sets that were used last, for one that is compiled now. */
  public CachedClasses classes() {
    return new CachedClasses(newest());
  }

  private List<CacheEntry> newest() {
    try {
      List<CacheEntry> newest =
          Files.isDirectory(folder) ? newestFirst(list(folder.toRealPath())) : List.of();
      return newest.subList(0, Math.min(MOST_WITH_CLASSES, newest.size()));
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * What is kept of the set that has most of these files among those that were used last.
   *
   * @param keys the keys of files
   */
  public Optional<KeptBuild> earlier(Collection<String> keys) {
    Optional<KeptBuild> best = Optional.empty();
    long most = 0;
    for (CacheEntry entry : newest()) {
      Optional<KeptBuild> build = earlier(entry);
      long count = build.map(b -> keys.stream().filter(b::has).count()).orElse(0L);
      if (count > most) {
        most = count;
        best = build;
      }
      if (most > keys.size() / 2) {
        return best;
      }
    }
    return best;
  }

  private static Optional<KeptBuild> earlier(CacheEntry entry) {
    try {
      if (!entry.isPrivate()) {
        return Optional.empty();
      }
      Optional<byte[]> records = entry.records().filter(bytes -> bytes.length > 0);
      Optional<byte[]> jar = records.isEmpty() ? Optional.empty() : entry.jarBytes();
      return jar.isEmpty() ? Optional.empty() : Optional.of(KeptBuild.of(records.get(), jar.get()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a set, and forgets those that were not used for longest.
   *
   * @param records what compiling its files found out; none if nothing
   * @param notes lines for the user about the rules
   * @param classes those of {@link #classes} with which it was compiled
   * @return its rules, if it could be kept
   */
  public Optional<CompiledRules> put(
      String key, byte[] jar, byte[] records, List<String> notes, CachedClasses classes) {
    try {
      Path cache = PrivateFolder.prepare(folder);
      CacheEntry draft = new CacheEntry(Files.createTempDirectory(cache, DRAFT));
      try {
        draft.write(jar, classes.list(), records, notes);
        CacheEntry entry = new CacheEntry(cache.resolve(key));
        if (Files.exists(entry.folder()) && !entry.isPrivate()) {
          entry.delete();
        }
        try {
          Files.move(draft.folder(), entry.folder());
        } catch (FileSystemException e) {
          // Another process was faster, whose set is as good.
          return entry.isPrivate() ? read(entry).flatMap(LoadedRules::rules) : Optional.empty();
        }
        forgetOldest(cache);
        return JarRules.load(entry.writtenJar());
      } finally {
        draft.delete();
      }
    } catch (IOException e) {
      // Without a cache the next run compiles again.
      return Optional.empty();
    }
  }

  private static void forgetOldest(Path cache) throws IOException {
    List<Path> all = list(cache);
    long now = System.currentTimeMillis();
    for (Path each : all) {
      if (isDraft(each) && now - modified(each) > OLDEST_DRAFT_MILLIS) {
        new CacheEntry(each).delete();
      }
    }
    List<CacheEntry> entries = newestFirst(all);
    for (CacheEntry each :
        entries.subList(Math.min(MOST_ENTRIES, entries.size()), entries.size())) {
      each.delete();
    }
  }

  private static List<Path> list(Path cache) throws IOException {
    try (Stream<Path> listed = Files.list(cache)) {
      return listed.toList();
    }
  }

  /** The entries among these, the one that was used last first. */
  private static List<CacheEntry> newestFirst(List<Path> all) {
    List<Path> entries = new ArrayList<>(all);
    entries.removeIf(each -> !isEntry(each));
    entries.sort(Comparator.comparingLong(RuleSetCache::modified).reversed());
    return entries.stream().map(CacheEntry::new).toList();
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
}
