package dev.sigrun.cli.cache;

import dev.sigrun.compiler.backend.java.javac.KeptClasses;
import dev.sigrun.compiler.ruleset.InputDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files in the jars of a cache: where one rule among many has changed, those of all
 * others. For one compilation. Nothing is read before it asks for the first class.
 */
public final class CachedClasses implements KeptClasses {
  /** The build of this Sigrun and of its Java, on which class files depend, too. */
  private final String build;

  /** Those that were used last come first. */
  private final List<CacheEntry> entries;

  private final Map<String, List<String>> kept = new TreeMap<>();
  private @Nullable Map<String, Place> places;
  private final Map<CacheEntry, Map<String, byte[]>> classesOf = new HashMap<>();

  /** Where the class files of a source are. */
  private record Place(CacheEntry entry, List<String> paths) {}

  CachedClasses(List<CacheEntry> entries) {
    this.entries = List.copyOf(entries);
    this.build =
        InputDigest.ofThisBuild()
            .add(System.getProperty("java.home", ""))
            .add(Runtime.version().toString())
            .toHex();
  }

  @Override
  public Map<String, byte[]> find(String digest) {
    Place place = places().get(key(digest));
    if (place == null) {
      return Map.of();
    }
    Map<String, byte[]> all = classesOf.computeIfAbsent(place.entry(), CachedClasses::classes);
    Map<String, byte[]> found = new TreeMap<>();
    for (String path : place.paths()) {
      byte[] bytes = all.get(path);
      if (bytes == null) {
        return Map.of();
      }
      found.put(path, bytes);
    }
    return found;
  }

  @Override
  public void keep(String digest, Map<String, byte[]> classes) {
    keepTaken(digest, classes.keySet());
  }

  @Override
  public void keepTaken(String digest, Collection<String> paths) {
    kept.put(key(digest), List.copyOf(paths));
  }

  /** A line for each source of the compilation: its key, and the paths of its class files. */
  String list() {
    StringBuilder list = new StringBuilder();
    kept.forEach(
        (key, paths) -> list.append(key).append(' ').append(String.join(" ", paths)).append('\n'));
    return list.toString();
  }

  private String key(String digest) {
    return InputDigest.of(build).add(digest).toHex();
  }

  private Map<String, Place> places() {
    Map<String, Place> known = places;
    if (known == null) {
      known = new HashMap<>();
      for (CacheEntry entry : entries) {
        addPlaces(entry, known);
      }
      places = known;
    }
    return known;
  }

  private static void addPlaces(CacheEntry entry, Map<String, Place> places) {
    for (String line : list(entry).lines().toList()) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      places.putIfAbsent(words.get(0), new Place(entry, words.subList(1, words.size())));
    }
  }

  private static String list(CacheEntry entry) {
    try {
      return entry.isPrivate() ? entry.classes().orElse("") : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** All classes of a set; none if its jar is damaged. */
  private static Map<String, byte[]> classes(CacheEntry entry) {
    try {
      Optional<Path> path = entry.jar();
      return path.isPresent() ? classes(path.get()) : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  private static Map<String, byte[]> classes(Path path) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (ZipFile jar = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }
}
