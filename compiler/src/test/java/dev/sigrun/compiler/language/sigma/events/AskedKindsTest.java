package dev.sigrun.compiler.language.sigma.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.YamlReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The events of {@link WindowsEventsTest} are all that the public rules ask these logs for. */
class AskedKindsTest {
  /** Traces of the kernel, which no event log has. */
  private static final Set<String> TRACES = Set.of("file_access", "file_rename");

  private static final List<String> FOLDERS =
      List.of("rules", "rules-compliance", "rules-emerging-threats", "rules-placeholder");

  private final Set<String> asked = new TreeSet<>();

  @Test
  void noKindIsMissing() throws Exception {
    for (String folder : FOLDERS) {
      Path rules = SharedFiles.path(SharedFiles.SIGMA_RULES).resolve(folder);
      try (Stream<Path> files = Files.walk(rules)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
          SourceText text = SourceText.of(file.toString(), SharedFiles.text(file));
          YamlReader.read(text, new DiagnosticSink())
              .forEach(document -> document.value().ifPresent(this::rule));
        }
      }
    }
    Set<String> made =
        WindowsEventsTest.KINDS.stream()
            .flatMap(kind -> Stream.of(kind.name(), kind.source()))
            .collect(Collectors.toSet());
    assertThat(asked).hasSizeGreaterThan(100).isSubsetOf(made);
  }

  /**
   * The category of a rule for Sysmon's events or PowerShell's, or the numbers of the audit log.
   */
  private void rule(DataValue rule) {
    Optional<DataValue.Table> table = rule.asTable();
    Optional<DataValue.Table> source =
        table.flatMap(t -> t.get("logsource")).flatMap(DataValue::asTable);
    if (!text(source, "product").equals("windows")) {
      return;
    }
    String category = text(source, "category");
    if (!category.isEmpty() && !TRACES.contains(category)) {
      asked.add(category);
    }
    if (text(source, "service").equals("security")) {
      table.flatMap(t -> t.get("detection")).ifPresent(this::numbers);
    }
  }

  private static String text(Optional<DataValue.Table> table, String key) {
    return table.flatMap(t -> t.get(key)).flatMap(DataValue::asText).orElse("");
  }

  private void numbers(DataValue value) {
    value.asArray().ifPresent(array -> array.values().forEach(this::numbers));
    value
        .asTable()
        .ifPresent(
            table ->
                table
                    .entries()
                    .forEach(
                        (key, entry) -> {
                          if (key.equals("EventID")) {
                            add(entry.value());
                          } else {
                            numbers(entry.value());
                          }
                        }));
  }

  private void add(DataValue number) {
    List<DataValue> numbers = number.asArray().map(DataValue.Array::values).orElse(List.of(number));
    numbers.forEach(each -> asked.add("/security " + each.plain()));
  }
}
