package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a {@code .conf} file as Splunk does: stanzas, keys, lines that continue after a backslash.
 */
public final class ConfFile {
  private ConfFile() {}

  /** The keys of each stanza. */
  public static Map<String, Map<String, String>> read(String text) {
    Map<String, Map<String, String>> stanzas = new LinkedHashMap<>();
    Map<String, String> current = new LinkedHashMap<>();
    String joined = text.replace("\\\n", "\n\u0000");
    for (String part : joined.split("\n(?!\u0000)", -1)) {
      String line = part.replace("\u0000", "");
      if (line.startsWith("[")) {
        assertThat(line).endsWith("]");
        current = new LinkedHashMap<>();
        assertThat(stanzas.put(line.substring(1, line.length() - 1), current)).isNull();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        assertThat(equals).as(line).isPositive();
        String key = line.substring(0, equals).strip();
        assertThat(current.put(key, line.substring(equals + 1).strip())).as(key).isNull();
      }
    }
    return stanzas;
  }
}
