package dev.sigrun.cli.kibana;

import dev.sigrun.cli.kibana.ImportedRule.NotImported;
import dev.sigrun.compiler.backend.FileNames;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that Kibana exports: a JSON object per line, most of them rules. The others are
 * exceptions, connectors and a summary at the end.
 */
public final class KibanaFiles {
  private final LocalDate today;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();

  /** The last number that was put after a name which several rules have; the first has none. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> others = new TreeMap<>();
  private final SortedSet<String> lost = new TreeSet<>();

  /**
   * No files yet.
   *
   * @param today the date of rules that have none
   */
  public KibanaFiles(LocalDate today) {
    this.today = today;
  }

  /** Reads one more file. */
  public void read(String name, byte[] content) {
    int line = 0;
    int start = 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      line++;
      byte[] bytes = Arrays.copyOfRange(content, start, end);
      if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
        line(name + ":" + line, bytes);
      }
      start = end + 1;
    }
  }

  private void line(String place, byte[] bytes) {
    try {
      Optional<Map<String, @Nullable Object>> object = JsonValues.asObject(JsonValues.read(bytes));
      if (object.isEmpty()) {
        problems.add(place + ": Expected a JSON object with a rule, as Kibana exports them.");
      } else {
        object(place, object.get());
      }
    } catch (JsonFormatException e) {
      String message = String.valueOf(e.getMessage()).replace("(line 1, ", "(");
      problems.add(
          place
              + ": This is not a JSON object on one line, as Kibana exports rules: "
              + message
              + (message.endsWith(".") ? "" : "."));
    } catch (NotImported e) {
      problems.add(place + ": " + e.getMessage());
    }
  }

  private void object(String place, Map<String, @Nullable Object> object) throws NotImported {
    Optional<String> other = kind(object);
    if (other.isPresent()) {
      others.merge(other.get(), 1, Integer::sum);
      return;
    }
    ImportedRule rule = ImportedRule.of(object, today);
    String earlier = places.putIfAbsent(rule.ruleId(), place);
    if (earlier != null) {
      problems.add(
          place
              + ": Identity '"
              + rule.ruleId()
              + "' already belongs to the rule at "
              + earlier
              + ".");
      return;
    }
    lost.addAll(rule.lost());
    String stem = FileNames.stem(rule.name());
    String file = stem;
    while (texts.containsKey(file + ".toml")) {
      file = stem + "_" + numbers.merge(stem, 2, (last, two) -> last + 1);
    }
    texts.put(file + ".toml", rule.text());
  }

  /** The kind of an object that is not a rule. */
  private static Optional<String> kind(Map<String, @Nullable Object> object) {
    if (object.containsKey("exported_count") || object.containsKey("exported_rules_count")) {
      return Optional.of("summary");
    }
    if (object.containsKey("rule_id")) {
      return Optional.empty();
    }
    if (object.containsKey("list_id")) {
      return Optional.of(object.containsKey("entries") ? "exception" : "exception list");
    }
    return "action".equals(object.get("type")) && object.containsKey("attributes")
        ? Optional.of("connector")
        : Optional.empty();
  }

  /** The files that the rules become: names without folders, and texts. */
  public Map<String, String> texts() {
    return texts;
  }

  /** A line for each mistake. */
  public List<String> problems() {
    return problems;
  }

  /** How many lines there were that are not rules, by what they are; without summaries. */
  public Map<String, Integer> others() {
    Map<String, Integer> counted = new TreeMap<>(others);
    counted.remove("summary");
    return counted;
  }

  /** The keys that were left out of rules. */
  public SortedSet<String> lost() {
    return lost;
  }
}
