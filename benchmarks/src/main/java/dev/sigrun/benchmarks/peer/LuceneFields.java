package dev.sigrun.benchmarks.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/** Turns events into Lucene documents of the fields that converted rules ask for. */
public final class LuceneFields {
  /** A kind of test on the values of a field; each has its own index field. */
  enum Kind {
    EXACT,
    LOWER,
    NUMBER,
    ADDRESS,
    TEXT
  }

  /** The field whose terms are the names of the fields that an event has. */
  static final String PRESENT = "_present";

  private final JsonFactory factory = new JsonFactory();
  private final Map<String, Set<Kind>> wanted = new HashMap<>();

  /** Notes that a rule asks for the field so; returns the name of the field of the index. */
  String want(String field, Kind kind) {
    wanted.computeIfAbsent(field, f -> new HashSet<>()).add(kind);
    return kind.name().charAt(0) + ":" + field;
  }

  /** Notes that a rule asks whether the field is there. */
  void wantPresence(String field) {
    wanted.computeIfAbsent(field, f -> new HashSet<>());
  }

  /** The event as a document. */
  public Document document(byte[] bytes, int offset, int length) throws IOException {
    Document document = new Document();
    try (JsonParser parser = factory.createParser(bytes, offset, length)) {
      parser.nextToken();
      addObject("", parser, document);
    }
    return document;
  }

  private void addObject(String prefix, JsonParser parser, Document document) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      parser.nextToken();
      addValue(name, parser, document);
    }
  }

  private void addValue(String name, JsonParser parser, Document document) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      addObject(name + ".", parser, document);
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        addValue(name, parser, document);
      }
    } else if (token != JsonToken.VALUE_NULL) {
      Set<Kind> kinds = wanted.get(name);
      if (kinds != null) {
        addScalar(name, kinds, parser.getText(), document);
      }
    }
  }

  private static void addScalar(String name, Set<Kind> kinds, String value, Document document) {
    document.add(new StringField(PRESENT, name, Store.NO));
    for (Kind kind : kinds) {
      String field = kind.name().charAt(0) + ":" + name;
      switch (kind) {
        case EXACT -> document.add(new StringField(field, value, Store.NO));
        case LOWER ->
            document.add(new StringField(field, value.toLowerCase(Locale.ROOT), Store.NO));
        case TEXT -> document.add(new TextField(field, value, Store.NO));
        case NUMBER -> addNumber(field, value, document);
        case ADDRESS -> addAddress(field, value, document);
      }
    }
  }

  private static void addNumber(String field, String value, Document document) {
    try {
      document.add(new DoublePoint(field, Double.parseDouble(value)));
    } catch (NumberFormatException e) {
      // No number: the field has no such value.
    }
  }

  private static void addAddress(String field, String value, Document document) {
    try {
      if (!value.isEmpty()
          && (Character.digit(value.charAt(0), 16) >= 0 || value.charAt(0) == ':')) {
        document.add(new InetAddressPoint(field, InetAddress.getByName(value)));
      }
    } catch (UnknownHostException e) {
      // No address: the field has no such value.
    }
  }
}
