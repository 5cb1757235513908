package dev.sigrun.testing.file;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.event.TimePlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads test files. Later stages check expectations against the rule. */
public final class TestFileReader {
  private static final DiagnosticKind SHARED_TIME =
      DiagnosticKind.error(
          "TST023",
          "Several events would have this '@timestamp'. Remove it; 'clock' sets the time at"
              + " which cases begin.");
  private static final DiagnosticKind SECOND_CASE =
      DiagnosticKind.error("TST024", "The case on line %s has the same name, '%s'.");
  private static final DiagnosticKind NOT_HERE =
      DiagnosticKind.error(
          "TST025", "Key '%s' is only allowed in a single event, not in a base or template.");

  private static final List<String> KEYS =
      List.of("base", "template", "clock", "schema", "indicator", "indicator_fixture", "case");

  private final Path path;
  private final SourceText source;
  private final Values values;
  private final TimePlaces times;
  private final FieldNames names = new FieldNames();

  private TestFileReader(Path path, SourceText source, TimePlaces times, DiagnosticSink sink) {
    this.path = path;
    this.source = source;
    this.times = times;
    this.values = new Values(sink);
  }

  /**
   * Reads the file at {@code path}, and the files that it names.
   *
   * @param times where events have their time
   * @param sink receives diagnostics about it
   * @return empty if an error was reported
   */
  public static Optional<TestFile> read(Path path, TimePlaces times, DiagnosticSink sink) {
    return RuleFiles.load(path, sink).flatMap(source -> read(path, source, times, sink));
  }

  /**
   * Reads a test file whose text need not be on the disk, and the files that it names.
   *
   * @param path where it is, or will be
   * @param times where events have their time
   * @param sink receives diagnostics about it
   * @return empty if an error was reported
   */
  public static Optional<TestFile> read(
      Path path, SourceText source, TimePlaces times, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<TestFile> file = new TestFileReader(path, source, times, sink).read();
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : file;
  }

  private Optional<TestFile> read() {
    Optional<DataValue.Table> read = TomlReader.read(source, values.sink());
    if (read.isEmpty()) {
      return Optional.empty();
    }
    DataValue.Table file = read.get();
    values.onlyKnown(file, KEYS);
    Fixtures fixtures = new Fixtures(values, path, times);
    EventFields base =
        file.get("base").map(value -> common(value, "base")).orElse(EventFields.NONE);
    EventDrafts drafts = new EventDrafts(values, base, templates(file), names, times);
    CaseReader reader = new CaseReader(values, drafts, fixtures, file);
    List<TestCase> cases = new ArrayList<>();
    List<DataValue> written = file.get("case").map(values::oneOrMore).orElse(List.of());
    for (DataValue value : written) {
      if (value instanceof DataValue.Table table) {
        reader.read(table).ifPresent(cases::add);
      } else {
        values.wrongShape(value, "case", "a table");
      }
    }
    if (written.isEmpty()) {
      values.missing(file.origin(), "case");
    }
    requireDistinctNames(cases);
    List<Path> schemas = schemas(file, fixtures);
    return Optional.of(
        new TestFile(path, source, schemas, fixtures.named(), cases, names.places()));
  }

  private List<Path> schemas(DataValue.Table file, Fixtures fixtures) {
    return values.texts(file, "schema").stream()
        .map(fixtures::file)
        .flatMap(Optional::stream)
        .toList();
  }

  private Map<String, EventFields> templates(DataValue.Table file) {
    Map<String, EventFields> templates = new LinkedHashMap<>();
    Optional<DataValue> all = file.get("template");
    if (all.isPresent() && all.get().asTable().isEmpty()) {
      values.wrongShape(all.get(), "template", "a table of templates");
    }
    all.flatMap(DataValue::asTable)
        .ifPresent(
            table ->
                table
                    .entries()
                    .forEach((name, entry) -> templates.put(name, common(entry.value(), name))));
    return templates;
  }

  /** The fields of a base or a template, which may be written as JSON. */
  private EventFields common(DataValue value, String key) {
    EventFields fields = EventFields.NONE;
    if (value instanceof DataValue.Text json) {
      fields =
          new EventDrafts(values, EventFields.NONE, Map.of(), names, times)
              .fields(json)
              .orElse(EventFields.NONE);
    } else if (value instanceof DataValue.Table table) {
      table.entries().forEach(this::refuseSpecial);
      names.add(table, Set.of());
      fields = EventFields.of(table, Set.of());
    } else {
      values.wrongShape(value, key, "a table or a JSON string");
    }
    fields.get(EventDraft.TIMESTAMP).ifPresent(time -> values.report(SHARED_TIME, time.origin()));
    return fields;
  }

  private void refuseSpecial(String key, DataValue.Entry entry) {
    if (EventDrafts.SPECIAL.contains(key)) {
      values.report(NOT_HERE, entry.key(), key);
    }
  }

  private void requireDistinctNames(List<TestCase> cases) {
    Map<String, TestCase> known = new HashMap<>();
    for (TestCase test : cases) {
      TestCase first = known.putIfAbsent(test.name(), test);
      if (first != null) {
        int line = source.position(first.origin().span().start()).line();
        values.report(SECOND_CASE, test.origin(), line, test.name());
      }
    }
  }
}
