package dev.sigrun.compiler.format.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.conventions.GoldenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of rule types and their keys, made from the table that checks rule files. */
class RuleTypesPageTest {
  private static final GoldenFiles DOCS =
      GoldenFiles.in(Path.of("..", "docs"), RuleTypesPageTest.class);

  /** What a key means, by its name; those of {@code [metadata]} begin with that word. */
  private static final Map<String, String> MEANINGS = meanings();

  private static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(RuleTypesPageTest.class.getResourceAsStream("keys.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .forEach(parts -> meanings.put(parts[0], parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return meanings;
  }

  @Test
  void thePageHasEveryKeyOfEveryType() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Rule types and their keys

        All keys of rule files in Elastic's format, with the types of rules that have them. This page is made from the table that
        checks rule files; [rule files](rules.md) describes what Sigrun does with them, and
        [a JSON Schema](../schemas/rule.schema.json) has the same for editors.

        """);
    page.append("## Keys of all types\n\n").append(table(ofAllTypes(), Optional.empty()));
    for (RuleType type : RuleType.values()) {
      page.append("\n## `").append(type.spelling()).append("`\n\n");
      List<Shape.Key> own =
          RuleShape.RULE.keys().stream()
              .filter(key -> !RuleShape.OF_KIBANA.contains(key.name()))
              .filter(key -> key.need().allows(type) && !ofAllTypes().contains(key))
              .toList();
      page.append(table(own, Optional.of(type)));
    }
    page.append("\n## `[metadata]`\n\n");
    page.append("| key | | value | meaning |\n|---|---|---|---|\n");
    for (Shape.Key key : RuleShape.METADATA.keys()) {
      page.append(row(key, Optional.empty(), "metadata."));
    }
    page.append("\n## Keys that Kibana adds\n\n");
    page.append(
        "Kibana writes these into the rules that it exports. They are accepted and change nothing:\n");
    page.append(
        RuleShape.OF_KIBANA.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", ")));
    page.append(".\n");
    DOCS.check("language", "rule-types.md", page.toString());
  }

  @Test
  void everyMeaningIsThatOfAKey() {
    Set<String> keys = new TreeSet<>();
    RuleShape.RULE.keys().stream()
        .map(Shape.Key::name)
        .filter(name -> !RuleShape.OF_KIBANA.contains(name))
        .forEach(keys::add);
    RuleShape.METADATA.keys().forEach(key -> keys.add("metadata." + key.name()));

    assertThat(new TreeSet<>(MEANINGS.keySet())).isEqualTo(keys);
  }

  private static List<Shape.Key> ofAllTypes() {
    return RuleShape.RULE.keys().stream()
        .filter(key -> !RuleShape.OF_KIBANA.contains(key.name()))
        .filter(key -> Arrays.stream(RuleType.values()).allMatch(key.need()::allows))
        .filter(
            key ->
                key.need().required().isEmpty()
                    || key.need().required().size() == RuleType.values().length)
        .toList();
  }

  private static String table(List<Shape.Key> keys, Optional<RuleType> type) {
    StringBuilder rows = new StringBuilder("| key | | value | meaning |\n|---|---|---|---|\n");
    keys.forEach(key -> rows.append(row(key, type, "")));
    return rows.toString();
  }

  private static String row(Shape.Key key, Optional<RuleType> type, String prefix) {
    boolean required =
        type.map(t -> key.need().requires(t)).orElse(!key.need().required().isEmpty());
    return "| `"
        + key.name()
        + "` | "
        + (required ? "required" : "")
        + " | "
        + value(key.shape())
        + " | "
        + MEANINGS.getOrDefault(prefix + key.name(), "").replace("|", "\\|")
        + " |\n";
  }

  private static String value(Shape shape) {
    if (shape instanceof Shape.Text) {
      return "text";
    } else if (shape instanceof Shape.OrBlank optional) {
      return value(optional.shape());
    } else if (shape instanceof Shape.Choice choice) {
      return choice.words().stream()
          .map(word -> "`" + word + "`")
          .collect(Collectors.joining(", "));
    } else if (shape instanceof Shape.Formatted formatted) {
      return "text such as `" + formatted.example() + "`";
    } else if (shape instanceof Shape.Whole whole) {
      return whole.most() == Long.MAX_VALUE
          ? "number from " + whole.least()
          : "number from " + whole.least() + " to " + whole.most();
    } else if (shape instanceof Shape.Truth) {
      return "`true` or `false`";
    } else if (shape instanceof Shape.ListOf list) {
      return "list: " + value(list.element());
    } else if (shape instanceof Shape.OneOrMore some) {
      return value(some.element()) + ", or a list";
    } else if (shape instanceof Shape.Table table) {
      return "table: "
          + table.keys().stream()
              .map(key -> "`" + key.name() + "`")
              .collect(Collectors.joining(", "));
    }
    return "table";
  }
}
