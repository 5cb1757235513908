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
 * under {@code mappings}, or under the names of indices.
 */
public final class SchemaReader {
  private static final DiagnosticKind NO_TABLE =
      DiagnosticKind.error("SCH001", "A schema names fields and their types, but this is %s.");
  private static final DiagnosticKind NO_FIELDS =
      DiagnosticKind.warning("SCH002", "The schema names no fields.");

  private SchemaReader() {}

  /**
   * Reads the schema that {@code source} holds.
   *
   * @param sink told what is wrong with it
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
    List<DataValue.Table> mappings = mappings(root);
    if (mappings.isEmpty()) {
      collector.collectNames("", root);
    }
    mappings.forEach(properties -> collector.collectProperties("", properties));
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

  /** The {@code properties} of every mapping in the file; none if it is a plain list of fields. */
  private static List<DataValue.Table> mappings(DataValue.Table root) {
    Optional<DataValue.Table> properties = properties(root);
    if (properties.isPresent()) {
      return List.of(properties.get());
    }
    List<DataValue> values = root.entries().values().stream().map(DataValue.Entry::value).toList();
    List<DataValue.Table> ofIndices =
        values.stream()
            .map(DataValue::asTable)
            .flatMap(Optional::stream)
            .map(index -> index.get("mappings").flatMap(DataValue::asTable))
            .flatMap(Optional::stream)
            .map(mappings -> mappings.get("properties").flatMap(DataValue::asTable))
            .flatMap(Optional::stream)
            .toList();
    return ofIndices.size() == values.size() ? ofIndices : List.of();
  }

  private static Optional<DataValue.Table> properties(DataValue.Table root) {
    DataValue.Table mapping = root.get("mappings").flatMap(DataValue::asTable).orElse(root);
    return mapping.get("properties").flatMap(DataValue::asTable).filter(SchemaReader::isMapping);
  }

  /** Tells mappings from a list of fields below one that is called {@code properties}. */
  private static boolean isMapping(DataValue.Table properties) {
    return properties.entries().values().stream()
        .allMatch(entry -> entry.value() instanceof DataValue.Table);
  }
}
