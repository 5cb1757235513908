package dev.sigrun.runtime.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import dev.sigrun.runtime.text.TextAnalyzer;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private final Fields fields = new Fields();

  private Event read(String json) {
    try {
      return EventReader.of(fields, () -> 42L).read(json.getBytes(UTF_8));
    } catch (EventFormatException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  @Test
  void aNoteIsForItsOwnerAlone() {
    Event event = read("{\"a\":\"x\"}");
    Event.Note<String> note = new Event.Note<>();
    Event noted = note.on(event, "seen");
    assertThat(note.of(noted, "none")).isEqualTo("seen");
    assertThat(note.of(noted.at(7), "none")).isEqualTo("seen");
    assertThat(note.of(event, "none")).isEqualTo("none");
    assertThat(new Event.Note<String>().of(noted, "none")).isEqualTo("none");
    assertThat(noted.now()).isEqualTo(event.now());
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
        "{\"a\":{\"b\":[{\"c\":\"x\"},{\"c\":[\"y\",[\"z\"]]}]}} | x,y,z",
        "{\"a.b.c\":\"x\",\"a\":{\"b.c\":\"y\"}} | x,y",
        "{\"a.b.c\":\"x\",\"a.b.c\":\"y\"} | x,y",
        "{\"a\":{\"b\":{\"c\":1.0}}} | 1.0",
        "{\"a\":{\"b\":{\"c\":1e3}}} | 1e3",
        "{\"a\":{\"b\":{\"c\":[true,false,-0]}}} | true,false,-0",
        "{\"a\":{\"b\":{\"c\":9223372036854775808}}} | 9223372036854775808",
        "{\"a\":{\"b\":{\"c\":null}}} | ``",
        "{\"a\":{\"b\":{\"c\":[]}}} | ``",
        "{\"a\":{\"b\":{\"c\":[null,[]]}}} | ``",
        "{\"a\":{\"b\":{\"c\":{\"d\":\"x\"}}}} | ``",
        "{\"a\":{\"b\":{\"c\":[\"x\",{\"d\":\"y\"}]}}} | x",
        "{\"a.b\":\"q\",\"a.b.\":\"w\",\"a..b.c\":\"r\"} | ``",
        "{\"A\":{\"b\":{\"c\":\"x\"}}} | ``",
        "{} | ``",
      })
  void findsValuesByTheirDottedPath(String json, String expected) {
    KeywordField field = fields.keyword("a.b.c");
    Event event = read(json);
    assertThat(String.join(",", field.values(event))).isEqualTo(expected);
    assertThat(field.exists(event)).isEqualTo(!expected.isEmpty());
  }

  @Test
  void emptyStringsAreValues() {
    KeywordField field = fields.keyword("a");
    assertThat(field.exists(read("{\"a\":\"\"}"))).isTrue();
  }

  @Test
  void namesMayHaveEmptyParts() {
    KeywordField field = fields.keyword(".a..b");
    assertThat(field.values(read("{\"\":{\"a\":{\"\":{\"b\":\"x\"}}},\".a..b\":\"y\"}")))
        .containsExactly("x", "y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | There is no event",
        "[] | not a JSON object",
        "3 | not a JSON object",
        "{} {} | Unexpected content after the event at byte 3",
        "{}, | byte 2",
        "{\"a\":1 | byte",
        "{\"a\":01} | byte",
        "{\"a\":NaN} | byte",
        "{a:1} | byte 1",
        "{\"a\":\"\\x\"} | byte",
      })
  void saysWhatIsNoEvent(String json, String message) {
    fields.keyword("a");
    assertThatThrownBy(() -> EventReader.of(fields).read(json.getBytes(UTF_8)))
        .isInstanceOf(EventFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"z\":\"\u00ff\"}", "{\"z\":\"\u00c0\u0080\"}", "{\"z\":\"\u00ed\u00a0\u0080\"}",
        "{\"z\":\"\u00f4\u0090\u0080\u0080\"}", "{\"z\":\"\u00e2\u0082\"}", "\u00fe\u00ff\u0000{"
      })
  void refusesInvalidUtf8EvenWhereNothingIsRead(String latin1) {
    assertThatThrownBy(() -> EventReader.of(fields).read(latin1.getBytes(ISO_8859_1)))
        .isInstanceOf(EventFormatException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void refusesUtf16() {
    assertThatThrownBy(
            () ->
                EventReader.of(fields)
                    .read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE)))
        .isInstanceOf(EventFormatException.class);
  }

  @Test
  void readsPartsOfArraysAndSkipsByteOrderMarks() throws EventFormatException {
    KeywordField field = fields.keyword("a");
    byte[] bytes = "xx\ufeff{\"a\":\"é😀\"}yy".getBytes(UTF_8);
    Event event = EventReader.of(fields).read(bytes, 2, bytes.length - 4);
    assertThat(field.values(event)).containsExactly("é😀");
  }

  @Test
  void positionsOfErrorsCountFromTheOffset() {
    byte[] bytes = "xxxx{\"a\":?}".getBytes(UTF_8);
    assertThatThrownBy(() -> EventReader.of(fields).read(bytes, 4, bytes.length - 4))
        .isInstanceOf(EventFormatException.class)
        .hasMessageContaining("at byte 5");
  }

  @Test
  void readsLoneSurrogates() {
    KeywordField field = fields.keyword("a");
    assertThat(field.values(read("{\"a\":\"\\ud800x\"}"))).containsExactly("\ud800x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "unknown"})
  void refusesDeepNesting(String key) {
    fields.keyword("a");
    String deep = "{\"" + key + "\":" + "[".repeat(1001) + "]".repeat(1001) + "}";
    assertThatThrownBy(() -> EventReader.of(fields).read(deep.getBytes(UTF_8)))
        .isInstanceOf(EventFormatException.class);
    String allowed = "{\"" + key + "\":" + "[".repeat(999) + "]".repeat(999) + "}";
    read(allowed);
  }

  @Test
  void readsHugeNumbersQuickly() {
    NumberField any = fields.number("a", NumberType.ANY);
    NumberField whole = fields.number("a", NumberType.LONG);
    NumberField decimal = fields.number("a", NumberType.DOUBLE);
    KeywordField text = fields.keyword("a");
    String digits = "9".repeat(2_000_000);
    Event event = read("{\"a\":[" + digits + ",1e999999999,1e-999999999," + digits + ".5]}");
    assertThat(text.values(event)).hasSize(4);
    assertThat(any.values(event)).containsExactly(0.0);
    assertThat(whole.values(event)).containsExactly(0L);
    assertThat(decimal.values(event)).containsExactly(0.0);
    assertThat(event.ignoredValues()).isEqualTo(9);
  }

  @Test
  void coercesNumbersToTheTypeOfTheField() {
    String json =
        "{\"a\":[443,\"443\",1.9,\"-1.9\",\"x\",\"\",true,300,2147483648,9223372036854775808,"
            + "18446744073709551616,\"1e2\",\" 5\",\"0x10\"]}";
    NumberField byteField = fields.number("a", NumberType.BYTE);
    NumberField integer = fields.number("a", NumberType.INTEGER);
    NumberField longField = fields.number("a", NumberType.LONG);
    NumberField unsigned = fields.number("a", NumberType.UNSIGNED_LONG);
    NumberField any = fields.number("a", NumberType.ANY);
    Event event = read(json);
    BigInteger big = new BigInteger("9223372036854775808");
    assertThat(byteField.values(event)).containsExactly(1, -1, 100);
    assertThat(integer.values(event)).containsExactly(443, 443, 1, -1, 300, 100);
    assertThat(longField.values(event))
        .containsExactly(443L, 443L, 1L, -1L, 300L, 2147483648L, 100L);
    assertThat(unsigned.values(event))
        .containsExactly(443L, 443L, 1L, 300L, 2147483648L, big, 100L);
    assertThat(any.values(event))
        .containsExactly(443, 443, 1.9, -1.9, 300, 2147483648L, big, big.shiftLeft(1), 100.0);
  }

  @Test
  void readsBooleans() {
    BooleanField field = fields.bool("a");
    Event event = read("{\"a\":[true,\"true\",false,\"false\",\"\",\"TRUE\",1,\"yes\"]}");
    assertThat(field.values(event)).containsExactly(true, true, false, false, false);
    assertThat(event.ignoredValues()).isEqualTo(3);
    assertThat(field.is(read("{\"a\":\"\"}"), false)).isTrue();
    assertThat(field.is(read("{}"), false)).isFalse();
  }

  @Test
  void readsAddresses() {
    IpField field = fields.ip("a");
    Event event = read("{\"a\":[\"10.0.0.1\",\"0:0:0:0:0:0:0:1\",\"::FFFF:1.2.3.4\",\"nope\",5]}");
    assertThat(field.values(event)).containsExactly("10.0.0.1", "::1", "1.2.3.4");
    assertThat(event.ignoredValues()).isEqualTo(2);
  }

  @Test
  void readsDates() {
    DateField field = fields.date("a");
    Event event =
        read(
            "{\"a\":[\"1970-01-01T00:00:01.9999999Z\",5,\"12345\",\"1971\",-7,1.5e3,true,\"x\","
                + "\"0001-01-01T00:00:00Z\"]}");
    assertThat(field.values(event))
        .containsExactly(1999L, 5L, 12345L, 31536000000L, -7L, 1500L, -62135596800000L);
    assertThat(event.ignoredValues()).isEqualTo(2);
  }

  @Test
  void multiFieldsTakeTheValuesOfTheirParent() {
    KeywordField caseless = fields.lowercase("process.name.caseless");
    KeywordField keyword = fields.keyword("process.name.keyword");
    TextField text = fields.text("process.name.text", TextAnalyzer.STANDARD);
    PresenceField presence = fields.presence("process.name.text");
    Event derived = read("{\"process\":{\"name\":[\"CMD.EXE\",\"Two Words\"]}}");
    assertThat(caseless.values(derived)).containsExactly("cmd.exe", "two words");
    assertThat(keyword.values(derived)).containsExactly("CMD.EXE", "Two Words");
    assertThat(text.containsAny(derived, StringSet.of("words"))).isTrue();
    assertThat(presence.exists(derived)).isTrue();
    Event own = read("{\"process\":{\"name\":\"a\"},\"process.name.caseless\":\"B\"}");
    assertThat(caseless.values(own)).containsExactly("b");
    assertThat(keyword.values(own)).containsExactly("a");
    assertThat(keyword.exists(read("{\"process\":{\"name\":{\"x\":1}}}"))).isFalse();
  }

  @Test
  void presenceMeansAnyScalarAtOrBelowThePath() {
    PresenceField field = fields.presence("a.b");
    assertThat(field.exists(read("{\"a\":{\"b\":0}}"))).isTrue();
    assertThat(field.exists(read("{\"a\":{\"b\":{\"c\":[{\"d\":\"\"}]}}}"))).isTrue();
    assertThat(field.exists(read("{\"a.b.c.d.e\":false}"))).isTrue();
    assertThat(field.exists(read("{\"a\":{\"b\":{\"c\":[{},null,[]]}}}"))).isFalse();
    assertThat(field.exists(read("{\"a\":{\"bb\":1},\"a.b\":null}"))).isFalse();
  }

  @Test
  void presenceOfAnOuterObjectDoesNotHideFieldsBelow() {
    PresenceField outer = fields.presence("a");
    KeywordField inner = fields.keyword("a.b.c");
    Event event = read("{\"a\":{\"x\":{\"y\":1},\"b\":{\"c\":\"v\"}}}");
    assertThat(outer.exists(event)).isTrue();
    assertThat(inner.values(event)).containsExactly("v");
  }

  @Test
  void namePatternsCollectAllMatchingLeaves() {
    KeywordField hashes = fields.keywordPattern("file.hash.*", List.of("file.hash.md5"));
    KeywordField names = fields.keywordPattern("*.name", List.of());
    KeywordField all = fields.keywordPattern("*", List.of());
    Event event =
        read(
            "{\"file\":{\"hash\":{\"md5\":\"m\",\"sha1\":\"s\",\"x\":{\"y\":[1,2]}},\"name\":\"f\"},"
                + "\"file.hash.sha256\":\"t\",\"name\":\"n\",\"q\":{\"?\":true}}");
    assertThat(hashes.values(event)).containsExactly("s", "1", "2", "t");
    assertThat(names.values(event)).containsExactly("f");
    assertThat(all.values(event)).hasSize(8);
    assertThat(fields.keywordPattern("file.hash.*", List.of("file.hash.md5"))).isSameAs(hashes);
  }

  @Test
  void hostileNamesMatchNoPatternButCostLittle() {
    KeywordField all = fields.keywordPattern("*", List.of());
    String name = "n".repeat(100_000);
    StringBuilder json = new StringBuilder("{\"" + name + "\":[0");
    json.append(",1".repeat(100_000));
    assertThat(all.exists(read(json.append("]}").toString()))).isFalse();
  }

  @Test
  void manyDotsInNamesAreHarmless() {
    PresenceField field = fields.presence("a");
    assertThat(field.exists(read("{\"a" + ".".repeat(500_000) + "\":1}"))).isTrue();
  }

  @Test
  void nestedElementsAreLookedAtOneByOne() {
    NestedField items = fields.nested("x.items");
    KeywordField a = items.fields().keyword("a");
    KeywordField b = items.fields().keyword("b.c");
    KeywordField flat = fields.keyword("x.items.a");
    Event event =
        read(
            "{\"x\":{\"items\":[{\"a\":1,\"b.c\":2},{\"a\":3},[{\"b\":{\"c\":4}}],{},\"scalar\"]},"
                + "\"x.items.a\":5}");
    assertThat(items.elements(event)).hasSize(5);
    assertThat(items.elements(event).stream().map(a::values))
        .containsExactly(List.of("1"), List.of("3"), List.of(), List.of(), List.of("5"));
    assertThat(items.elements(event).stream().map(b::values))
        .containsExactly(List.of("2"), List.of(), List.of("4"), List.of(), List.of());
    assertThat(flat.values(event)).containsExactly("1", "3", "5");
    assertThat(event.ignoredValues()).isEqualTo(1);
    assertThat(items.elements(read("{\"x.items\":{\"a\":1}}"))).hasSize(1);
    assertThat(items.elements(read("{\"x.items\":[]}"))).isEmpty();
  }

  @Test
  void nestedMayStandInNested() {
    NestedField outer = fields.nested("o");
    NestedField inner = outer.fields().nested("i");
    NumberField n = inner.fields().number("n", NumberType.INTEGER);
    KeywordField pattern = inner.fields().keywordPattern("n*", List.of());
    Event event = read("{\"o\":[{\"i\":[{\"n\":1},{\"n\":2}]},{\"i\":{\"n\":3,\"nn\":4}}]}");
    List<List<List<Number>>> found =
        outer.elements(event).stream()
            .map(o -> inner.elements(o).stream().map(n::values).toList())
            .toList();
    assertThat(found).containsExactly(List.of(List.of(1), List.of(2)), List.of(List.<Number>of(3)));
    Event last = inner.elements(outer.elements(event).get(1)).get(0);
    assertThat(pattern.values(last)).containsExactly("3", "4");
    assertThat(last.now()).isEqualTo(42);
  }

  @Test
  void textIsSearchedByTokens() {
    TextField field = fields.text("m", TextAnalyzer.STANDARD);
    Event event = read("{\"m\":[\"The quick Brown fox\",\"jumps over\",5]}");
    assertThat(field.containsAny(event, StringSet.of("none", "fox"))).isTrue();
    assertThat(field.containsAny(event, StringSet.of("Fox"))).isFalse();
    assertThat(field.containsAny(event, StringSet.of("5"))).isTrue();
    assertThat(field.containsPhrase(event, List.of("quick", "brown", "fox"))).isTrue();
    assertThat(field.containsPhrase(event, List.of("fox", "jumps"))).isFalse();
    assertThat(field.containsPhrase(event, List.of())).isFalse();
    assertThat(field.containsMatch(event, Wildcards.ofEscaped("jum*"))).isTrue();
    assertThat(field.containsMatch(event, Wildcards.ofEscaped("quick b*"))).isFalse();
    assertThat(field.exists(read("{\"m\":\"\"}"))).isTrue();
    assertThat(field.containsAny(read("{}"), StringSet.of("5"))).isFalse();
  }

  @Test
  void newFieldsComeTooLateOnceAReaderExists() {
    NestedField nested = fields.nested("n");
    KeywordField known = fields.keyword("a");
    read("{}");
    assertThat(fields.keyword("a")).isSameAs(known);
    assertThatThrownBy(() -> fields.keyword("b")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> nested.fields().keyword("b"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fieldsAreInternedByKindAndName() {
    assertThat(fields.keyword("a")).isSameAs(fields.keyword("a"));
    assertThat(fields.keyword("a")).isNotSameAs(fields.lowercase("a"));
    assertThat(fields.number("a", NumberType.LONG)).isNotSameAs(fields.number("a", NumberType.ANY));
  }
}
