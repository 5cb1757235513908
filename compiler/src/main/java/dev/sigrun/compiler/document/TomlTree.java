package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlTable;
import org.tomlj.TomlValue;

/** Makes values with places of what tomlj read without complaint. */
final class TomlTree {
  private final TomlLines lines;
  private final SourceText source;
  private final TomlWords words;
  private final DiagnosticSink sink;

  /**
   * The way in which a table is written, which determines the part of a key that names its content.
   *
   * @param depth the number of names that lead to it
   * @param base the number of names that lead to the table to which its statements are relative
   * @param byHeader whether a header makes it, of its own or of a table inside it
   */
  private record Place(int depth, int base, boolean byHeader) {
    /** A table that the first parts of a key make. */
    Place part(boolean header) {
      return new Place(depth + 1, base, header);
    }

    /** A table that the last part of a key names. */
    Place whole(boolean header) {
      return new Place(depth + 1, depth + 1, header);
    }
  }

  TomlTree(TomlLines lines, DiagnosticSink sink) {
    this.lines = lines;
    this.source = lines.source();
    this.words = new TomlWords(source);
    this.sink = sink;
  }

  DataValue.Table build(TomlTable root) {
    Origin start = Origin.of(source, new Span(0, 0));
    return new DataValue.Table(start, entries(root, new Place(0, 0, false)));
  }

  private Map<String, DataValue.Entry> entries(TomlTable table, Place place) {
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>();
    for (String name : table.keySet()) {
      TomlKeyValue entry = table.entry(List.of(name));
      int start = lines.offset(entry.position());
      boolean header = words.isHeader(start);
      List<Origin> key = words.keyParts(start);
      int part = header ? place.depth() : place.depth() - place.base();
      if (!header && part > 0 && place.byHeader()) {
        reportExtension(table, key);
      }
      boolean last = part == key.size() - 1;
      DataValue value =
          last && !header
              ? value(entry.value(), place)
              : table(entry.value(), place, key.get(part), last, header);
      entries.put(name, new DataValue.Entry(key.get(part), value));
    }
    return entries;
  }

  /** Tomlj lets a dotted key add to a table that belongs to a header, against the specification. */
  private void reportExtension(TomlTable table, List<Origin> key) {
    TomlKeyValue first = table.entry(List.of(table.keySet().iterator().next()));
    int line = lines.line(first.position().line());
    Span span = key.get(0).span().to(key.get(key.size() - 1).span());
    sink.report(TomlMistakes.NOT_EXTENSIBLE, source, span, source.text(span), line);
  }

  /** A table or list of tables of a header, or a table that a dotted key makes. */
  private DataValue table(TomlValue value, Place place, Origin key, boolean last, boolean header) {
    if (value.isArray()) {
      List<DataValue> elements = new ArrayList<>();
      TomlArray array = value.getArray();
      for (int i = 0; i < array.size(); i++) {
        elements.add(headedTable(array.entry(i).value(), place));
      }
      return new DataValue.Array(key, elements);
    }
    return last
        ? headedTable(value, place)
        : new DataValue.Table(key, entries(value.getTable(), place.part(header)));
  }

  private DataValue headedTable(TomlValue table, Place place) {
    Origin header = words.header(lines.offset(table.position()));
    return new DataValue.Table(header, entries(table.getTable(), place.whole(true)));
  }

  /** A value after an equals sign or in a list. */
  private DataValue value(TomlValue value, Place place) {
    int start = lines.offset(value.position());
    if (value.isString()) {
      return TomlStrings.read(source, start);
    } else if (value.isTable()) {
      Map<String, DataValue.Entry> entries = entries(value.getTable(), place.whole(false));
      return new DataValue.Table(words.bracket(start), entries);
    } else if (value.isArray()) {
      return list(value.getArray(), words.bracket(start), place);
    }
    Origin origin = words.plainValue(start);
    if (value.isLong()) {
      return new DataValue.Whole(origin, value.getLong());
    } else if (value.isDouble()) {
      return new DataValue.Decimal(origin, value.getDouble());
    } else if (value.isBoolean()) {
      return new DataValue.Truth(origin, value.getBoolean());
    }
    return new DataValue.Date(origin, origin.text());
  }

  private DataValue list(TomlArray array, Origin origin, Place place) {
    List<DataValue> elements = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      elements.add(value(array.entry(i).value(), place));
    }
    return new DataValue.Array(origin, elements);
  }
}
