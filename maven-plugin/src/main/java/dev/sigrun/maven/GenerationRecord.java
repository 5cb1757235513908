package dev.sigrun.maven;

import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The inputs and outputs of a generation.
 *
 * @param inputs digest of everything that it depended on
 * @param sources digests of the Java files by path
 * @param resources digests of all other files by path
 */
record GenerationRecord(
    String inputs, SortedMap<String, String> sources, SortedMap<String, String> resources) {
  /** Of no generation at all. */
  static final GenerationRecord NONE = new GenerationRecord("", new TreeMap<>(), new TreeMap<>());

  static GenerationRecord of(
      String inputs, SortedMap<String, byte[]> sources, SortedMap<String, byte[]> resources) {
    return new GenerationRecord(inputs, digests(sources), digests(resources));
  }

  private static SortedMap<String, String> digests(SortedMap<String, byte[]> files) {
    SortedMap<String, String> digests = new TreeMap<>();
    files.forEach((path, content) -> digests.put(path, InputDigest.hex(content)));
    return digests;
  }

  /** Reads the record in {@code file}; {@link #NONE} if it is absent or damaged. */
  static GenerationRecord read(Path file) throws IOException {
    try {
      Map<String, @Nullable Object> json =
          JsonValues.asObject(JsonValues.read(Files.readString(file))).orElse(Map.of());
      return new GenerationRecord(
          String.valueOf(json.get("inputs")),
          texts(json.get("sources")),
          texts(json.get("resources")));
    } catch (NoSuchFileException | JsonFormatException | CharacterCodingException e) {
      return NONE;
    }
  }

  private static SortedMap<String, String> texts(@Nullable Object json) {
    SortedMap<String, String> texts = new TreeMap<>();
    JsonValues.asObject(json)
        .orElse(Map.of())
        .forEach((path, digest) -> texts.put(path, String.valueOf(digest)));
    return texts;
  }

  void write(Path file) throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("inputs", inputs);
    json.put("sources", sources);
    json.put("resources", resources);
    Files.createDirectories(file.resolve("..").normalize());
    Files.writeString(file, JsonValues.writePretty(json) + "\n");
  }

  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Whether this was made from {@code digest}, and all files are as it wrote them. */
  boolean isOf(String digest, Path sourceFolder, Path resourceFolder) throws IOException {
    return inputs.equals(digest)
        && areIn(sourceFolder, sources)
        && areIn(resourceFolder, resources);
  }

  private static boolean areIn(Path folder, SortedMap<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)
          || !InputDigest.hex(Files.readAllBytes(path)).equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  Set<String> sourcesMissingIn(GenerationRecord next) {
    return missing(sources, next.sources);
  }

  Set<String> resourcesMissingIn(GenerationRecord next) {
    return missing(resources, next.resources);
  }

  private static Set<String> missing(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    Set<String> missing = new TreeSet<>(before.keySet());
    missing.removeAll(after.keySet());
    return missing;
  }
}
