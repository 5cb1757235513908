package dev.sigrun.compiler.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads JSON: one value per file. A byte order mark at the start is skipped. */
public final class JsonReader {
  private static final DiagnosticKind MALFORMED =
      DiagnosticKind.error("JSON001", "Expected JSON, found %s.");
  private static final DiagnosticKind DEFINED_TWICE =
      DiagnosticKind.error(
          "JSON002", "Key '%s' is already defined on line %s. Remove one of the two.");
  private static final DiagnosticKind AFTER_THE_END =
      DiagnosticKind.error("JSON003", "Expected the end of the file after the first value.");

  private static final int DEEPEST = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final SourceText source;
  private final DiagnosticSink sink;
  private final JsonParser parser;
  private final int skipped;

  private JsonReader(SourceText source, DiagnosticSink sink) throws IOException {
    this.source = source;
    this.sink = sink;
    this.skipped = source.content().startsWith("\ufeff") ? 1 : 0;
    this.parser = FACTORY.createParser(source.content().substring(skipped));
  }

  /**
   * Reads {@code source} as a JSON file.
   *
   * @param sink receives diagnostics about it
   * @return its value, or empty if an error was reported
   */
  public static Optional<DataValue> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    try {
      JsonReader reader = new JsonReader(source, sink);
      DataValue value = reader.file();
      return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(value);
    } catch (SyntaxError reported) {
      return Optional.empty();
    } catch (JsonProcessingException malformed) {
      report(malformed, source, sink);
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Texts in memory can be read.", impossible);
    }
  }

  private static void report(JsonProcessingException e, SourceText source, DiagnosticSink sink) {
    int length = source.content().length();
    long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    int at = (int) Math.max(0, Math.min(length, offset));
    String found = "the end of the file";
    if (at < length) {
      char c = source.content().charAt(at);
      found =
          c < ' ' ? String.format(Locale.ROOT, "control character U+%04X", (int) c) : "'" + c + "'";
    }
    sink.report(MALFORMED, source, new Span(at, Math.min(length, at + 1)), found);
  }

  private DataValue file() throws IOException {
    try {
      return onlyValue();
    } catch (StreamConstraintsException e) {
      boolean isDeep = e.getOriginalMessage().contains("nesting depth");
      int at = Math.min(source.content().length(), start());
      sink.report(
          MALFORMED,
          source,
          new Span(at, Math.min(source.content().length(), at + 1)),
          isDeep
              ? "more than " + DEEPEST + " objects and lists inside each other"
              : "a name, number or text that is too long");
      throw new SyntaxError();
    }
  }

  private DataValue onlyValue() throws IOException {
    if (parser.nextToken() == null) {
      sink.report(MALFORMED, source, new Span(0, 0), "an empty file");
      throw new SyntaxError();
    }
    DataValue value = value();
    if (parser.nextToken() != null) {
      sink.report(AFTER_THE_END, source, new Span(start(), start() + 1));
    }
    return value;
  }

  private DataValue value() throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> table();
      case START_ARRAY -> array();
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> new DataValue.Decimal(origin(), parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> new DataValue.Truth(origin(), parser.getBooleanValue());
      case VALUE_NULL -> new DataValue.Null(origin());
      default -> throw new IllegalStateException("No value starts with " + token + ".");
    };
  }

  private DataValue table() throws IOException {
    int start = start();
    Map<String, DataValue.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Origin key = quoted(start());
      parser.nextToken();
      DataValue.Entry entry = new DataValue.Entry(key, value());
      DataValue.Entry first = entries.putIfAbsent(name, entry);
      if (first != null) {
        int line = source.position(first.key().span().start()).line();
        sink.report(DEFINED_TWICE, source, key.span(), name, line);
      }
    }
    return new DataValue.Table(Origin.of(source, new Span(start, start() + 1)), entries);
  }

  private DataValue array() throws IOException {
    int start = start();
    List<DataValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value());
    }
    return new DataValue.Array(Origin.of(source, new Span(start, start() + 1)), values);
  }

  private DataValue whole() throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new DataValue.Decimal(origin(), parser.getDoubleValue())
        : new DataValue.Whole(origin(), parser.getLongValue());
  }

  /** The string at the parser; it is well formed, so only the lengths of its escapes matter. */
  private DataValue text() throws IOException {
    String value = parser.getText();
    Embedding.Builder places = new Embedding.Builder();
    int end = start() + 1;
    int plain = end;
    for (int i = 0; i < value.length(); i++) {
      int at = end;
      if (source.content().charAt(at) == '\\') {
        end += source.content().charAt(at + 1) == 'u' ? 6 : 2;
        places.addPlain(plain, at).addEscaped(at, end);
        plain = end;
      } else {
        end++;
      }
    }
    Embedding embedding = places.addPlain(plain, end).build(end);
    Origin origin = Origin.of(source, new Span(start(), end + 1));
    return new DataValue.Text(origin, source.embed(value, embedding));
  }

  private Origin quoted(int start) {
    int end = start + 1;
    while (source.content().charAt(end) != '"') {
      end += source.content().charAt(end) == '\\' ? 2 : 1;
    }
    return Origin.of(source, new Span(start, end + 1));
  }

  private Origin origin() throws IOException {
    int start = start();
    return Origin.of(source, new Span(start, start + parser.getText().length()));
  }

  private int start() {
    return (int) parser.currentTokenLocation().getCharOffset() + skipped;
  }
}
