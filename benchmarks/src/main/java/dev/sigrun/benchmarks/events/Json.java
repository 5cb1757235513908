package dev.sigrun.benchmarks.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one JSON object; each method returns this, so that an event reads like its outline. */
final class Json {
  private final JsonGenerator out;

  Json(JsonGenerator out) {
    this.out = out;
  }

  Json open() throws IOException {
    out.writeStartObject();
    return this;
  }

  Json open(String key) throws IOException {
    out.writeObjectFieldStart(key);
    return this;
  }

  Json close() throws IOException {
    out.writeEndObject();
    return this;
  }

  Json openArray(String key) throws IOException {
    out.writeArrayFieldStart(key);
    return this;
  }

  Json closeArray() throws IOException {
    out.writeEndArray();
    return this;
  }

  Json put(String key, String value) throws IOException {
    out.writeStringField(key, value);
    return this;
  }

  Json put(String key, long value) throws IOException {
    out.writeNumberField(key, value);
    return this;
  }

  Json put(String key, boolean value) throws IOException {
    out.writeBooleanField(key, value);
    return this;
  }

  Json put(String key, Iterable<String> values) throws IOException {
    out.writeArrayFieldStart(key);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }
}
