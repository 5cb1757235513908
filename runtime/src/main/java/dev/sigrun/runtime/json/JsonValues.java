package dev.sigrun.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.sigrun.runtime.internal.json.JsonMistakes;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to and from trees of unmodifiable maps and lists, strings, numbers, booleans and null.
 * Members keep their order; of members with equal keys the last one counts. Integers become Long or
 * BigInteger, other numbers BigDecimal, so that nothing is lost.
 */
public final class JsonValues {
  /** The maximum nesting depth of objects and arrays. */
  public static final int MAX_DEPTH = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private JsonValues() {}

  /**
   * Reads the one value in {@code text}.
   *
   * @throws JsonFormatException if the text is not exactly one value, or nested too deep
   */
  public static @Nullable Object read(String text) throws JsonFormatException {
    try (JsonParser parser = JSON.createParser(text)) {
      return readAll(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the one value in {@code bytes}.
   *
   * @throws JsonFormatException if the bytes are not exactly one value, or nested too deep
   */
  public static @Nullable Object read(byte[] bytes) throws JsonFormatException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      return readAll(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the one value in {@code input}, which is not closed.
   *
   * @throws JsonFormatException if the bytes are not exactly one value, or nested too deep
   * @throws IOException if reading fails
   */
  public static @Nullable Object read(InputStream input) throws IOException, JsonFormatException {
    try (JsonParser parser = JSON.createParser(input)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      return readAll(parser);
    }
  }

  /** The text of {@code value} without blanks. Any other object is written as its string. */
  public static String write(@Nullable Object value) {
    return write(value, false);
  }

  /** The text of {@code value} on several lines. */
  public static String writePretty(@Nullable Object value) {
    return write(value, true);
  }

  /** A deep, unmodifiable copy. */
  public static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, copyOfValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  /** The map that {@code value} is; empty for anything else. */
  public static Optional<Map<String, @Nullable Object>> asObject(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((key, member) -> object.put(String.valueOf(key), member));
    return Optional.of(Collections.unmodifiableMap(object));
  }

  /** A deep, unmodifiable copy of a map or list; anything else as it is. */
  public static @Nullable Object copyOfValue(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return copyOf(asObject(value).orElseThrow());
    }
    if (value instanceof Iterable<?> iterable) {
      List<@Nullable Object> copy = new ArrayList<>();
      iterable.forEach(element -> copy.add(copyOfValue(element)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }

  private static @Nullable Object readAll(JsonParser parser)
      throws IOException, JsonFormatException {
    try {
      if (parser.nextToken() == null) {
        throw new JsonFormatException("There is no value.");
      }
      Object value = readValue(parser);
      if (parser.nextToken() != null) {
        throw new JsonFormatException("There is content after the value.");
      }
      return value;
    } catch (JsonProcessingException e) {
      // Exceeded limits carry no place of their own.
      JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new JsonFormatException(
          JsonMistakes.of(e)
              + " (line "
              + place.getLineNr()
              + ", column "
              + place.getColumnNr()
              + ")");
    }
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          object.put(key, readValue(parser));
        }
        yield Collections.unmodifiableMap(object);
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(readValue(parser));
        }
        yield Collections.unmodifiableList(array);
      }
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? integer(parser.getBigIntegerValue())
              : (Number) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Number integer(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private static String write(@Nullable Object value, boolean pretty) {
    StringWriter text = new StringWriter();
    try {
      write(value, text, pretty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(@Nullable Object value, Writer writer, boolean pretty)
      throws IOException {
    try (JsonGenerator generator = JSON.createGenerator(writer)) {
      if (pretty) {
        generator.setPrettyPrinter(new UnixPrettyPrinter());
      }
      writeValue(value, generator);
    }
  }

  private static void writeValue(@Nullable Object value, JsonGenerator generator)
      throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        writeValue(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> array) {
      generator.writeStartArray();
      for (Object element : array) {
        writeValue(element, generator);
      }
      generator.writeEndArray();
    } else if (value.getClass().isArray()) {
      generator.writeStartArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        writeValue(Array.get(value, i), generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else if (value instanceof Number number) {
      writeNumber(number, generator);
    } else {
      generator.writeString(value.toString());
    }
  }

  private static void writeNumber(Number number, JsonGenerator generator) throws IOException {
    if (number instanceof BigDecimal decimal) {
      generator.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      generator.writeNumber(integer);
    } else if (number instanceof Double || number instanceof Float) {
      generator.writeNumber(number.doubleValue());
    } else {
      generator.writeNumber(number.longValue());
    }
  }
}
