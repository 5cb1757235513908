package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.JsonReader;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a schema file: names and types of fields in JSON or TOML, or mappings of Elasticsearch.
 *
 * <p>Names are dotted or nested, types are those of {@link FieldType}:
 *
 * <pre>{@code
 * {"process.name": "keyword", "netflow": {"bytes": "long"}}
 * }</pre>
 *
 * <p>Mappings are taken as Elasticsearch shows them: an object with {@code properties}, alone,
 * under {@code mappings}, or under the names of indices. With {@code "dynamic": false} or {@code
 * "strict"}, a mapping names all fields that there are.
 */
public final class SchemaReader {
  private static final DiagnosticKind NO_TABLE =
      DiagnosticKind.error("SCH001", "A schema names fields and their types, but this is %s.");
  private static final DiagnosticKind NO_FIELDS =
      DiagnosticKind.warning("SCH002", "The schema contains no fields.");

  private SchemaReader() {}

  /**
   * Reads the schema that {@code source} holds.
   *
   * @param sink receives diagnostics about it
   * @return the schema, or empty if an error was reported
   */
  public static Optional<Schema> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    Optional<? extends DataValue> file =
        isJson(source) ? JsonReader.read(source, sink) : TomlReader.read(source, sink);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (!(file.get() instanceof DataValue.Table root)) {
      sink.report(NO_TABLE, source, file.get().origin().span(), file.get().shape());
      return Optional.empty();
    }
    SchemaCollector collector = new SchemaCollector(sink);
    List<DataValue.Table> indices = indices(root);
    if (indices.isEmpty()) {
      collector.collectNames("", root);
    }
    indices.forEach(
        index -> collector.collectMapping(mapping(index), IndexSettings.normalizers(index)));
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    if (collector.isEmpty()) {
      sink.report(NO_FIELDS, source, new Span(0, 0));
    }
    return Optional.of(collector.schema());
  }

  private static boolean isJson(SourceText source) {
    String name = source.name().toLowerCase(Locale.ROOT);
    boolean brace = source.content().replace('\ufeff', ' ').stripLeading().startsWith("{");
    return name.endsWith(".json") || (brace && !name.endsWith(".toml"));
  }

  /** Every index in the file, with a mapping and possibly settings; none if it lists fields. */
  private static List<DataValue.Table> indices(DataValue.Table root) {
    if (isMapping(mapping(root))) {
      return List.of(root);
    }
    List<DataValue> values = root.entries().values().stream().map(DataValue.Entry::value).toList();
    List<DataValue.Table> indices =
        values.stream()
            .map(DataValue::asTable)
            .flatMap(Optional::stream)
            .filter(index -> index.get("mappings").isPresent() && isMapping(mapping(index)))
            .toList();
    return indices.size() == values.size() ? indices : List.of();
  }

  private static DataValue.Table mapping(DataValue.Table index) {
    return index.get("mappings").flatMap(DataValue::asTable).orElse(index);
  }

  /** Whether this is a mapping and not a list of fields below one called {@code properties}. */
  private static boolean isMapping(DataValue.Table mapping) {
    return mapping
        .get("properties")
        .flatMap(DataValue::asTable)
        .filter(
            properties ->
                properties.entries().values().stream()
                    .allMatch(entry -> entry.value() instanceof DataValue.Table))
        .isPresent();
  }
}
