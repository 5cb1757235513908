package dev.sigrun.runtime.internal.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventScannerTest {
  private final KeyTrie.Builder names = KeyTrie.builder();

  private ScannedEvent scan(String json) {
    KeyTrie keys = names.build();
    ScannedEvent event = new ScannedEvent(keys);
    byte[] bytes = json.getBytes(UTF_8);
    assertThat(new EventScanner(keys).scan(bytes, 0, bytes.length, event)).as(json).isTrue();
    return event;
  }

  private static List<String> texts(ScannedEvent event, int path) {
    List<String> texts = new ArrayList<>();
    for (int value = event.first(path); value >= 0; value = event.next(value)) {
      assertThat(event.path(value)).isEqualTo(path);
      texts.add(event.text(value));
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"b\":{\"c\":\"x\"}}} | x",
        "{\"a.b\":{\"c\":\"x\"}} | x",
        "{\"a\":{\"b.c\":\"x\"}} | x",
        "{\"a.b.c\":\"x\"} | x",
        "{\"\\u0061.b\\u002ec\":\"x\"} | x",
        " { \"a\" : { \"b\" : [ { \"c\" : \"x\" } , { \"c\" : [ \"y\" , [ \"z\" ] ] } ] } } | x,y,z",
        "{\"a.b.c\":\"x\",\"a\":{\"b.c\":\"y\"},\"a.b.c\":\"z\"} | x,y,z",
        "{\"a\":{\"b\":{\"c\":[1.0,-0,1e3,true,false,null,[],{}]}}} | 1.0,-0,1e3,true,false",
        "{\"a\":{\"b\":{\"c\":{\"d\":\"x\"}}}} | ``",
        "{\"a.b\":\"q\",\"a.b.\":\"w\",\"a..b.c\":\"r\",\"a.b.cc\":\"s\",\"A.b.c\":1} | ``",
        "{\"a\":{\"b\":{\"c\":\"\\\\\\u00e9\\ud83d\\ude00é😀\\n\"}}} | `\\é😀é😀\n`",
      })
  void findsValuesByTheirDottedPath(String json, String expected) {
    int path = names.path("a.b.c");
    assertThat(String.join(",", texts(scan(json), path))).isEqualTo(expected);
  }

  @Test
  void tellsWhatValuesAre() {
    int path = names.path("a");
    ScannedEvent event = scan("{\"a\":[\"x\",\"\\n\",\"é\",-1.5,true,false]}");
    assertThat(event.valueCount()).isEqualTo(6);
    assertThat(event.first(path)).isZero();
    assertThat(event.kind(2)).isEqualTo(ValueKind.STRING);
    assertThat(event.kind(3)).isEqualTo(ValueKind.NUMBER);
    assertThat(event.kind(4)).isEqualTo(ValueKind.TRUE);
    assertThat(event.kind(5)).isEqualTo(ValueKind.FALSE);
    assertThat(event.hasEscapes(0)).isFalse();
    assertThat(event.hasEscapes(1)).isTrue();
    assertThat(event.isAscii(1)).isTrue();
    assertThat(event.isAscii(2)).isFalse();
    assertThat(event.bytes()[event.start(0)]).isEqualTo((byte) 'x');
    assertThat(event.bytes()[event.end(0)]).isEqualTo((byte) '"');
    assertThat(event.end(3) - event.start(3)).isEqualTo(4);
  }

  @Test
  void numbersOccurUntilTheNextScan() {
    List<Integer> paths = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      paths.add(names.path("p" + i));
    }
    KeyTrie keys = names.build();
    EventScanner scanner = new EventScanner(keys);
    ScannedEvent event = new ScannedEvent(keys);
    byte[] bytes = "{\"p3\":1,\"p64\":2}{\"p4\":1}".getBytes(UTF_8);
    assertThat(scanner.scan(bytes, 0, 16, event)).isTrue();
    assertThat(event.occurringWord(0)).isEqualTo(8);
    assertThat(event.occurringWord(1)).isEqualTo(1);
    assertThat(scanner.scan(bytes, 16, bytes.length - 16, event)).isTrue();
    assertThat(event.occurs(paths.get(4))).isTrue();
    assertThat(event.occurs(paths.get(3))).isFalse();
    assertThat(event.first(paths.get(3))).isEqualTo(ScannedEvent.NONE);
    assertThat(event.valueCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"b\":0}} | true",
        "{\"a\":{\"b\":{\"c\":[{\"d\":\"\"}]}}} | true",
        "{\"a.b.c.d.e\":false} | true",
        "{\"a.b\":{\"z\":{\"y\":1}}} | true",
        "{\"a\":{\"b\":{\"c\":[{},null,[]]}}} | false",
        "{\"a\":{\"bb\":1},\"a.b\":null} | false",
      })
  void presenceMeansAnyScalarAtOrBelowThePath(String json, boolean expected) {
    int presence = names.presence("a.b");
    names.path("a.b.c.d");
    assertThat(scan(json).occurs(presence)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"b\":null}} | false",
        "{\"a\":{\"b\":null,\"c\":1}} | false",
        "{\"a\":{\"b\":{\"c\":{}}}} | false",
        "{\"a.b.x\":[]} | false",
        "{\"a\":{\"bb\":1,\"c\":2}} | true"
      })
  void somePlacesMakeEventsIncomplete(String json, boolean complete) {
    names.incompleteAt("a.b").path("a.c");
    assertThat(scan(json).isComplete()).isEqualTo(complete);
  }

  @Test
  void keysOfAnyLengthAreTold() {
    StringBuilder json = new StringBuilder("{");
    List<Integer> paths = new ArrayList<>();
    for (int length = 0; length < 40; length++) {
      paths.add(names.path("k".repeat(length)));
      json.append('"').append("k".repeat(length)).append("\":").append(length).append(',');
    }
    ScannedEvent event = scan(json.append("\"z\":0}").toString());
    for (int length = 0; length < 40; length++) {
      assertThat(texts(event, paths.get(length))).containsExactly(String.valueOf(length));
    }
  }

  @Test
  void namesThatCannotBeEncodedMatchNothing() {
    int surrogate = names.path("\ud800");
    int question = names.path("?");
    ScannedEvent event = scan("{\"?\":1}");
    assertThat(texts(event, surrogate)).isEmpty();
    assertThat(texts(event, question)).containsExactly("1");
  }

  /** Events of which each is unlike those before in another way, until nothing is remembered. */
  static Stream<Arguments> eventsUnlikeEachOther() {
    IntFunction<String> newKeys = i -> "{'x" + i + "':{'y':1},'a':{'b':'v" + i + "'}}";
    IntFunction<String> newNesting =
        i ->
            "{'x':%s1,2%s,'a':{'b':'v%d'}}"
                .formatted("[".repeat(1 + i % 990), "]".repeat(1 + i % 990), i);
    IntFunction<String> newBlanks =
        i -> "{'a':" + " ".repeat(i % 300) + "{'b':'v" + i + "'}" + " ".repeat(i / 300) + "}";
    IntFunction<String> newOrder =
        i ->
            IntStream.range(0, 8)
                .mapToObj(key -> ",'k" + (key * 37 ^ i) + "':0")
                .collect(joining("", "{'a.b':'v" + i + "'", "}"));
    return Stream.of(
        arguments("keys", newKeys),
        arguments("nesting", newNesting),
        arguments("blanks", newBlanks),
        arguments("order", newOrder));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventsUnlikeEachOther")
  void findsValuesHoweverUnlikeEventsAre(String what, IntFunction<String> events) {
    int path = names.path("a.b");
    KeyTrie keys = names.build();
    EventScanner scanner = new EventScanner(keys);
    ScannedEvent event = new ScannedEvent(keys);
    for (int i = 0; i < 6_000; i++) {
      byte[] bytes = events.apply(i).replace('\'', '"').getBytes(UTF_8);
      assertThat(scanner.scan(bytes, 0, bytes.length, event)).isTrue();
      assertThat(texts(event, path)).as("%s %d", what, i).containsExactly("v" + i);
    }
  }

  /** The result of scanning the event, or the reason why it is not a valid event. */
  private static String answer(EventScanner scanner, ScannedEvent event, String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    if (!scanner.scan(bytes, 0, bytes.length, event)) {
      return "refused";
    }
    return IntStream.range(0, event.valueCount())
        .mapToObj(value -> event.path(value) + event.text(value))
        .collect(joining(",", event.isComplete() + " ", ""));
  }

  @Test
  void whatStoodAtALikePlaceBeforeDoesNotMislead() {
    names.path("a");
    names.path("a.b");
    names.path("x.x");
    names.incompleteAt("z");
    EventScanner scanner = new EventScanner(names.build());
    List<String> events =
        List.of(
            "{'y':{'y':1,'y':2},'a':3}",
            "{'y':[1,2],'a':3}",
            "{'y':[1,'y':2],'a':3}",
            "{'y':{'y':1,2},'a':3}",
            "{'y':{'y':1],'a':3}",
            "{'x':{'x':1,'x':2}}",
            "{'x':[1,{'x':2},3]}",
            "{'a':1,'z':{},'b':2,'a':{'b':3}}",
            "{'a':1,'z':{},'b':2}",
            "{'a':1,'b':2,'z':null}",
            "{'a':1,'b':2,'z':null}}",
            "{'a':1,'b':2",
            "{'a':1,'b':2} ",
            "{'a':[1,{'b':2},'3',true,null,4]}",
            "{'a':[1,{'b':[2]},'3',{}]}");
    for (String first : events) {
      for (String second : events) {
        ScannedEvent event = new ScannedEvent(scanner.keys());
        answer(scanner, event, first);
        assertThat(answer(scanner, event, second))
            .as("%s after %s", second, first)
            .isEqualTo(answer(scanner, new ScannedEvent(scanner.keys()), second));
      }
    }
  }

  @Test
  void aScannedEventForOtherKeysIsRefused() {
    names.path("a");
    EventScanner scanner = new EventScanner(names.build());
    ScannedEvent other = new ScannedEvent(names.build());
    assertThatThrownBy(() -> scanner.scan(new byte[] {'{', '}'}, 0, 2, other))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
