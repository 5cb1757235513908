package dev.sigrun.cli.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The kinds of rules that can be begun from a text: a rule that compiles, with a test that passes.
 */
public enum RuleTemplate {
  /** Single events by EQL. */
  EQL,
  /** A sequence of events by EQL. */
  SEQUENCE,
  /** Single events by KQL. */
  QUERY,
  /** So many events of a group. */
  THRESHOLD,
  /** Values that were not seen before. */
  NEW_TERMS,
  /** Events that match indicators. */
  THREAT_MATCH,
  /** A Sigma rule, in YAML. */
  SIGMA;

  /**
   * The text of a rule.
   *
   * @param id its identity
   * @param date the day on which it is made
   */
  public String rule(String name, String author, UUID id, LocalDate date) {
    Map<String, String> values =
        Map.of(
            "name", this == SIGMA ? yaml(name) : toml(name),
            "author", this == SIGMA ? yaml(author) : toml(author),
            "id", id.toString(),
            "date", DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).format(date),
            "isodate", date.toString());
    String text = resource(this == SIGMA ? ".yml" : ".toml").orElseThrow();
    StringBuilder filled = new StringBuilder();
    int from = 0;
    // In one pass, so that a name cannot be taken for a hole.
    for (int hole = text.indexOf("{{"); hole >= 0; hole = text.indexOf("{{", from)) {
      int end = text.indexOf("}}", hole);
      filled.append(text, from, hole);
      filled.append(Objects.requireNonNull(values.get(text.substring(hole + 2, end))));
      from = end + 2;
    }
    return filled.append(text.substring(from)).toString();
  }

  /** The text of its test, if tests beside such rules are run. */
  public Optional<String> test() {
    return resource(".test.toml");
  }

  /** Whether a rule of this kind is written in YAML. */
  public boolean isYaml() {
    return this == SIGMA;
  }

  private Optional<String> resource(String ending) {
    String file = name().toLowerCase(Locale.ROOT) + ending;
    try (InputStream stream = RuleTemplate.class.getResourceAsStream(file)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inside of a string in double quotes. */
  private static String toml(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** A scalar in single quotes, in which only these are doubled. */
  private static String yaml(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
