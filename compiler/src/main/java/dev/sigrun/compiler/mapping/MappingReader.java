package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.Origin;
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
  private static final DiagnosticKind UNKNOWN_KEY =
      DiagnosticKind.error("MAP001", "Unknown key '%s' in %s.%s");
  private static final DiagnosticKind WRONG_SHAPE =
      DiagnosticKind.error("MAP002", "'%s' must be %s, found %s.");
  private static final DiagnosticKind ONE_KIND =
      DiagnosticKind.error("MAP003", "A step must have exactly one of %s, but this one has %s.");
  private static final DiagnosticKind BAD_NAME =
      DiagnosticKind.error("MAP005", "'%s' cannot be %s.");
  private static final DiagnosticKind MISSING_KEY =
      DiagnosticKind.error("MAP006", "%s needs the key '%s'.");

  private static final List<String> FILE_KEYS =
      List.of("name", "unmapped", "tiebreaker", "step", "dataset", "arrays", "index");
  private static final List<String> STEP_KEYS =
      List.of("rename", "prefix", "one_to_many", "drop", "refuse");
  private static final List<String> DATASET_KEYS = List.of("name", "fields", "implied");
  private static final List<String> ARRAY_KEYS = List.of("suffix", "fields");
  private static final List<String> INDEX_KEYS = List.of("pattern", "index", "macro");

  /** Names of fields hold nothing that could be taken for something else anywhere. */
  private static final Pattern FIELD = Pattern.compile("[\\p{L}\\p{N}@_][\\p{L}\\p{N}@_.:{}-]*");

  private static final Pattern PREFIX = Pattern.compile("[\\p{L}\\p{N}@_.:{}-]*");
  private static final Pattern INDEX = Pattern.compile("[A-Za-z0-9_*][A-Za-z0-9_*-]*");
  private static final Pattern MACRO = Pattern.compile("[A-Za-z0-9_]+");
  private static final Pattern SUFFIX = Pattern.compile("[\\p{L}\\p{N}_.{}-]*");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)?");

  private final DiagnosticSink sink;
  private final RenameGraph renames = new RenameGraph();

  private MappingReader(DiagnosticSink sink) {
    this.sink = sink;
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
    checkKeys(file, "a field mapping", FILE_KEYS);
    List<MappingStep> steps = new ArrayList<>();
    tables(file, "step").forEach(table -> step(table).ifPresent(steps::add));
    renames.reportCycles(sink);
    List<Dataset> datasets = new ArrayList<>();
    tables(file, "dataset").forEach(table -> dataset(table).ifPresent(datasets::add));
    List<IndexChoice> indices = new ArrayList<>();
    tables(file, "index").forEach(table -> index(table).ifPresent(indices::add));
    Optional<DataValue.Table> arrays = table(file, "arrays");
    arrays.ifPresent(table -> checkKeys(table, "[arrays]", ARRAY_KEYS));
    String suffix =
        arrays.flatMap(a -> text(a, "suffix", SUFFIX, "the end of a field's name")).orElse("");
    Set<String> arrayFields =
        new LinkedHashSet<>(arrays.map(a -> names(a, "fields")).orElse(List.of()));
    return new FieldMapping(
        text(file, "name").orElse(source.name()),
        refusesUnmapped(file),
        steps,
        datasets,
        suffix,
        arrayFields,
        indices,
        text(file, "tiebreaker", FIELD, "the name of a field"));
  }

  private boolean refusesUnmapped(DataValue.Table file) {
    Optional<String> written = text(file, "unmapped");
    if (written.isPresent() && !List.of("keep", "refuse").contains(written.get())) {
      report(
          WRONG_SHAPE,
          value(file, "unmapped").origin(),
          "unmapped",
          "'keep' or 'refuse'",
          "'" + written.get() + "'");
    }
    return written.equals(Optional.of("refuse"));
  }

  private Optional<MappingStep> step(DataValue.Table step) {
    if (!checkKeys(step, "[[step]]", STEP_KEYS)) {
      return Optional.empty();
    }
    List<String> kinds = step.keys().stream().filter(STEP_KEYS::contains).toList();
    if (kinds.size() != 1) {
      report(
          ONE_KIND,
          step.origin(),
          String.join(", ", STEP_KEYS),
          kinds.isEmpty() ? "none" : String.join(" and ", kinds));
      return Optional.empty();
    }
    String kind = kinds.get(0);
    return table(step, kind)
        .map(
            table ->
                switch (kind) {
                  case "rename" -> new MappingStep.Rename(each(table, FIELD, this::rename));
                  case "prefix" -> new MappingStep.Prefix(each(table, PREFIX, this::prefix));
                  case "one_to_many" ->
                      new MappingStep.OneToMany(each(table, FIELD, this::several));
                  case "drop" -> new MappingStep.Drop(each(table, FIELD, this::note));
                  default -> new MappingStep.Refuse(each(table, FIELD, this::note));
                });
  }

  private Optional<String> rename(String name, DataValue.Entry entry) {
    Optional<String> to = checked(name, entry.value(), FIELD, "the name of a field");
    to.ifPresent(target -> renames.add(name, target, entry.key()));
    return to;
  }

  private Optional<String> prefix(String name, DataValue.Entry entry) {
    return checked(name, entry.value(), PREFIX, "the start of a field's name");
  }

  private Optional<List<String>> several(String name, DataValue.Entry entry) {
    List<String> targets = fieldNames(name, entry.value());
    targets.forEach(target -> renames.add(name, target, entry.key()));
    return targets.isEmpty() ? Optional.empty() : Optional.of(targets);
  }

  private Optional<String> note(String name, DataValue.Entry entry) {
    return shaped(name, entry.value(), entry.value().asText(), "a sentence with the reason");
  }

  private Optional<Dataset> dataset(DataValue.Table table) {
    checkKeys(table, "[[dataset]]", DATASET_KEYS);
    require(table, "[[dataset]]", "name");
    Map<String, List<String>> fields = new LinkedHashMap<>();
    table(table, "fields")
        .ifPresent(
            t -> fields.putAll(each(t, FIELD, (name, e) -> oneOrMore(name, e.value(), true))));
    Map<String, List<String>> implied = new LinkedHashMap<>();
    table(table, "implied")
        .ifPresent(
            t -> implied.putAll(each(t, FIELD, (name, e) -> oneOrMore(name, e.value(), false))));
    return text(table, "name", DATASET, "the name of a data set")
        .map(name -> new Dataset(name, fields, implied));
  }

  private Optional<List<String>> oneOrMore(String name, DataValue value, boolean fields) {
    Optional<String> one = value.asText();
    if (one.isPresent() && !fields) {
      return one.map(List::of);
    }
    if (one.isPresent()) {
      return checked(name, value, FIELD, "the name of a field").map(List::of);
    }
    List<String> several = fields ? fieldNames(name, value) : texts(name, value);
    return several.isEmpty() ? Optional.empty() : Optional.of(several);
  }

  private Optional<IndexChoice> index(DataValue.Table table) {
    if (!checkKeys(table, "[[index]]", INDEX_KEYS)) {
      return Optional.empty();
    }
    require(table, "[[index]]", "pattern");
    Optional<String> pattern = text(table, "pattern");
    boolean index = table.get("index").isPresent();
    if (index == table.get("macro").isPresent()) {
      report(ONE_KIND, table.origin(), "index, macro", index ? "both" : "none");
      return Optional.empty();
    }
    Optional<String> name =
        index
            ? text(table, "index", INDEX, "the name of an index")
            : text(table, "macro", MACRO, "the name of a macro");
    IndexChoice.Kind kind = index ? IndexChoice.Kind.INDEX : IndexChoice.Kind.MACRO;
    return pattern.flatMap(p -> name.map(n -> new IndexChoice(p, kind, n)));
  }

  // Shapes

  /** Whether all keys are known, after reporting those that are not. */
  private boolean checkKeys(DataValue.Table table, String place, List<String> known) {
    boolean good = true;
    for (Map.Entry<String, DataValue.Entry> entry : table.entries().entrySet()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        good = false;
        report(UNKNOWN_KEY, entry.getValue().key(), key, place, Suggestions.didYouMean(key, known));
      }
    }
    return good;
  }

  private void require(DataValue.Table table, String place, String key) {
    if (table.get(key).isEmpty()) {
      report(MISSING_KEY, table.origin(), place, key);
    }
  }

  private static DataValue value(DataValue.Table table, String key) {
    return table.get(key).orElseThrow();
  }

  private <T> Optional<T> shaped(String key, DataValue value, Optional<T> shaped, String wanted) {
    if (shaped.isEmpty()) {
      report(WRONG_SHAPE, value.origin(), key, wanted, value.shape());
    }
    return shaped;
  }

  private Optional<DataValue.Table> table(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> shaped(key, value, value.asTable(), "a table"));
  }

  private Optional<String> text(DataValue.Table table, String key) {
    return table.get(key).flatMap(value -> shaped(key, value, value.asText(), "a string"));
  }

  private Optional<String> text(DataValue.Table table, String key, Pattern allowed, String wanted) {
    return table.get(key).flatMap(value -> checked(key, value, allowed, wanted));
  }

  private List<DataValue.Table> tables(DataValue.Table table, String key) {
    List<DataValue.Table> tables = new ArrayList<>();
    table
        .get(key)
        .flatMap(value -> shaped(key, value, value.asArray(), "a list of tables"))
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(v -> shaped(key, v, v.asTable(), "a table").ifPresent(tables::add)));
    return tables;
  }

  private List<String> names(DataValue.Table table, String key) {
    return table.get(key).map(value -> fieldNames(key, value)).orElse(List.of());
  }

  private List<String> texts(String key, DataValue value) {
    List<String> texts = new ArrayList<>();
    shaped(key, value, value.asArray(), "a list of strings")
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(v -> shaped(key, v, v.asText(), "a string").ifPresent(texts::add)));
    return texts;
  }

  private List<String> fieldNames(String key, DataValue value) {
    List<String> names = new ArrayList<>();
    shaped(key, value, value.asArray(), "a list of names")
        .ifPresent(
            array ->
                array
                    .values()
                    .forEach(
                        v -> checked(key, v, FIELD, "the name of a field").ifPresent(names::add)));
    return names;
  }

  private Optional<String> checked(String key, DataValue value, Pattern allowed, String wanted) {
    return shaped(key, value, value.asText(), "a string")
        .filter(text -> isAllowed(text, value.origin(), allowed, wanted));
  }

  private boolean isAllowed(String text, Origin origin, Pattern allowed, String wanted) {
    boolean fits = allowed.matcher(text).matches();
    if (!fits) {
      report(BAD_NAME, origin, text, wanted);
    }
    return fits;
  }

  /** The entries of a table whose keys are names of fields, or beginnings of them. */
  private <T> Map<String, T> each(
      DataValue.Table table,
      Pattern allowed,
      BiFunction<String, DataValue.Entry, Optional<T>> value) {
    Map<String, T> entries = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (name, entry) -> {
              if (isAllowed(name, entry.key(), allowed, "the name of a field")) {
                value.apply(name, entry).ifPresent(v -> entries.put(name, v));
              }
            });
    return entries;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
