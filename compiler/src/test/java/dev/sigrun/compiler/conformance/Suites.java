package dev.sigrun.compiler.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Files beside the project, read in place; tests that ask for absent ones are skipped. */
public final class Suites {
  private static final Path SHARED = Path.of(System.getProperty("sigrun.shared", "../../shared"));

  private Suites() {}

  /** The file or folder, or the end of a test that needs it. */
  public static Path path(String relative) {
    Path path = SHARED.resolve(relative);
    assumeTrue(Files.exists(path), () -> path + " is not there.");
    return path;
  }

  /** The text of a file. */
  public static String text(String relative) {
    return text(path(relative));
  }

  /** The text of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON values in {@code text}. */
  public static @Nullable Object json(String text) {
    try {
      return JsonValues.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The objects in a JSON array. */
  public static List<Map<String, @Nullable Object>> objects(@Nullable Object array) {
    return StreamSupport.stream(((Iterable<?>) array).spliterator(), false)
        .map(element -> JsonValues.asObject(element).orElseThrow())
        .toList();
  }

  /** A member that is there. */
  public static String string(Map<String, @Nullable Object> object, String key) {
    return String.valueOf(object.get(key));
  }

  /** The whole numbers of a JSON array. */
  public static List<Integer> integers(@Nullable Object array) {
    return StreamSupport.stream(((Iterable<?>) array).spliterator(), false)
        .map(number -> ((Number) number).intValue())
        .toList();
  }

  /** The schema of an object with names and types. */
  public static Map<String, FieldType> types(@Nullable Object object) {
    Map<String, FieldType> types = new HashMap<>();
    JsonValues.asObject(object)
        .orElseThrow()
        .forEach((name, type) -> types.put(name, FieldType.of((String) type).orElseThrow()));
    return types;
  }
}
