package dev.sigrun.runtime.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyReaderTest {
  private static final Fields FIELDS = new Fields();
  private static final Field NAME = FIELDS.keyword("name");
  private static final Field LOWER = FIELDS.lowercase("name");
  private static final Field PORT = FIELDS.number("port", NumberType.LONG);
  private static final Field LOAD = FIELDS.number("load", NumberType.DOUBLE);
  private static final BooleanField OK = FIELDS.bool("ok");
  private static final DateField TIME = FIELDS.date("time");
  private static final Field IP = FIELDS.ip("ip");
  private static final Field TEXT = FIELDS.text("text", TextAnalyzer.STANDARD);
  private static final Field PRESENCE = FIELDS.presence("name");
  private static final Field NESTED = FIELDS.nested("nested");
  private static final EventReader READER = EventReader.of(FIELDS);

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of(KeyReader.none(), "{}", List.of(Key.NONE)),
        Arguments.of(KeyReader.by(NAME), "{'name':'Ab'}", List.of(Key.of("Ab"))),
        Arguments.of(KeyReader.by(LOWER), "{'name':'Ab'}", List.of(Key.of("ab"))),
        Arguments.of(KeyReader.by(PORT), "{'port':'80'}", List.of(Key.of(80L))),
        Arguments.of(KeyReader.by(LOAD), "{'load':80}", List.of(Key.of(80L))),
        Arguments.of(KeyReader.by(LOAD), "{'load':0.5}", List.of(Key.of(0.5))),
        Arguments.of(KeyReader.by(OK), "{'ok':true}", List.of(Key.of(true))),
        Arguments.of(
            KeyReader.by(TIME), "{'time':'1970-01-01T00:00:01Z'}", List.of(Key.of(1_000L))),
        Arguments.of(KeyReader.by(IP), "{'ip':'2001:DB8:0::1'}", List.of(Key.of("2001:db8::1"))),
        Arguments.of(KeyReader.by(TEXT), "{'text':'Two Words'}", List.of(Key.of("Two Words"))),
        Arguments.of(KeyReader.by(NAME, PORT), "{'name':'a'}", List.of()),
        Arguments.of(
            KeyReader.by(NAME).orMissing(PORT),
            "{'name':'a'}",
            List.of(Key.of("a", (Object) null))),
        Arguments.of(
            KeyReader.none().orMissing(PORT).and(NAME),
            "{'name':'a','port':1}",
            List.of(Key.of(1L, "a"))),
        Arguments.of(
            KeyReader.by(NAME).alwaysMissing(), "{'name':'a'}", List.of(Key.of("a", null))),
        Arguments.of(
            KeyReader.by(NAME, PORT),
            "{'name':['b','a','b'],'port':[2,1]}",
            List.of(Key.of("b", 2L), Key.of("b", 1L), Key.of("a", 2L), Key.of("a", 1L))));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void readsKeys(KeyReader reader, String json, List<Key> expected) throws EventFormatException {
    assertThat(reader.keys(event(json))).isEqualTo(expected);
    assertThat(reader.combinationsLeftOut(event(json))).isZero();
  }

  @Test
  void leavesOutWhatIsTooMuch() throws EventFormatException {
    String many =
        IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
    Event event = event("{'name':[" + many + "],'port':[" + many + "]}");
    KeyReader reader = KeyReader.by(NAME, PORT);
    assertThat(reader.keys(event)).hasSize(KeyReader.MAX_COMBINATIONS).doesNotHaveDuplicates();
    assertThat(reader.combinationsLeftOut(event)).isEqualTo(9_000);
    KeyReader many5 = reader.and(NAME, PORT).and(NAME, PORT, NAME, PORT, NAME, PORT);
    assertThat(many5.combinationsLeftOut(event)).isEqualTo(Long.MAX_VALUE - 1_000);
  }

  @Test
  void refusesFieldsWithoutValues() {
    assertThatIllegalArgumentException().isThrownBy(() -> KeyReader.by(PRESENCE));
    assertThatIllegalArgumentException().isThrownBy(() -> KeyReader.by(NESTED));
  }

  @Test
  void isEqualWhenItReadsTheSame() {
    assertThat(KeyReader.by(NAME).and(PORT))
        .isEqualTo(KeyReader.by(NAME, PORT))
        .hasSameHashCodeAs(KeyReader.by(NAME, PORT))
        .isNotEqualTo(KeyReader.by(PORT, NAME))
        .isNotEqualTo(KeyReader.by(NAME).orMissing(PORT))
        .hasToString("by name, port");
  }

  private static Event event(String json) throws EventFormatException {
    return READER.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
