package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads a field mapping from a TOML file; its keys are described in {@code docs/mapping.md}. */
public final class MappingReader {
  private static final DiagnosticKind ONE_KIND =
      DiagnosticKind.error("MAP003", "A step must have exactly one of %s, but this one has %s.");

  private static final List<String> FILE_KEYS =
      List.of("name", "unmapped", "tiebreaker", "step", "dataset", "arrays", "index");
  private static final List<String> STEP_KEYS =
      List.of("rename", "prefix", "one_to_many", "approximate", "within", "drop", "refuse");
  private static final List<String> DATASET_KEYS =
      List.of("name", "fields", "approximate", "within", "drop", "implied");
  private static final List<String> COUNTERPART_KEYS = List.of("name", "why");
  private static final List<String> ARRAY_KEYS = List.of("suffix", "fields");
  private static final List<String> INDEX_KEYS = List.of("pattern", "index", "macro");

  private static final Pattern PREFIX = Pattern.compile("[\\p{L}\\p{N}@_.:{}-]*");
  private static final Pattern INDEX = Pattern.compile("[A-Za-z0-9_*][A-Za-z0-9_*-]*");
  private static final Pattern MACRO = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern SUFFIX = Pattern.compile("[\\p{L}\\p{N}_.{}-]*");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)?");

  private final DiagnosticSink sink;
  private final MappingShapes shapes;
  private final RenameGraph renames = new RenameGraph();

  private MappingReader(DiagnosticSink sink) {
    this.sink = sink;
    this.shapes = new MappingShapes(sink);
  }

  /**
   * Reads the mapping that {@code source} holds.
   *
   * @param sink receives diagnostics about it
   * @return the mapping, or empty if an error was reported
   */
  public static Optional<FieldMapping> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<DataValue.Table> file = TomlReader.read(source, sink);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    FieldMapping mapping = new MappingReader(sink).mapping(file.get(), source);
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(mapping);
  }

  private FieldMapping mapping(DataValue.Table file, SourceText source) {
    shapes.checkKeys(file, "a field mapping", FILE_KEYS);
    List<MappingStep> steps = new ArrayList<>();
    shapes.tables(file, "step").forEach(table -> step(table).ifPresent(steps::add));
    renames.reportCycles(sink);
    List<Dataset> datasets = new ArrayList<>();
    shapes.tables(file, "dataset").forEach(table -> dataset(table).ifPresent(datasets::add));
    List<IndexChoice> indices = new ArrayList<>();
    shapes.tables(file, "index").forEach(table -> index(table).ifPresent(indices::add));
    Optional<DataValue.Table> arrays = shapes.table(file, "arrays");
    arrays.ifPresent(table -> shapes.checkKeys(table, "[arrays]", ARRAY_KEYS));
    String suffix =
        arrays
            .flatMap(a -> shapes.text(a, "suffix", SUFFIX, "the end of a field's name"))
            .orElse("");
    Set<String> arrayFields =
        new LinkedHashSet<>(arrays.map(a -> shapes.names(a, "fields")).orElse(List.of()));
    return new FieldMapping(
        shapes.text(file, "name").orElse(source.name()),
        refusesUnmapped(file),
        steps,
        datasets,
        suffix,
        arrayFields,
        indices,
        shapes.text(file, "tiebreaker", MappingShapes.FIELD, "the name of a field"));
  }

  private boolean refusesUnmapped(DataValue.Table file) {
    Optional<String> written = shapes.text(file, "unmapped");
    if (written.isPresent() && !List.of("keep", "refuse").contains(written.get())) {
      shapes.wrongShape(
          "unmapped",
          MappingShapes.value(file, "unmapped"),
          "'keep' or 'refuse'",
          "'" + written.get() + "'");
    }
    return written.equals(Optional.of("refuse"));
  }

  private Optional<MappingStep> step(DataValue.Table step) {
    if (!shapes.checkKeys(step, "[[step]]", STEP_KEYS)) {
      return Optional.empty();
    }
    List<String> kinds = step.keys().stream().filter(STEP_KEYS::contains).toList();
    if (kinds.size() != 1) {
      shapes.report(
          ONE_KIND,
          step.origin(),
          String.join(", ", STEP_KEYS),
          kinds.isEmpty() ? "none" : String.join(" and ", kinds));
      return Optional.empty();
    }
    String kind = kinds.get(0);
    return shapes
        .table(step, kind)
        .map(
            table ->
                switch (kind) {
                  case "rename" ->
                      new MappingStep.Rename(shapes.each(table, MappingShapes.FIELD, this::rename));
                  case "prefix" -> new MappingStep.Prefix(shapes.each(table, PREFIX, this::prefix));
                  case "one_to_many" ->
                      new MappingStep.OneToMany(
                          shapes.each(table, MappingShapes.FIELD, this::several));
                  case "approximate" ->
                      new MappingStep.Loose(
                          shapes.each(
                              table,
                              MappingShapes.FIELD,
                              (name, e) -> loose(e, MappedName.Approximate::new)));
                  case "within" ->
                      new MappingStep.Loose(
                          shapes.each(
                              table,
                              MappingShapes.FIELD,
                              (name, e) -> loose(e, MappedName.Within::new)));
                  case "drop" ->
                      new MappingStep.Drop(shapes.each(table, MappingShapes.FIELD, this::note));
                  default ->
                      new MappingStep.Refuse(shapes.each(table, MappingShapes.FIELD, this::note));
                });
  }

  private Optional<String> rename(String name, DataValue.Entry entry) {
    Optional<String> to =
        shapes.checked(name, entry.value(), MappingShapes.FIELD, "the name of a field");
    to.ifPresent(target -> renames.add(name, target, entry.key()));
    return to;
  }

  private Optional<String> prefix(String name, DataValue.Entry entry) {
    return shapes.checked(name, entry.value(), PREFIX, "the start of a field's name");
  }

  private Optional<List<String>> several(String name, DataValue.Entry entry) {
    List<String> targets = shapes.fieldNames(name, entry.value());
    targets.forEach(target -> renames.add(name, target, entry.key()));
    return targets.isEmpty() ? Optional.empty() : Optional.of(targets);
  }

  private Optional<String> note(String name, DataValue.Entry entry) {
    return shapes.shaped(name, entry.value(), entry.value().asText(), "a sentence with the reason");
  }

  /** A field that takes the place of another one, and the reason why it is not the same. */
  private Optional<MappedName> loose(
      DataValue.Entry entry, BiFunction<String, String, MappedName> make) {
    Optional<DataValue.Table> table =
        shapes.shaped("A counterpart", entry.value(), entry.value().asTable(), "a table");
    table.ifPresent(
        given -> {
          shapes.checkKeys(given, "a counterpart", COUNTERPART_KEYS);
          COUNTERPART_KEYS.forEach(key -> shapes.require(given, "A counterpart", key));
        });
    return table.flatMap(
        given ->
            shapes
                .text(given, "name", MappingShapes.FIELD, "the name of a field")
                .flatMap(name -> shapes.text(given, "why").map(why -> make.apply(name, why))));
  }

  private Optional<Dataset> dataset(DataValue.Table table) {
    shapes.checkKeys(table, "[[dataset]]", DATASET_KEYS);
    shapes.require(table, "[[dataset]]", "name");
    Map<String, MappedName> fields = new LinkedHashMap<>();
    add(table, "drop", fields, (n, e) -> note(n, e).map(MappedName.Dropped::new));
    add(table, "within", fields, (n, e) -> loose(e, MappedName.Within::new));
    add(table, "approximate", fields, (n, e) -> loose(e, MappedName.Approximate::new));
    add(
        table,
        "fields",
        fields,
        (n, e) -> oneOrMore(n, e.value(), true).map(MappedName.Names::new));
    Map<String, List<String>> implied = new LinkedHashMap<>();
    shapes
        .table(table, "implied")
        .ifPresent(
            t ->
                implied.putAll(
                    shapes.each(
                        t, MappingShapes.FIELD, (name, e) -> oneOrMore(name, e.value(), false))));
    return shapes
        .text(table, "name", DATASET, "the name of a data set")
        .map(name -> new Dataset(name, fields, implied));
  }

  private void add(
      DataValue.Table table,
      String key,
      Map<String, MappedName> fields,
      BiFunction<String, DataValue.Entry, Optional<? extends MappedName>> read) {
    shapes
        .table(table, key)
        .ifPresent(
            entries ->
                fields.putAll(
                    shapes.<MappedName>each(
                        entries,
                        MappingShapes.FIELD,
                        (name, entry) -> read.apply(name, entry).map(mapped -> mapped))));
  }

  private Optional<List<String>> oneOrMore(String name, DataValue value, boolean fields) {
    Optional<String> one = value.asText();
    if (one.isPresent() && !fields) {
      return one.map(List::of);
    }
    if (one.isPresent()) {
      return shapes.checked(name, value, MappingShapes.FIELD, "the name of a field").map(List::of);
    }
    List<String> several = fields ? shapes.fieldNames(name, value) : shapes.texts(name, value);
    return several.isEmpty() ? Optional.empty() : Optional.of(several);
  }

  private Optional<IndexChoice> index(DataValue.Table table) {
    if (!shapes.checkKeys(table, "[[index]]", INDEX_KEYS)) {
      return Optional.empty();
    }
    shapes.require(table, "[[index]]", "pattern");
    Optional<String> pattern = shapes.text(table, "pattern");
    boolean index = table.get("index").isPresent();
    if (index == table.get("macro").isPresent()) {
      shapes.report(ONE_KIND, table.origin(), "index, macro", index ? "both" : "none");
      return Optional.empty();
    }
    Optional<String> name =
        index
            ? shapes.text(table, "index", INDEX, "the name of an index")
            : shapes.text(table, "macro", MACRO, "the name of a macro");
    IndexChoice.Kind kind = index ? IndexChoice.Kind.INDEX : IndexChoice.Kind.MACRO;
    return pattern.flatMap(p -> name.map(n -> new IndexChoice(p, kind, n)));
  }
}
