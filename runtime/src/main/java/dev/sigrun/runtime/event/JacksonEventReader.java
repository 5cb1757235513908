package dev.sigrun.runtime.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sigrun.runtime.event.ValueTarget.Scalar;
import dev.sigrun.runtime.internal.json.JsonMistakes;
import dev.sigrun.runtime.internal.scan.Utf8;
import dev.sigrun.runtime.internal.scan.ValueCount;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads events with Jackson's streaming parser. */
final class JacksonEventReader implements EventReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Many names of equal hash make reading slow, but are not an error.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING_LENGTH)
                  .maxNumberLength(MAX_STRING_LENGTH)
                  .maxNameLength(MAX_STRING_LENGTH)
                  .build())
          .build();

  /** Keeps no value: for the verdict alone. */
  static final JacksonEventReader OF_NOTHING =
      new JacksonEventReader(ReadPlan.of(new Fields()), Now.of(() -> 0L));

  private final ReadPlan plan;
  private final Now now;

  JacksonEventReader(ReadPlan plan, Now now) {
    this.plan = plan;
    this.now = now;
  }

  @Override
  public Event read(byte[] bytes, int offset, int length) throws EventFormatException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int invalid = Utf8.firstInvalid(bytes, offset, length);
    if (invalid >= 0) {
      throw new EventFormatException("Invalid UTF-8 at byte " + (invalid - offset) + ".");
    }
    if (ValueCount.exceeds(bytes, offset, length, MAX_VALUES)) {
      throw tooManyValues();
    }
    int mark = Utf8.byteOrderMarkLength(bytes, offset, length);
    try (JsonParser parser = JSON.createParser(bytes, offset + mark, length - mark)) {
      return read(parser, mark);
    } catch (IOException e) {
      throw new EventFormatException("Not readable: " + e.getMessage());
    }
  }

  static EventFormatException tooManyValues() {
    return new EventFormatException("The event has more than " + MAX_VALUES + " values.");
  }

  /** Reads the event after a byte order mark of {@code mark} bytes. */
  private Event read(JsonParser parser, int mark) throws IOException, EventFormatException {
    try {
      return new Walk(parser, new EventBuilder(plan, now)).read(mark);
    } catch (JsonProcessingException e) {
      // Exceeded limits carry no place of their own.
      JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new EventFormatException(
          JsonMistakes.of(e) + " (at byte " + (place.getByteOffset() + mark) + ")");
    }
  }

  @Override
  public Event read(Map<String, ?> event) throws EventFormatException {
    EventBuilder builder = new EventBuilder(plan, now);
    new MapWalk(builder).object(plan.root(), event, 1);
    return builder.build();
  }

  /** One pass over the tokens of one event. */
  private final class Walk {
    private final JsonParser parser;
    private final EventBuilder event;

    Walk(JsonParser parser, EventBuilder event) {
      this.parser = parser;
      this.event = event;
    }

    Event read(int mark) throws IOException, EventFormatException {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new EventFormatException(
            first == null
                ? "There is no event, only white space."
                : "The event is not a JSON" + " object.");
      }
      object(plan.root());
      if (parser.nextToken() != null) {
        throw new EventFormatException(
            "Unexpected content after the event at byte "
                + (parser.currentTokenLocation().getByteOffset() + mark)
                + ".");
      }
      return event.build();
    }

    private void object(ReadPlan.@Nullable Node node) throws IOException {
      String key;
      while ((key = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        int mark = event.enter(key);
        int opened = event.openedByKeys();
        ReadPlan.Node child = event.member(node, key, mark);
        if (event.isUnwanted(child)) {
          parser.skipChildren();
        } else {
          value(child, token);
        }
        event.closeDownTo(opened);
        event.leave(mark);
      }
    }

    private void value(ReadPlan.@Nullable Node node, JsonToken token) throws IOException {
      switch (token) {
        case START_OBJECT -> {
          event.startObject(node);
          object(node);
          event.endObject(node);
        }
        case START_ARRAY -> {
          event.startList(node);
          JsonToken element;
          while ((element = parser.nextToken()) != JsonToken.END_ARRAY) {
            value(node, element);
          }
        }
        case VALUE_STRING -> scalar(node, Scalar.STRING);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(node, Scalar.NUMBER);
        case VALUE_TRUE, VALUE_FALSE -> scalar(node, Scalar.BOOLEAN);
        default -> event.nothing(node);
      }
    }

    private void scalar(ReadPlan.@Nullable Node node, Scalar kind) throws IOException {
      if (event.wantsScalar(node)) {
        event.scalar(node, kind, parser.getText());
      }
    }
  }

  /** One pass over an event that is held as a tree of maps. */
  private static final class MapWalk {
    private final EventBuilder event;
    private int values;

    MapWalk(EventBuilder event) {
      this.event = event;
    }

    void object(ReadPlan.@Nullable Node node, Map<?, ?> members, int depth)
        throws EventFormatException {
      checkDepth(depth);
      for (Map.Entry<?, ?> entry : members.entrySet()) {
        String key = String.valueOf(entry.getKey());
        int mark = event.enter(key);
        int opened = event.openedByKeys();
        ReadPlan.Node child = event.member(node, key, mark);
        value(child, entry.getValue(), depth);
        event.closeDownTo(opened);
        event.leave(mark);
      }
    }

    private void value(ReadPlan.@Nullable Node node, @Nullable Object value, int depth)
        throws EventFormatException {
      if (++values >= MAX_VALUES) {
        throw tooManyValues();
      }
      if (value == null || event.isUnwanted(node)) {
        if (value == null) {
          event.nothing(node);
        }
        return;
      }
      if (value instanceof Map<?, ?> map) {
        event.startObject(node);
        object(node, map, depth + 1);
        event.endObject(node);
      } else if (value instanceof Iterable<?> elements) {
        array(node, elements, depth + 1);
      } else if (value instanceof Object[] elements) {
        array(node, Arrays.asList(elements), depth + 1);
      } else if (value.getClass().isArray()) {
        array(node, boxed(value), depth + 1);
      } else if (value instanceof Number) {
        event.scalar(node, Scalar.NUMBER, value.toString());
      } else if (value instanceof Boolean) {
        event.scalar(node, Scalar.BOOLEAN, value.toString());
      } else {
        event.scalar(node, Scalar.STRING, value.toString());
      }
    }

    private void array(ReadPlan.@Nullable Node node, Iterable<?> elements, int depth)
        throws EventFormatException {
      checkDepth(depth);
      event.startList(node);
      for (Object element : elements) {
        value(node, element, depth);
      }
    }

    private static void checkDepth(int depth) throws EventFormatException {
      if (depth > MAX_DEPTH) {
        throw new EventFormatException("The event is nested deeper than " + MAX_DEPTH + " levels.");
      }
    }

    private static List<?> boxed(Object array) {
      if (array instanceof int[] ints) {
        return Arrays.stream(ints).boxed().toList();
      }
      if (array instanceof long[] longs) {
        return Arrays.stream(longs).boxed().toList();
      }
      if (array instanceof double[] doubles) {
        return Arrays.stream(doubles).boxed().toList();
      }
      return List.of();
    }
  }
}
