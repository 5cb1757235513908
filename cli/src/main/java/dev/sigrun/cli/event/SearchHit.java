package dev.sigrun.cli.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes events out of search hits, which is how Elasticsearch and its export tools write them:
 * {@code {"_index":"i","_id":"1","_source":{…}}}. The event is the source, with {@code _id} and
 * {@code _index} as members of its own.
 */
final class SearchHit {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SOURCE = "_source";
  private static final Set<String> KEPT = Set.of("_id", "_index");

  /** The other members that a hit may have besides its source and those that are kept. */
  private static final Set<String> DROPPED =
      Set.of(
          "_type",
          "_score",
          "_version",
          "_seq_no",
          "_primary_term",
          "_routing",
          "_ignored",
          "_shard",
          "_node",
          "_explanation",
          "_rank",
          "found",
          "fields",
          "highlight",
          "ignored_field_values",
          "inner_hits",
          "matched_queries",
          "sort");

  private SearchHit() {}

  /** A part of some bytes. */
  private record Part(int start, int end) {}

  /** The event in a hit; {@code json} itself if it is not one. */
  static byte[] unwrap(byte[] json) {
    if (!mayBeHit(json)) {
      return json;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      Map<String, Part> parts = parts(parser);
      Part source = parts.remove(SOURCE);
      return source == null ? json : event(json, source, parts);
    } catch (IOException e) {
      // Whatever is wrong with it is found by who reads the event.
      return json;
    }
  }

  /** Most events differ from hits in their first key, so they need not be read. */
  private static boolean mayBeHit(byte[] json) {
    int brace = 0;
    while (brace < json.length && json[brace] != '{') {
      brace++;
    }
    int quote = brace + 1;
    while (quote < json.length && BoundedBytes.isBlank(json[quote])) {
      quote++;
    }
    if (quote + 1 >= json.length || json[quote] != '"') {
      return false;
    }
    byte first = json[quote + 1];
    return first == '_' || first == 's' || first == 'f' || first == 'h' || first == 'm';
  }

  /** The members of a hit that count; none if another member shows that it is not a hit. */
  private static Map<String, Part> parts(JsonParser parser) throws IOException {
    Map<String, Part> parts = new TreeMap<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return parts;
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      boolean counts =
          name.equals(SOURCE) && value == JsonToken.START_OBJECT
              || KEPT.contains(name) && value == JsonToken.VALUE_STRING;
      if (!counts && !DROPPED.contains(name)) {
        return new TreeMap<>();
      }
      parser.skipChildren();
      parser.finishToken();
      if (counts) {
        parts.put(name, new Part(start, (int) parser.currentLocation().getByteOffset()));
      }
    }
    return parser.nextToken() == null ? parts : new TreeMap<>();
  }

  /** An object of these members, followed by those of the source. */
  private static byte[] event(byte[] json, Part source, Map<String, Part> parts) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(json.length);
    event.write('{');
    parts.forEach(
        (name, part) -> {
          event.writeBytes(("\"" + name + "\":").getBytes(StandardCharsets.UTF_8));
          event.write(json, part.start(), part.end() - part.start());
          event.write(',');
        });
    int first = source.start() + 1;
    while (BoundedBytes.isBlank(json[first])) {
      first++;
    }
    byte[] bytes = event.toByteArray();
    boolean dangling = json[first] == '}' && bytes[bytes.length - 1] == ',';
    event.reset();
    event.write(bytes, 0, dangling ? bytes.length - 1 : bytes.length);
    event.write(json, first, source.end() - first);
    return event.toByteArray();
  }
}
