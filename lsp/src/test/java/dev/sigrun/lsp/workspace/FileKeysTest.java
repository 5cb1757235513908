package dev.sigrun.lsp.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The keys that are completed are those of the JSON Schemas, which other tests compare with the
 * readers.
 */
class FileKeysTest {
  @ParameterizedTest
  @CsvSource({
    "TEST, test, '', properties",
    "TEST, test, case, $defs.case.properties",
    "TEST, test, event, $defs.event.oneOf.1.properties",
    "TEST, test, detection, $defs.detection.properties",
    "EXCEPTIONS, exceptions, '', properties",
    "EXCEPTIONS, exceptions, exception, properties.exception.items.properties",
    "EXCEPTIONS, exceptions, when, $defs.conditions.items.properties",
    "MAPPING, mapping, '', properties",
    "MAPPING, mapping, step, properties.step.items.properties",
    "MAPPING, mapping, dataset, properties.dataset.items.properties",
    "MAPPING, mapping, arrays, properties.arrays.properties",
    "MAPPING, mapping, index, properties.index.items.properties"
  })
  void areThoseOfTheSchema(FileKeys kind, String schema, String table, String place)
      throws IOException, JsonFormatException {
    Object at =
        JsonValues.read(
            Files.readString(Path.of("..", "docs", "schemas", schema + ".schema.json")));
    for (String step : place.split("\\.")) {
      at =
          at instanceof List<?> list
              ? list.get(Integer.parseInt(step))
              : ((Map<?, ?>) at).get(step);
    }

    assertThat(kind.keys(table).stream().map(KnownKey::name))
        .containsExactlyInAnyOrderElementsOf(new TreeSet<>(strings(((Map<?, ?>) at).keySet())));
  }

  private static List<String> strings(Collection<?> values) {
    return values.stream().map(String::valueOf).toList();
  }
}
