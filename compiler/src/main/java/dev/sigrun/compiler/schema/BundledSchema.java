package dev.sigrun.compiler.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Loads the table of fields that comes with Sigrun, once. */
final class BundledSchema {
  static final Schema INSTANCE = load();

  private static final String RESOURCE = "fields.csv";

  private BundledSchema() {}

  private static Schema load() {
    try (InputStream stream = BundledSchema.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException("The resource '" + RESOURCE + "' is not in the jar.");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      Map<String, FieldType> types = new HashMap<>();
      lines.lines().skip(1).forEach(line -> add(line, types));
      return Schema.of(types);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource '" + RESOURCE + "' cannot be read.", e);
    }
  }

  private static void add(String line, Map<String, FieldType> types) {
    int comma = line.indexOf(',');
    FieldType type = FieldType.of(line.substring(comma + 1)).orElseThrow();
    types.put(line.substring(0, comma), type);
  }
}
